// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

import org.jspecify.annotations.Nullable;

/**
 * A connection or a cursor, for what depends on its session: what psycopg2 calls a scope or a
 * context.
 */
public interface Scope {
  /** The client's encoding by PostgreSQL's name, without punctuation: {@code UTF8}. */
  String encoding();

  /** The server's version as a number: 180006 is 18.6. */
  int serverVersion();

  /**
   * A name in double quotes, so that it stands for itself in SQL ({@code
   * psycopg2.extensions.quote_ident}).
   *
   * @throws org.psycopg4j.errors.ParameterException if the name holds a NUL or a character that the
   *     client's encoding lacks
   */
  String quoteIdent(String name);

  /**
   * A value as SQL, as it would be written in place of a placeholder; null is {@code NULL}.
   *
   * @throws org.psycopg4j.errors.ProgrammingException if the value has no SQL form
   */
  String quote(@Nullable Object value);

  /**
   * A text of the server's as the value of a type, by what is registered here ({@code cursor.cast}
   * of psycopg2).
   *
   * @param oid the type, {@code pg_type.oid}
   * @param text the value in text format, as this session writes it; null is SQL NULL
   * @throws org.psycopg4j.errors.DataException if it is no value of the type
   */
  @Nullable Object cast(long oid, @Nullable String text);
}
