// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.sql;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.internal.query.PythonRepr;
import org.psycopg4j.types.Scope;

/**
 * A value written into a statement as SQL: {@code psycopg2.sql.Literal}. Where a placeholder may
 * stand, an argument does the same; this is for where it may not.
 *
 * @param wrapped the value; null is {@code NULL}
 */
public record Literal(@Nullable Object wrapped) implements Composable {
  /** A value; null is {@code NULL}. */
  public static Literal of(@Nullable Object wrapped) {
    return new Literal(wrapped);
  }

  @Override
  public String asString(@Nullable Scope context) {
    if (context == null) {
      throw new ParameterException(
          ParameterException.Kind.TYPE, "context must be a connection or a cursor");
    }
    return context.quote(wrapped);
  }

  @Override
  public String template(@Nullable Scope context) {
    return asString(context).replace("%", "%%");
  }

  /** Whether the other is a literal of an equal value; arrays are equal by their elements. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Literal literal && Objects.deepEquals(wrapped, literal.wrapped);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(new @Nullable Object[] {wrapped});
  }

  /** {@code Literal('it')}: shows the value. */
  @Override
  public String toString() {
    return "Literal(" + PythonRepr.of(wrapped) + ")";
  }
}
