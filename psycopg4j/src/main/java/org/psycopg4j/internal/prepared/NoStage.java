// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.ServerError;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.SendBuffer;

/** Nothing more: just the end of the request. */
final class NoStage extends Stage {
  private final PreparedExchange exchange;

  NoStage(PreparedExchange exchange) {
    this.exchange = exchange;
  }

  @Override
  void send(SendBuffer out) {
    Frontend.sync(out);
  }

  @Override
  void onMessage(byte tag, byte[] buf, int off, int len, SendBuffer out) {
    throw unexpected(tag);
  }

  @Override
  void onError(Diagnostics error, SendBuffer out) {
    exchange.failed(ServerError.of(error, null));
  }

  @Override
  @Nullable Stage onReady() {
    return null;
  }
}
