// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.sql;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.internal.query.PythonRepr;
import org.psycopg4j.types.Scope;

/**
 * The place of an argument: {@code psycopg2.sql.Placeholder}.
 *
 * <pre>{@code
 * SQL.of("insert into t values ({})").format(SQL.of(", ").join(Placeholder.of().times(3)));
 * }</pre>
 *
 * @param name of an argument that is given by name; null for one given by position
 */
public record Placeholder(@Nullable String name) implements Composable {
  /**
   * A placeholder of that name, or without one.
   *
   * @throws ParameterException if there is a closing parenthesis in the name
   */
  public Placeholder {
    if (name != null && name.indexOf(')') >= 0) {
      throw new ParameterException(
          ParameterException.Kind.VALUE, "invalid name: " + PythonRepr.of(name));
    }
  }

  /** {@code %s}. */
  public static Placeholder of() {
    return new Placeholder(null);
  }

  /** {@code %(name)s}. */
  public static Placeholder of(String name) {
    return new Placeholder(name);
  }

  @Override
  public String asString(@Nullable Scope context) {
    return name == null ? "%s" : "%(" + name + ")s";
  }

  /** {@code Placeholder('name')}. */
  @Override
  public String toString() {
    return "Placeholder(" + (name == null ? "" : PythonRepr.of(name)) + ")";
  }
}
