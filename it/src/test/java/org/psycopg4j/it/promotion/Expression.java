// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.promotion;

import org.psycopg4j.testkit.Seeded;

/** Random expressions in the notation of {@link Template}; many of them are none to the server. */
final class Expression {
  private static final String[] SLOTS = {
    "int",
    "int",
    "int",
    "whole",
    "long",
    "dec",
    "dbl",
    "text",
    "text",
    "digits",
    "word",
    "date",
    "ts",
    "tstz",
    "iv",
    "bool",
    "ints",
    "texts",
    "json",
    "jsontext",
    "datetext",
    "arraytext",
    "uuid",
    "any"
  };
  private static final String[] OPERATORS = {
    "+",
    "-",
    "*",
    "/",
    "%%",
    "^",
    "||",
    "=",
    "<>",
    "<",
    ">=",
    "AND",
    "OR",
    "IS DISTINCT FROM",
    "LIKE",
    "~",
    "@>",
    "<@",
    "&&",
    "->",
    "->>",
    "#>",
    "?",
    "&",
    "|",
    "<<",
    "COLLATE \"C\" <",
    "NOT LIKE",
    "ILIKE",
    "IN"
  };
  private static final String[] PREFIXES = {"-", "+", "NOT ", "~", "@ ", "- -", "|/ "};
  private static final String[] TYPES = {
    "int2",
    "int",
    "int8",
    "numeric",
    "numeric(8,2)",
    "float4",
    "float8",
    "text",
    "varchar(4)",
    "char(4)",
    "date",
    "timestamp",
    "timestamptz",
    "interval",
    "bool",
    "jsonb",
    "int[]",
    "text[]",
    "name",
    "mood",
    "small",
    "int4range",
    "bytea",
    "time",
    "uuid",
    "time(0)",
    "oid",
    "regtype",
    "date[]",
    "numeric[]",
    "bit(3)"
  };
  private static final String[] FUNCTIONS = {
    "abs",
    "coalesce",
    "greatest",
    "least",
    "nullif",
    "concat",
    "json_build_array",
    "pg_typeof",
    "g",
    "f",
    "to_json",
    "round",
    "length",
    "upper",
    "array_append",
    "date_trunc",
    "to_char",
    "power",
    "mod",
    "num_nulls",
    "md5",
    "row",
    "ARRAY",
    "twice",
    "sign",
    "left",
    "repeat",
    "substr",
    "date_part",
    "quote_literal",
    "jsonb_build_object",
    "array_position",
    "isfinite",
    "justify_days",
    "age",
    "int4range",
    "to_jsonb",
    "div"
  };
  private static final String[] COLUMNS = {
    "id", "i2", "i4", "i8", "n", "n2", "f4", "f8", "ok", "d", "ts", "tstz", "iv", "x", "v", "c",
    "jb", "ia", "ta", "m"
  };

  private final Seeded random;
  private final boolean hasColumns;

  private Expression(Seeded random, boolean hasColumns) {
    this.random = random;
    this.hasColumns = hasColumns;
  }

  static String statement(Seeded random) {
    boolean reads = random.chance(0.5);
    Expression expression = new Expression(random, reads);
    StringBuilder sql = new StringBuilder("SELECT ").append(expression.of(3));
    for (int i = random.between(0, 2); i > 0; i--) {
      sql.append(", ").append(expression.of(2));
    }
    if (!reads) {
      return sql.toString();
    }
    sql.append(
        " FROM numbers LEFT JOIN times USING (id) LEFT JOIN texts USING (id) LEFT JOIN others USING (id)");
    if (random.chance(0.7)) {
      sql.append(" WHERE ").append(expression.condition());
    }
    sql.append(" ORDER BY id");
    if (random.chance(0.3)) {
      sql.append(", ").append(expression.of(1));
    }
    return sql.append(" LIMIT 3").toString();
  }

  private String condition() {
    return switch (random.between(0, 3)) {
      case 0 -> "id <= {int} AND " + of(2) + " IS NOT NULL";
      case 1 -> of(2) + " = " + of(1);
      case 2 -> of(1) + " BETWEEN " + of(1) + " AND " + of(1);
      default -> of(2);
    };
  }

  private String of(int depth) {
    if (depth == 0 || random.chance(0.15)) {
      return leaf();
    }
    return switch (random.between(0, 9)) {
      case 0, 1, 2 -> "%s %s %s".formatted(operand(depth), random.pick(OPERATORS), operand(depth));
      case 3 -> random.pick(PREFIXES) + operand(depth);
      case 4 -> operand(depth) + "::" + random.pick(TYPES);
      case 5 -> "CAST(" + of(depth - 1) + " AS " + random.pick(TYPES) + ")";
      case 6, 7 -> call(depth);
      case 8 ->
          "CASE WHEN %s THEN %s ELSE %s END".formatted(of(depth - 1), of(depth - 1), of(depth - 1));
      default -> special(depth);
    };
  }

  private String special(int depth) {
    String one = of(depth - 1);
    String two = of(depth - 1);
    return switch (random.between(0, 9)) {
      case 0 -> "(" + one + ") IS NULL";
      case 1 -> "(" + one + ")[" + two + "]";
      case 2 -> "(SELECT " + one + ")";
      case 3 -> one + " = ANY(" + two + ")";
      case 4 -> one + " IN (" + two + ", " + leaf() + ")";
      case 5 -> "extract(" + random.pick("year", "epoch", "'day'", "{word}") + " from " + one + ")";
      case 6 -> "(" + one + " AT TIME ZONE " + random.pick("'UTC'", "{word}", "{iv}") + ")";
      case 7 -> "substring(" + one + " from " + two + ")";
      case 8 -> "(" + one + ", " + two + ") = (" + leaf() + ", " + leaf() + ")";
      default -> random.pick("interval ", "date ", "int ", "float8 ", "timestamp(0) ") + leaf();
    };
  }

  private String call(int depth) {
    String function = random.pick(FUNCTIONS);
    String open = function.equals("ARRAY") ? "[" : "(";
    String close = function.equals("ARRAY") ? "]" : ")";
    StringBuilder sql = new StringBuilder(function).append(open).append(of(depth - 1));
    for (int i = random.between(0, 1); i > 0; i--) {
      sql.append(", ").append(of(depth - 1));
    }
    return sql.append(close).toString();
  }

  private String operand(int depth) {
    String inner = of(depth - 1);
    return random.chance(0.5) ? "(" + inner + ")" : inner;
  }

  private String leaf() {
    if (hasColumns && random.chance(0.4)) {
      return random.pick(COLUMNS);
    }
    return random.chance(0.2)
        ? random.pick(
            "1",
            "-1",
            "0",
            "1.5",
            "'x'",
            "'5'",
            "NULL",
            "true",
            "'{1,2}'",
            "'2020-01-01'",
            "99999999999")
        : "{" + random.pick(SLOTS) + "}";
  }
}
