// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.util.List;
import java.util.Map;
import org.psycopg4j.sql.Composable;
import org.psycopg4j.sql.Composed;
import org.psycopg4j.sql.Identifier;
import org.psycopg4j.sql.Literal;
import org.psycopg4j.sql.Placeholder;
import org.psycopg4j.sql.SQL;

/** Composed statements by what makes them in the notation: class Composing of functions.py. */
final class Pieces {
  private Pieces() {}

  /** The piece, or null if the call makes none. */
  static Object make(Call call) {
    return switch (call.name()) {
      case "SQL" -> SQL.of(call.text(0));
      case "Identifier" -> Identifier.of(call.arguments().toArray(String[]::new));
      case "Literal" -> Literal.of(call.argument(0));
      case "Placeholder" ->
          call.arguments().isEmpty() ? Placeholder.of() : Placeholder.of(call.text(0));
      case "NULL" -> SQL.NULL;
      case "DEFAULT" -> SQL.DEFAULT;
      case "Composed" -> Composed.of((Iterable<?>) call.argument(0));
      case "format" -> format((SQL) call.argument(0), call);
      case "join" -> ((SQL) call.argument(0)).join((Iterable<?>) call.argument(1));
      case "joined" -> joined((Composed) call.argument(0), call.argument(1));
      case "add" -> piece(call, 0).plus(piece(call, 1));
      case "mul" -> piece(call, 0).times(call.number(1));
      default -> null;
    };
  }

  static Composable piece(Call call, int index) {
    return (Composable) call.argument(index);
  }

  @SuppressWarnings("unchecked")
  private static Composed format(SQL text, Call call) {
    Object[] pieces = ((List<?>) call.argument(1)).toArray();
    Map<String, ?> named = (Map<String, ?>) call.argument(2);
    return named.isEmpty() ? text.format(pieces) : text.format(named, pieces);
  }

  private static Composed joined(Composed pieces, Object joiner) {
    return joiner instanceof SQL sql ? pieces.join(sql) : pieces.join((String) joiner);
  }
}
