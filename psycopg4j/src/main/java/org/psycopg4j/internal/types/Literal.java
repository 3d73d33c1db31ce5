// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

/**
 * Writes the values of one Java type family as SQL.
 *
 * <p>A literal writer has no state: one instance serves all threads.
 */
@FunctionalInterface
public interface Literal {
  /** Appends the value's SQL; values inside it are written by {@code any}. */
  void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any);
}
