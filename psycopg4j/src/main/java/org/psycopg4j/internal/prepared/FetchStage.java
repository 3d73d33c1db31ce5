// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.internal.wire.Backend;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.SendBuffer;

/** FETCH by the unnamed statement. The server says each time which columns there are. */
final class FetchStage extends Stage {
  private static final byte[] UNNAMED = {};
  private static final byte[] NO_PARAMETERS = {0, 0, 0, 0}; // no formats, no values

  private final FetchExchange exchange;
  private final byte[] sql;
  private final int[] formats;

  FetchStage(FetchExchange exchange, byte[] sql, int[] formats) {
    this.exchange = exchange;
    this.sql = sql;
    this.formats = formats;
  }

  @Override
  void send(SendBuffer out) {
    exchange.sends(sql);
    Frontend.parse(out, "", sql, new int[0]);
    Frontend.bind(out, UNNAMED, NO_PARAMETERS, NO_PARAMETERS.length, formats);
    Frontend.describePortal(out);
    Frontend.execute(out);
    Frontend.sync(out);
  }

  @Override
  void onMessage(byte tag, byte[] buf, int off, int len, SendBuffer out) {
    switch (tag) {
      case Backend.PARSE_COMPLETE, Backend.BIND_COMPLETE -> {}
      case Backend.NO_DATA -> {} // there is no such cursor any more, as its execution will say
      default -> exchange.answer(tag, buf, off, len, out);
    }
  }

  @Override
  void onError(Diagnostics error, SendBuffer out) {
    exchange.failed(error, out);
  }

  @Override
  @Nullable Stage onReady() {
    return null;
  }
}
