// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.sql.Composable;
import org.psycopg4j.sql.Composed;
import org.psycopg4j.sql.Identifier;
import org.psycopg4j.sql.Literal;
import org.psycopg4j.sql.Placeholder;
import org.psycopg4j.sql.SQL;
import org.psycopg4j.types.Tuple;

/** {@code org.psycopg4j.sql} composes, prints and fails as {@code psycopg2.sql} does. */
class SqlVectorsTest {
  private static final Map<String, Supplier<Object>> EXPRESSIONS = new LinkedHashMap<>();

  static {
    formats();
    joins();
    names();
    values();
    others();
  }

  private static void put(String expression, Supplier<Object> java) {
    EXPRESSIONS.put(expression, java);
  }

  private static Composable one() {
    return Literal.of(1);
  }

  private static Identifier name(String name) {
    return Identifier.of(name);
  }

  private static SQL sql(String text) {
    return SQL.of(text);
  }

  private static void formats() {
    put(
        "SQL('a {} b {}').format(Identifier('x'), Literal(1))",
        () -> sql("a {} b {}").format(name("x"), one()));
    put(
        "SQL('a {1} b {0}').format(Identifier('x'), Literal(1))",
        () -> sql("a {1} b {0}").format(name("x"), one()));
    put(
        "SQL('a {x} b {y}').format(x=Identifier('x'), y=Literal(1))",
        () -> sql("a {x} b {y}").format(Map.of("x", name("x"), "y", one())));
    put(
        "SQL('{x} {}').format(Identifier('q'), x=Literal(1))",
        () -> sql("{x} {}").format(Map.of("x", one()), name("q")));
    put(
        "SQL('{} {0}').format(Identifier('q'), Literal(1))",
        () -> sql("{} {0}").format(name("q"), one()));
    put(
        "SQL('{0} {}').format(Identifier('q'), Literal(1))",
        () -> sql("{0} {}").format(name("q"), one()));
    put("SQL('{}').format()", () -> sql("{}").format());
    put("SQL('{a}').format()", () -> sql("{a}").format());
    put("SQL('{}').format(1)", () -> sql("{}").format(1));
    put("SQL('{}').format('x')", () -> sql("{}").format("x"));
    put("SQL('{}').format(None)", () -> sql("{}").format((Object) null));
    put(
        "SQL('{} {}').format(Literal(1), \"it's\")",
        () -> sql("{} {}").format(Literal.of(1), "it's"));
    put("SQL('{}').format(-1.5)", () -> sql("{}").format(-1.5));
    put(
        "SQL('{}').format([1, 'a', None, True])",
        () -> sql("{}").format(Arrays.asList(1, "a", null, true)));
    put("SQL('{}').format((1,))", () -> sql("{}").format(Tuple.of(1)));
    put(
        "SQL('{}').format((1, b'a\\'\\xff'))",
        () -> sql("{}").format(Tuple.of(1, new byte[] {'a', '\'', -1})));
    put("SQL('{}').format({'a': 1})", () -> sql("{}").format((Object) Map.of("a", 1)));
    put("SQL('{a}').format(a=1)", () -> sql("{a}").format(Map.of("a", 1)));
    put("SQL('x').format(1)", () -> sql("x").format(1));
    put("SQL('').format()", () -> sql("").format());
    put("SQL('a%b%%s %s {}').format(SQL('%s'))", () -> sql("a%b%%s %s {}").format(sql("%s")));
    put("SQL('{}').format(SQL('{}'))", () -> sql("{}").format(sql("{}")));
    put(
        "SQL('{}').format(Composed([SQL('a'), Literal(1)]))",
        () -> sql("{}").format(Composed.of(sql("a"), one())));
    put("SQL(None)", () -> SQL.of(null));
  }

