// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of some types out of what the server sends: what psycopg2's {@code new_type}
 * returns, and its type objects such as {@code NUMBER}.
 *
 * <p>May be called by any thread, and by several at a time.
 */
public interface Typecaster {
  /** The name, for messages and people. */
  String name();

  /** The types it reads, by {@code pg_type.oid}. */
  Set<Long> values();

  /** Whether it reads that type: DB-API's comparison of a type object with a type code. */
  default boolean includes(long oid) {
    return values().contains(oid);
  }

  /**
   * The value that a text of the server's stands for.
   *
   * @param text the value in text format; null is SQL NULL
   * @param scope the cursor, or another one, that it was sent to; null if there is none
   * @return null for SQL NULL, as a rule
   * @throws org.psycopg4j.errors.DataException if the text is no value of the type
   */
  @Nullable Object cast(@Nullable String text, @Nullable Scope scope);

  /** How a new typecaster makes a value; what it throws comes out of the row. */
  @FunctionalInterface
  interface Cast {
    /** As {@link Typecaster#cast}. */
    @Nullable Object cast(@Nullable String text, @Nullable Scope scope);
  }
}
