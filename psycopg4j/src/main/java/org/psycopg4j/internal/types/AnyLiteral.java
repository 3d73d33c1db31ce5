// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.types.Scope;

/** Writes a value of any type as SQL; null is NULL. */
public interface AnyLiteral {
  /**
   * Appends the value's SQL.
   *
   * @throws org.psycopg4j.errors.ProgrammingException if no writer knows the value's class
   */
  void write(@Nullable Object value, SqlBuffer out, Quoting quoting);

  /** The connection that the SQL is for; null if there is none. */
  default @Nullable Scope scope() {
    return null;
  }
}
