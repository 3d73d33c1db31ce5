// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.errors.ServerError;
import org.psycopg4j.internal.engine.AnswerMemory;
import org.psycopg4j.internal.engine.QueryExchange;
import org.psycopg4j.internal.engine.SessionParameters;
import org.psycopg4j.internal.wire.RowDescription;
import org.psycopg4j.internal.wire.SendBuffer;

/**
 * A request that may take several questions and answers, each a {@link Stage}, but is one to
 * whoever waits for it. What is asked next is decided when the answer to the last is here.
 */
abstract class StagedExchange extends QueryExchange {
  private final PreparedStatements statements;
  private @Nullable Stage stage;

  StagedExchange(PreparedStatements statements, SessionParameters parameters, AnswerMemory memory) {
    super(parameters, memory);
    this.statements = statements;
  }

  /** What is to be done next, as things stand. */
  abstract Stage decide();

  /** What is known of the session. */
  final PreparedStatements statements() {
    return statements;
  }

  final Charset charset() {
    return parameters().charset();
  }

  boolean isInTransaction() {
    return statements.status() == 'T';
  }

  @Override
  protected void send(SendBuffer out) {
    Stage begun = decide();
    stage = begun;
    begun.send(out);
  }

  @Override
  protected void onMessage(byte tag, byte[] buf, int off, int len, SendBuffer out) {
    Stage current = stage;
    if (current == null) {
      throw Stage.unexpected(tag);
    }
    current.onMessage(tag, buf, off, len, out);
  }

  @Override
  protected void onError(Diagnostics diagnostics, SendBuffer out) {
    Stage current = stage;
    if (current == null) {
      failed(ServerError.of(diagnostics, null));
    } else {
      current.onError(diagnostics, out);
    }
  }

  @Override
  protected boolean goesOn(SendBuffer out) {
    Stage current = stage;
    if (current == null || error() != null) {
      return false;
    }
    try {
      Stage next = current.onReady();
      if (next != null && next != current) {
        next.send(out);
        stage = next;
      }
      return next != null;
    } catch (PsycopgException e) {
      failWith(e); // an argument that can't be written
      return false;
    }
  }

  /** Sends a text by the simple protocol. */
  final void sendText(byte[] sql, SendBuffer out) {
    text(sql);
    super.send(out);
  }

  /** Takes a message of the answer that all this is for. */
  final void answer(byte tag, byte[] buf, int off, int len, SendBuffer out) {
    super.onMessage(tag, buf, off, len, out);
  }

  /** Takes an error in the text. */
  final void failed(Diagnostics error, SendBuffer out) {
    super.onError(error, out);
  }

  /** Takes an error that has no place in the text. */
  final void failed(PsycopgException error) {
    forget();
    failWith(error);
  }

  /** Begins the result, which the server does not describe again. */
  final void beginRows(RowDescription columns) {
    begin(columns);
  }
}
