// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.internal.wire.SendBuffer;

/** The statement with its arguments merged in, by the simple protocol. */
final class PlainStage extends Stage {
  private final PreparedExchange exchange;

  PlainStage(PreparedExchange exchange) {
    this.exchange = exchange;
  }

  @Override
  void send(SendBuffer out) {
    exchange.sendPlain(out);
  }

  @Override
  void onMessage(byte tag, byte[] buf, int off, int len, SendBuffer out) {
    exchange.answer(tag, buf, off, len, out);
  }

  @Override
  void onError(Diagnostics error, SendBuffer out) {
    exchange.failed(error, out);
  }

  @Override
  @Nullable Stage onReady() {
    exchange.hasRunPlain();
    return null;
  }
}
