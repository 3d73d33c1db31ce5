// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.errors.ServerError;
import org.psycopg4j.internal.wire.MalformedMessageException;
import org.psycopg4j.internal.wire.SendBuffer;

/**
 * One request to the server and the server's answer, up to ReadyForQuery.
 *
 * <p>There is a small class for each kind of request. The {@link Engine} has it write its messages,
 * then hands it every message of the answer. Notices, notifications and parameter changes are not
 * among them, and ErrorResponse and ReadyForQuery come as {@link #onError} and {@link #onReady}.
 */
public abstract class Exchange {
  private boolean done;
  private @Nullable PsycopgException error;

  /** Writes the request. */
  protected abstract void send(SendBuffer out);

  /** Writes the request behind a BEGIN that has not been answered yet. */
  protected void sendAfterBegin(SendBuffer out) {
    send(out);
  }

  /**
   * Takes one message of the answer: its body is {@code len} bytes of {@code buf} from {@code off},
   * valid during the call only. What it writes to {@code out} goes to the server.
   */
  protected abstract void onMessage(byte tag, byte[] buf, int off, int len, SendBuffer out);

  /**
   * Takes an ErrorResponse. The first one counts; it is raised when the answer is complete. What it
   * writes to {@code out} goes to the server.
   */
  protected void onError(Diagnostics diagnostics, SendBuffer out) {
    failWith(ServerError.of(diagnostics, null));
  }

  /**
   * Takes a ReadyForQuery that may be one of several.
   *
   * @return whether more is to come: another one is awaited, or the exchange has written more to
   *     {@code out}, which the server will answer
   */
  protected boolean goesOn(SendBuffer out) {
    return false;
  }

  /**
   * Whether the server skips the requests that were sent behind this one, for it has failed before
   * its Sync was sent: they will never be answered.
   */
  protected boolean loses() {
    return false;
  }

  /** Takes the last ReadyForQuery: the connection is ready for another request. */
  protected void onReady() {}

  /** The statement's text, in the client's encoding, if the server has it from this exchange. */
  protected byte @Nullable [] text() {
    return null;
  }

  /** Takes note that the answer will never be complete; {@link #error()} says why. */
  protected void onAbandoned() {}

  /**
   * Whether it holds as much of the answer as it wants to: then nothing more is read from the
   * server until somebody has taken what is here. Of an exchange whose answer may be endless.
   */
  public boolean isFull() {
    return false;
  }

  /** Gives back the memory of what has come so far: there is none left for more. */
  protected void release() {}

  /** Makes the exchange end with this error, unless it has one already. */
  protected final void failWith(PsycopgException e) {
    if (error == null) {
      error = e;
    }
  }

  /** For a message that has no place in this exchange. */
  protected static MalformedMessageException unexpected(byte tag, String during) {
    return new MalformedMessageException(
        "the server sent a message of type '%c' while %s".formatted((char) tag, during));
  }

  /** Whether the answer is complete, or will never be: then {@link #error()} says why. */
  public final boolean isDone() {
    return done;
  }

  /** What went wrong, or null. */
  public final @Nullable PsycopgException error() {
    return error;
  }

  /** The result is there: raises the error if there was one. */
  public final void raise() {
    if (error != null) {
      throw error;
    }
  }

  final void complete() {
    onReady();
    done = true;
  }

  final void abandon(@Nullable PsycopgException reason) {
    if (reason != null) {
      failWith(reason);
    }
    onAbandoned();
    done = true;
  }
}
