// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.copy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.copy.CopyAbortedException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.errors.QueryCanceledException;
import org.psycopg4j.internal.engine.CopyInExchange;
import org.psycopg4j.internal.session.Turn;

/**
 * A COPY FROM STDIN under way: begins it, sends what it is given, and ends it. Whatever happens,
 * {@link #finish} or {@link #fail} leaves the protocol in step. Belongs to one thread at a time.
 */
public final class CopyFeed {
  /* As much is kept back and sent at once: it stays below what a send buffer keeps. */
  private static final int PIECE = 32 << 10;
  private static final int LONGEST_REASON = 1000;

  private final Turn turn;
  private final CopyInExchange copy;
  private final Charset charset;
  private int unsent;

  public CopyFeed(Turn turn, CopyInExchange copy, Charset charset) {
    this.turn = turn;
    this.copy = copy;
    this.charset = charset;
  }

  /** Sends the statement and waits until the server asks for data; false if it does not. */
  public boolean begin() {
    turn.send(copy);
    turn.await(copy);
    return turn.step(copy::accept);
  }

  /** The request itself, for what its answer says. */
  public CopyInExchange copy() {
    return copy;
  }

  /**
   * Sends data, or keeps them back for a while.
   *
   * @return false if the server has ended the COPY and takes none any more
   */
  public boolean data(byte[] buf, int off, int len) {
    boolean taken =
        turn.step(
            () -> {
              copy.data(buf, off, len);
              return copy.takesData();
            });
    unsent += len;
    return taken && (unsent < PIECE || push());
  }

  /* What the server says has to be looked for: it goes on taking data after an error. */
  private boolean push() {
    unsent = 0;
    turn.flush(copy, 0);
    turn.poll(copy);
    return turn.step(copy::takesData);
  }

  /** Whether the server still takes data. */
  public boolean takesData() {
    return turn.step(copy::takesData);
  }

  /** Ends the data and waits for the server's word; raises its error. */
  public void finish() {
    turn.step(
        () -> {
          copy.finish();
          return this;
        });
    turn.await(copy);
    turn.raise(copy);
  }

  /** Ends the COPY for a failure of the user's code; returns the error that it ends with. */
  public @Nullable PsycopgException fail(String reason, @Nullable Throwable why) {
    turn.step(
        () -> {
          copy.fail(printable(reason));
          return this;
        });
    turn.await(copy);
    PsycopgException error = copy.error();
    if (error != null && why != null) {
      blame(error, why);
    }
    return error;
  }

  @SuppressWarnings("ReferenceEquality") // an error is not its own cause
  private static void blame(PsycopgException error, Throwable why) {
    if (error instanceof QueryCanceledException && error.getCause() == null && error != why) {
      error.initCause(why);
    } else if (error != why) {
      error.addSuppressed(why);
    }
  }

  /** The reason in psycopg2's words, unless the source has some of its own. */
  public static String reason(Throwable why) {
    String message = why.getMessage();
    if (why instanceof CopyAbortedException && message != null) {
      return message;
    }
    return "error in .read() call: "
        + why.getClass().getSimpleName()
        + (message == null ? " " : " " + message);
  }

  /** A reason as the message can carry it: in ASCII if the encoding is not UTF-8, and not long. */
  private String printable(String reason) {
    String text = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
    text = text.replace('\0', '?');
    return charset.equals(StandardCharsets.UTF_8) ? text : text.replaceAll("[^\\x00-\\x7f]", "?");
  }
}
