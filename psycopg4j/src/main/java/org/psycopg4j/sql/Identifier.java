// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ParameterException.Kind;
import org.psycopg4j.internal.query.PythonRepr;
import org.psycopg4j.types.Scope;

/**
 * A name in double quotes, or several with dots between them: {@code psycopg2.sql.Identifier}.
 *
 * <pre>{@code
 * Identifier.of("users");          // "users"
 * Identifier.of("public", "users") // "public"."users"
 * }</pre>
 *
 * @param strings the names
 */
public record Identifier(List<String> strings) implements Composable {
  /**
   * Copies the names.
   *
   * @throws ParameterException if there is none, or null among them
   */
  public Identifier {
    if (strings.isEmpty()) {
      throw new ParameterException(Kind.TYPE, "Identifier cannot be empty");
    }
    if (new ArrayList<@Nullable Object>(strings).contains(null)) {
      throw new ParameterException(Kind.TYPE, "SQL identifier parts must be strings");
    }
    strings = List.copyOf(strings);
  }

  /** One name, or a name behind those of what it belongs to, such as its schema. */
  public static Identifier of(String... strings) {
    return new Identifier(Arrays.asList(strings));
  }

  /**
   * The only name.
   *
   * @throws ParameterException if there are several
   */
  public String string() {
    if (strings.size() > 1) {
      throw new ParameterException(
          Kind.ATTRIBUTE, "the Identifier wraps more than one than one string");
    }
    return strings.get(0);
  }

  @Override
  public String asString(@Nullable Scope context) {
    if (context == null) {
      throw new ParameterException(Kind.TYPE, "argument 2 must be a connection or a cursor");
    }
    return strings.stream().map(context::quoteIdent).collect(Collectors.joining("."));
  }

  @Override
  public String template(@Nullable Scope context) {
    return asString(context).replace("%", "%%");
  }

  /** {@code Identifier('public', 'users')}. */
  @Override
  public String toString() {
    return strings.stream()
        .map(PythonRepr::of)
        .collect(Collectors.joining(", ", "Identifier(", ")"));
  }
}
