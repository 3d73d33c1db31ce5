// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.query;

import java.nio.charset.Charset;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.PsycopgException;

/** What is wrong with a query's placeholders. It matters only once arguments are given. */
@FunctionalInterface
interface Defect {
  /** The exception to throw; positions in it count bytes in the client encoding, as in psycopg2. */
  PsycopgException raise(String sql, Charset charset);

  /** {@code %s} and {@code %(name)s} in one query. */
  static Defect mixed() {
    return (sql, charset) -> new ProgrammingException("argument formats can't be mixed");
  }

  /** A name without its end. */
  static Defect incompletePlaceholder() {
    return (sql, charset) -> new ProgrammingException("incomplete placeholder: '%(' without ')'");
  }

  /** Parentheses inside a name that do not match. */
  static Defect incompleteKey() {
    return (sql, charset) ->
        new ParameterException(
            ParameterException.Kind.VALUE,
            "incomplete format key",
            "the parentheses in a placeholder's name do not match");
  }

  /** A query that ends where a placeholder's letter should stand. */
  static Defect incompleteFormat() {
    return (sql, charset) ->
        new ParameterException(
            ParameterException.Kind.VALUE,
            "incomplete format",
            "the query ends inside a placeholder; write a per cent sign as %%");
  }

  /** A letter that is not {@code s}. */
  static Defect unsupported(int at) {
    return (sql, charset) -> {
      char c = sql.charAt(at);
      int position = sql.substring(0, at).getBytes(charset).length;
      return new ParameterException(
          ParameterException.Kind.VALUE,
          c < 0x80
              ? "unsupported format character '%c' (0x%x) at index %d"
                  .formatted(c, (int) c, position)
              : "unsupported format character at index %d".formatted(position),
          "a placeholder is %s or %(name)s; write a per cent sign as %%");
    };
  }

  /** A name that no placeholder could be given a value for. */
  static Defect missingName(String name) {
    return (sql, charset) -> missing(name);
  }

  /** An argument of that name was not given. */
  static ParameterException missing(String name) {
    return new ParameterException(
        ParameterException.Kind.KEY,
        PythonRepr.of(name),
        "the query has a placeholder of this name, but there is no such argument");
  }
}
