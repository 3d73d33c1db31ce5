// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.lang.System.Logger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.PsycopgException;

/**
 * Is told of each statement that a connection's cursors have executed: psycopg2's {@code
 * LoggingConnection}.
 *
 * <pre>{@code
 * conn.statementLog(StatementLog.to(System.out).slowerThan(Duration.ofMillis(100)));
 * }</pre>
 *
 * <p>Of {@code executeValues} and {@code executeBatch} it is told of each page, of {@code
 * executeMany} nothing, as in psycopg2. BEGIN, COMMIT and the like are not a cursor's. The text of
 * a statement has the values of its parameters in it, passwords and all.
 */
@FunctionalInterface
public interface StatementLog {
  /**
   * A statement was sent, and it has ended. Called by the thread that executed it, while no lock is
   * held; what this throws comes out of {@code execute}.
   *
   * @param cursor that has executed it: {@link Cursor#query()} is what was sent
   * @param elapsed how long it took, with writing its arguments
   * @param error how it failed, or null
   */
  void executed(Cursor<?> cursor, Duration elapsed, @Nullable PsycopgException error);

  /** Writes each statement to a logger, at level DEBUG. */
  static TextStatementLog to(Logger logger) {
    return to(logger, Logger.Level.DEBUG);
  }

  /** Writes each statement to a logger. */
  static TextStatementLog to(Logger logger, Logger.Level level) {
    return new TextStatementLog(text -> logger.log(level, text));
  }

  /**
   * Writes each statement and a line separator to a stream, a file or a StringBuilder, in one call.
   * What it throws is thrown on as {@link java.io.UncheckedIOException}.
   */
  static TextStatementLog to(Appendable out) {
    return new TextStatementLog(TextStatementLog.lines(out));
  }
}
