// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.sql;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.internal.query.PythonRepr;
import org.psycopg4j.types.Scope;

/**
 * A piece of a statement as it was written: {@code psycopg2.sql.SQL}. It is not quoted in any way,
 * so it must never come from outside the program.
 *
 * <pre>{@code
 * SQL.of("select {} from {} where id = %s")
 *     .format(SQL.of(", ").join(Identifier.of("id"), Identifier.of("name")), Identifier.of("users"));
 * }</pre>
 *
 * @param string the text
 */
public record SQL(String string) implements Composable {
  /** {@code NULL}. */
  public static final SQL NULL = new SQL("NULL");

  /** {@code DEFAULT}. */
  public static final SQL DEFAULT = new SQL("DEFAULT");

  /**
   * A text as it was written.
   *
   * @throws ParameterException if it is null
   */
  public SQL {
    if ((@Nullable Object) string == null) {
      throw new ParameterException(ParameterException.Kind.TYPE, "SQL values must be strings");
    }
  }

  /** A text as it was written. */
  public static SQL of(String string) {
    return new SQL(string);
  }

  /**
   * Puts pieces in place of {@code {}}, one after another, or of {@code {0}}, {@code {1}} by their
   * number. <code>{{</code> and <code>}}</code> are braces. Placeholders such as {@code %s} stay
   * what they are. A {@code %} in a literal or an identifier is no placeholder's: it needs no
   * doubling, which psycopg2 demands of a statement that is executed with arguments.
   *
   * @param pieces each a {@link Composable}; more than are asked for are ignored
   * @throws ParameterException if the braces make no sense, a piece is missing, or one of those
   *     asked for is no Composable
   */
  public Composed format(@Nullable Object... pieces) {
    return format(Map.of(), pieces);
  }

  /**
   * Puts pieces in place of {@code {name}} by their names, and in place of {@code {}} or {@code
   * {0}} by position; else as {@link #format(Object...)}.
   */
  public Composed format(
      Map<String, ? extends @Nullable Object> named, @Nullable Object... pieces) {
    return Composed.of(new FormatFields(string, Arrays.asList(pieces), named).pieces());
  }

  /**
   * The pieces of a sequence, with this between them.
   *
   * @param seq its elements have to be {@link Composable}s; a {@link Composed} is taken apart
   */
  public Composed join(Iterable<? extends @Nullable Object> seq) {
    return Composed.of(seq).join(this);
  }

  /** Pieces with this between them. */
  public Composed join(Composable... pieces) {
    return Composed.of(pieces).join(this);
  }

  @Override
  public String asString(@Nullable Scope context) {
    return string;
  }

  /** {@code SQL('select 1')}. */
  @Override
  public String toString() {
    return "SQL(" + PythonRepr.of(string) + ")";
  }
}