  private static void joins() {
    put("SQL(',').join([])", () -> sql(",").join(List.of()));
    put("SQL(',').join([Literal(1)])", () -> sql(",").join(List.of(one())));
    put(
        "SQL(',').join([Literal(1), Identifier('b'), SQL('c')])",
        () -> sql(",").join(one(), name("b"), sql("c")));
    put("SQL(',').join([Literal(1), 2])", () -> sql(",").join(List.of(one(), 2)));
    put(
        "SQL(', ').join(Composed([SQL('a'), SQL('b')]))",
        () -> sql(", ").join(Composed.of(sql("a"), sql("b"))));
    put("SQL('a') + SQL('b')", () -> sql("a").plus(sql("b")));
    put("SQL('a') + Composed([SQL('b')])", () -> sql("a").plus(Composed.of(sql("b"))));
    put("Composed([SQL('b')]) + SQL('a')", () -> Composed.of(sql("b")).plus(sql("a")));
    put(
        "Composed([SQL('b')]) + Composed([SQL('c')])",
        () -> Composed.of(sql("b")).plus(Composed.of(sql("c"))));
    put("SQL('a') + SQL('b') + SQL('c')", () -> sql("a").plus(sql("b")).plus(sql("c")));
    put("SQL('a') + (SQL('b') + SQL('c'))", () -> sql("a").plus(sql("b").plus(sql("c"))));
    put("SQL('a') * 3", () -> sql("a").times(3));
    put("SQL('a') * 0", () -> sql("a").times(0));
    put("SQL('a') * -1", () -> sql("a").times(-1));
    put("Composed([SQL('b'), SQL('c')]) * 2", () -> Composed.of(sql("b"), sql("c")).times(2));
    put("(Literal(1) + Literal(2)) * 2", () -> one().plus(Literal.of(2)).times(2));
    put("Composed([])", Composed::of);
    put("Composed([1])", () -> Composed.of(List.of(1)));
    put("Composed([Literal(1), None])", () -> Composed.of(Arrays.asList(one(), null)));
    put(
        "Composed([Composed([SQL('a')]), SQL('b')])",
        () -> Composed.of(Composed.of(sql("a")), sql("b")));
    put(
        "Composed([Literal(1), SQL('b')]).join(', ')",
        () -> Composed.of(one(), sql("b")).join(", "));
    put(
        "Composed([Literal(1), SQL('b')]).join(SQL(', '))",
        () -> Composed.of(one(), sql("b")).join(sql(", ")));
  }

  private static void names() {
    put("Identifier('a')", () -> name("a"));
    put("Identifier('a', 'b')", () -> Identifier.of("a", "b"));
    put("Identifier('a\"b', 'c.d')", () -> Identifier.of("a\"b", "c.d"));
    put("Identifier(\"it's\")", () -> name("it's"));
    put("Identifier('\\xe9\\u20ac')", () -> name("é€"));
    put("Identifier()", Identifier::of);
    put("Identifier('a', None)", () -> Identifier.of("a", null));
    put("Identifier('a').string", () -> name("a").string());
    put("Identifier('a', 'b').string", () -> Identifier.of("a", "b").string());
    put("Identifier('a').as_string(None)", () -> name("a").asString(null));
  }

  private static void values() {
    put("Literal(1)", SqlVectorsTest::one);
    put("Literal(-1)", () -> Literal.of(-1));
    put("Literal(\"it's\")", () -> Literal.of("it's"));
    put("Literal('a\\\\b')", () -> Literal.of("a\\b"));
    put("Literal(None)", () -> Literal.of(null));
    put("Literal(True)", () -> Literal.of(true));
    put("Literal(1.5)", () -> Literal.of(1.5));
    put("Literal(1e16)", () -> Literal.of(1e16));
    put("Literal(float('nan'))", () -> Literal.of(Double.NaN));
    put("Literal(Decimal('1.50'))", () -> Literal.of(new BigDecimal("1.50")));
    put("Literal(b'ab')", () -> Literal.of(new byte[] {'a', 'b'}));
    put("Literal([1, 2])", () -> Literal.of(new Integer[] {1, 2}));
    put("Literal([None])", () -> Literal.of(Arrays.asList((Object) null)));
    put("Literal((1, 'a'))", () -> Literal.of(Tuple.of(1, "a")));
    put("Literal((1,))", () -> Literal.of(Tuple.of(1)));
    put("Literal(datetime.date(2020, 1, 2))", () -> Literal.of(LocalDate.of(2020, 1, 2)));
    put(
        "Literal(datetime.datetime(2020, 1, 2, 3, 4))",
        () -> Literal.of(LocalDateTime.of(2020, 1, 2, 3, 4)));
    put(
        "Literal(datetime.datetime(2020, 1, 2, 3, 4, 5))",
        () -> Literal.of(LocalDateTime.of(2020, 1, 2, 3, 4, 5)));
    put(
        "Literal(datetime.datetime(2020, 1, 2, 3, 4, 0, 7))",
        () -> Literal.of(LocalDateTime.of(2020, 1, 2, 3, 4, 0, 7000)));
    put("Literal(datetime.time(3, 4, 5))", () -> Literal.of(LocalTime.of(3, 4, 5)));
    put("Literal('50%')", () -> Literal.of("50%"));
    put("Literal('a').as_string(None)", () -> Literal.of("a").asString(null));
  }

