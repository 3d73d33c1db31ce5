// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.sql;

import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Query;
import org.psycopg4j.types.Scope;

/**
 * A piece of a statement that others are put together with: {@code psycopg2.sql.Composable}.
 *
 * <p>Wherever a statement's text is taken, one of these is taken as well. They never change and
 * serve all threads; what they are made of should not change either. {@code toString} is Python's
 * {@code repr}, with the values in it.
 */
public sealed interface Composable extends Query
    permits Composed, Identifier, Literal, Placeholder, SQL {
  /**
   * The piece as SQL ({@code as_string}).
   *
   * @param context the connection, or a cursor of it, that will execute the statement; null does
   *     for what needs no quoting
   * @throws org.psycopg4j.errors.ParameterException if names or values need quoting and there is no
   *     context
   */
  @Override
  String asString(@Nullable Scope context);

  /**
   * The piece as SQL that arguments are merged into: each {@code %} of a value or a name is
   * doubled, as it is no placeholder's.
   */
  @Override
  default String template(@Nullable Scope context) {
    return asString(context);
  }

  /** This piece with another one behind it: psycopg2's {@code +}. */
  default Composed plus(Composable other) {
    return Composed.of(this).plus(other);
  }

  /** This piece so many times: psycopg2's {@code *}; nothing if the number is not positive. */
  default Composed times(int count) {
    return Composed.of(Collections.nCopies(Math.max(0, count), this));
  }
}
