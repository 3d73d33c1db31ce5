// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.promotion;

import java.util.List;
import java.util.Map;
import org.psycopg4j.Cursor;

/**
 * One thing that a program does.
 *
 * @param kind what it is
 * @param sql the statement; for a setting, its value
 * @param positional its arguments for {@code %s}; null if it has none
 * @param named its arguments for {@code %(name)s}; null if it has none
 */
record Step(Kind kind, String sql, List<Object> positional, Map<String, Object> named) {

  /** What a step is. */
  enum Kind {
    /** A statement on the connection. */
    EXECUTE,
    /** A statement on another connection to the same database, in autocommit. */
    ELSEWHERE,
    /** A statement whose rows a server-side cursor reads; the cursor stays open. */
    OPEN,
    /** Some more rows of the server-side cursor that was opened last. */
    FETCH,
    COMMIT,
    ROLLBACK,
    /** Sets autocommit, after a rollback. */
    AUTOCOMMIT
  }

  static Step of(Kind kind, String sql) {
    return new Step(kind, sql, null, null);
  }

  static Step execute(String sql) {
    return of(Kind.EXECUTE, sql);
  }

  static Step execute(String sql, Object... arguments) {
    return new Step(Kind.EXECUTE, sql, java.util.Arrays.asList(arguments), null);
  }

  static Step elsewhere(String sql) {
    return of(Kind.ELSEWHERE, sql);
  }

  static Step commit() {
    return of(Kind.COMMIT, "");
  }

  static Step rollback() {
    return of(Kind.ROLLBACK, "");
  }

  static Step autocommit(boolean on) {
    return of(Kind.AUTOCOMMIT, Boolean.toString(on));
  }

  <T> Cursor<T> on(Cursor<T> cur) {
    if (positional != null) {
      return cur.execute(sql, positional.toArray());
    }
    return named == null ? cur.execute(sql) : cur.execute(sql, named);
  }

  @Override
  public String toString() {
    Object arguments = positional == null ? named : positional;
    return "%-9s %s%s".formatted(kind, sql, arguments == null ? "" : "  <- " + Shown.of(arguments));
  }
}