  private static void others() {
    put("SQL('a').as_string(None)", () -> sql("a").asString(null));
    put("Placeholder().as_string(None)", () -> Placeholder.of().asString(null));
    put("Placeholder()", Placeholder::of);
    put("Placeholder('a')", () -> Placeholder.of("a"));
    put("Placeholder('a b')", () -> Placeholder.of("a b"));
    put("Placeholder('')", () -> Placeholder.of(""));
    put("Placeholder(\"it's)\")", () -> Placeholder.of("it's)"));
    put("Placeholder('a(b')", () -> Placeholder.of("a(b"));
    put(
        "SQL('insert into {} values ({})').format(Identifier('t'), SQL(', ').join(Placeholder() *"
            + " 3))",
        () ->
            sql("insert into {} values ({})")
                .format(name("t"), sql(", ").join(Placeholder.of().times(3))));
    put("NULL", () -> SQL.NULL);
    put("DEFAULT", () -> SQL.DEFAULT);
  }

  private static Connection conn;

  @BeforeAll
  static void connect() {
    conn = Shared.connect();
  }

  @AfterAll
  static void close() {
    conn.close();
  }

  @Test
  void expressionsAreWhatTheyAreInPython() {
    List<String[]> vectors = TabSeparated.read("sql/expressions.tsv");
    assertThat(vectors)
        .extracting(v -> v[0])
        .containsExactlyInAnyOrderElementsOf(EXPRESSIONS.keySet());
    for (String[] v : vectors) {
      assertOutcome(v, EXPRESSIONS.get(v[0]));
    }
  }

  @Test
  void textsAreFormattedAsInPython() {
    List<String[]> vectors = TabSeparated.read("sql/formats.tsv");
    assertThat(vectors).hasSizeGreaterThan(1000);
    Map<String, Composable> named = Map.of("a", sql("c"));
    for (String[] v : vectors) {
      assertOutcome(v, () -> sql(v[0]).format(named, one(), name("b")));
    }
  }

  @Test
  void textsPrintAsInPython() {
    for (String[] v : TabSeparated.read("sql/reprs.tsv")) {
      assertThat(sql(v[0])).hasToString("SQL(" + v[1] + ")");
    }
  }

  /** The fields after the first: what became of it, its text, and its SQL. */
  private static void assertOutcome(String[] vector, Supplier<Object> java) {
    String outcome;
    String text;
    String sql = "";
    try {
      Object made = java.get();
      outcome = "ok";
      text = made.toString();
      sql = made instanceof Composable piece ? piece.asString(conn) : "";
    } catch (ParameterException e) {
      outcome =
          switch (e.kind()) {
            case TYPE -> "TypeError";
            case INDEX -> "IndexError";
            case KEY -> "KeyError";
            case VALUE -> "ValueError";
            case ENCODE -> "UnicodeEncodeError";
            case ATTRIBUTE -> "AttributeError";
          };
      text = e.psycopgText();
    }
    assertThat(List.of(outcome, text, sql))
        .as(vector[0])
        .isEqualTo(Arrays.asList(vector).subList(1, vector.length));
  }
}
