// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.ServerError;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.internal.wire.Backend;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.RowDescription;
import org.psycopg4j.internal.wire.SendBuffer;

/**
 * Executes a prepared statement. Until it is bound nothing has happened: what fails before that is
 * done again by the simple protocol, where the {@link Way} leaves one.
 */
final class RunStage extends Stage {
  private static final int[] TEXT = {};

  private final PreparedExchange exchange;
  private final TypedStatement statement;
  private final @Nullable RowDescription columns;
  private final Way back;
  private boolean guarded; // the savepoint is set
  private boolean bound;
  private boolean ended;
  private @Nullable Diagnostics unbound; // why it could not be bound

  RunStage(
      PreparedExchange exchange,
      TypedStatement statement,
      @Nullable RowDescription columns,
      Way back) {
    this.exchange = exchange;
    this.statement = statement;
    this.columns = columns;
    this.back = back;
  }

  @Override
  void send(SendBuffer out) {
    exchange.statements().closeForgotten(out);
    if (back == Way.SAVEPOINT) {
      run("SAVEPOINT " + GuardedStage.SAVEPOINT, out);
    }
    SqlBuffer parameters = exchange.statements().parameters();
    Frontend.bind(
        out,
        statement.name(),
        parameters.array(),
        parameters.size(),
        columns == null ? TEXT : columns.formats());
    Frontend.execute(out);
    if (back == Way.SAVEPOINT) {
      run("RELEASE SAVEPOINT " + GuardedStage.SAVEPOINT, out);
    }
    Frontend.sync(out);
  }

  private static void run(String sql, SendBuffer out) {
    Frontend.parse(out, sql);
    Frontend.bind(out);
    Frontend.execute(out);
  }

  @Override
  void onMessage(byte tag, byte[] buf, int off, int len, SendBuffer out) {
    if (tag == Backend.CLOSE_COMPLETE) {
      return;
    }
    if (back == Way.SAVEPOINT && (!guarded || ended)) {
      guard(tag);
    } else if (bound) {
      exchange.answer(tag, buf, off, len, out);
      ended = tag == Backend.COMMAND_COMPLETE;
    } else if (tag == Backend.BIND_COMPLETE) {
      bound = true;
      if (columns != null) {
        exchange.beginRows(columns);
      }
    } else {
      throw unexpected(tag);
    }
  }

  /** Takes the answer to the savepoint, or to its release. */
  private void guard(byte tag) {
    switch (tag) {
      case Backend.PARSE_COMPLETE, Backend.BIND_COMPLETE -> {}
      case Backend.COMMAND_COMPLETE -> guarded = true;
      default -> throw unexpected(tag);
    }
  }

  @Override
  void onError(Diagnostics error, SendBuffer out) {
    boolean canGoBack = back == Way.SAVEPOINT ? guarded : back != Way.NONE;
    if (!bound && canGoBack && !Sqlstates.isOfTheSession(error.sqlstate())) {
      unbound = error;
    } else {
      if (!bound) {
        exchange.statements().couldNotBind(statement, error);
      }
      exchange.failed(bound ? ServerError.of(error, null) : exchange.asMerged(error));
    }
  }

  @Override
  @Nullable Stage onReady() {
    Diagnostics error = unbound;
    if (error == null) {
      exchange.hasRunPrepared();
      return null;
    }
    exchange.statements().couldNotBind(statement, error);
    exchange.statements().fellBack();
    return switch (back) {
      case CHAIN -> UndoStage.beginAnew(exchange);
      case SAVEPOINT -> UndoStage.toSavepoint(exchange);
      case AGAIN, LAST, NONE -> new PlainStage(exchange);
    };
  }
}
