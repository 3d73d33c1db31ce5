// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.ServerError;
import org.psycopg4j.internal.wire.Backend;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.SendBuffer;

/**
 * A question of our own whose failure harms nothing: in a transaction it is put between a savepoint
 * and the rollback to it, which go out in the same write. A statement that it prepares stays: it
 * does not belong to the transaction (manual: "PREPARE").
 */
abstract class GuardedStage extends Stage {
  /** A savepoint's name, of which the user's own are independent: the nearest one counts. */
  static final String SAVEPOINT = "_psycopg4j";

  private static final byte[] SET = ascii("SAVEPOINT " + SAVEPOINT);
  private static final byte[] UNDO = ascii(undo());

  private final StagedExchange exchange;
  private final boolean inTransaction;
  private int awaited; // how many ReadyForQuery are still to come
  private @Nullable Diagnostics failure;
  private boolean failedOutside; // of the question itself

  GuardedStage(StagedExchange exchange) {
    this.exchange = exchange;
    this.inTransaction = exchange.isInTransaction();
  }

  /** Takes everything back that was done since the savepoint, and the savepoint itself. */
  static String undo() {
    return "ROLLBACK TO SAVEPOINT " + SAVEPOINT + "; RELEASE SAVEPOINT " + SAVEPOINT;
  }

  static byte[] ascii(String sql) {
    return sql.getBytes(StandardCharsets.US_ASCII);
  }

  /** Writes the question, of the extended protocol, without a Sync. */
  abstract void ask(SendBuffer out);

  /** Takes a message of its answer. */
  abstract void onAnswer(byte tag, byte[] buf, int off, int len);

  /**
   * What comes after the answer.
   *
   * @param error why there is none, or null
   */
  abstract Stage next(@Nullable Diagnostics error);

  @Override
  final void send(SendBuffer out) {
    awaited = 1;
    if (inTransaction) {
      exchange.statements().ours(true);
      Frontend.query(out, SET);
      awaited += 2;
    }
    ask(out);
    Frontend.sync(out);
    if (inTransaction) {
      Frontend.query(out, UNDO);
    }
  }

  private boolean isAsking() {
    return awaited == (inTransaction ? 2 : 1);
  }

  @Override
  final void onMessage(byte tag, byte[] buf, int off, int len, SendBuffer out) {
    if (isAsking()) {
      if (tag != Backend.CLOSE_COMPLETE) {
        onAnswer(tag, buf, off, len);
      }
    } else if (tag != Backend.COMMAND_COMPLETE) {
      throw unexpected(tag);
    }
  }

  @Override
  final void onError(Diagnostics error, SendBuffer out) {
    if (failure == null) {
      failure = error;
      failedOutside = !isAsking();
    }
  }

  @Override
  final @Nullable Stage onReady() {
    awaited--;
    if (awaited > 0) {
      return this;
    }
    exchange.statements().ours(false);
    Diagnostics error = failure;
    if (error != null && (failedOutside || Sqlstates.isOfTheSession(error.sqlstate()))) {
      exchange.failed(ServerError.of(error, null));
      return null;
    }
    return next(error);
  }
}
