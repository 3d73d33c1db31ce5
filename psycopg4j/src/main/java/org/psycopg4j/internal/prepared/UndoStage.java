// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.internal.wire.Backend;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.SendBuffer;

/**
 * Undoes that a prepared statement could not be bound, of which the transaction has failed: then
 * the statement is executed by the simple protocol.
 */
final class UndoStage extends Stage {
  private final PreparedExchange exchange;
  private final String sql;
  private final boolean toSavepoint;
  private boolean failed;

  private UndoStage(PreparedExchange exchange, String sql, boolean toSavepoint) {
    this.exchange = exchange;
    this.sql = sql;
    this.toSavepoint = toSavepoint;
  }

  /** Goes back to our savepoint. */
  static UndoStage toSavepoint(PreparedExchange exchange) {
    return new UndoStage(exchange, GuardedStage.undo(), true);
  }

  /** Begins the transaction anew, whose first statement it was. */
  static UndoStage beginAnew(PreparedExchange exchange) {
    return new UndoStage(exchange, "ROLLBACK AND CHAIN", false);
  }

  @Override
  void send(SendBuffer out) {
    exchange.statements().ours(toSavepoint);
    Frontend.query(out, sql.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  void onMessage(byte tag, byte[] buf, int off, int len, SendBuffer out) {
    if (tag != Backend.COMMAND_COMPLETE) {
      throw unexpected(tag);
    }
  }

  @Override
  void onError(Diagnostics error, SendBuffer out) {
    failed = true;
    exchange.failed(error, out);
  }

  @Override
  @Nullable Stage onReady() {
    exchange.statements().ours(false);
    return failed ? null : new PlainStage(exchange);
  }
}
