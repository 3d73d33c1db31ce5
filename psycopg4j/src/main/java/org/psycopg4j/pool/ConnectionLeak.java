// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection that was borrowed and has not come back. It is not raised: its stack trace, if
 * {@link PoolOptions#leakAfter} asks for it, is that of who has borrowed the connection.
 */
public final class ConnectionLeak extends Exception {
  private static final long serialVersionUID = 1L;

  private final Duration held;
  private final boolean lost;

  ConnectionLeak(String pool, Duration held, boolean lost, @Nullable Borrowing borrowing) {
    super(
        (lost
                    ? "a connection of %s was not returned, and nobody has it any more, %s after it was borrowed"
                    : "a connection of %s has been borrowed for %s")
                .formatted(pool, held)
            + (borrowing == null ? "" : " by thread " + borrowing.thread()),
        null,
        false,
        true);
    this.held = held;
    this.lost = lost;
    setStackTrace(borrowing == null ? new StackTraceElement[0] : borrowing.getStackTrace());
  }

  /** The stack of who borrows a connection, and its thread's name. */
  static final class Borrowing extends Throwable {
    private static final long serialVersionUID = 1L;
    private final String thread = Thread.currentThread().getName();

    String thread() {
      return thread;
    }
  }

  /** How long it has been out. */
  public Duration held() {
    return held;
  }

  /** Whether nobody has it any more: the pool has closed it, and opens another one. */
  public boolean lost() {
    return lost;
  }

  void log() {
    System.getLogger("org.psycopg4j").log(Level.WARNING, getMessage(), this);
  }
}
