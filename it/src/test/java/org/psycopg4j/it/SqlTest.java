// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.sql.Composable;
import org.psycopg4j.sql.Composed;
import org.psycopg4j.sql.Identifier;
import org.psycopg4j.sql.Literal;
import org.psycopg4j.sql.Placeholder;
import org.psycopg4j.sql.SQL;
import org.psycopg4j.types.AsIs;

/** Composed statements where statements are taken. */
class SqlTest {
  private Connection conn;
  private Cursor<Row> cur;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
    cur = conn.cursor();
    cur.execute("CREATE TEMP TABLE \"a%b\" (\"o'n\"\"e\" int, two text)");
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private static Composed insert(List<String> columns, Composable... values) {
    return SQL.of("INSERT INTO {table} ({columns}) VALUES ({values})")
        .format(
            Map.of(
                "table", Identifier.of("pg_temp", "a%b"),
                "columns", SQL.of(", ").join(columns.stream().map(Identifier::of).toList()),
                "values", SQL.of(", ").join(values)));
  }

  private String mogrified(Composable query, Object... arguments) {
    return new String(cur.mogrify(query, arguments), StandardCharsets.UTF_8);
  }

  @Test
  void namesAndValuesOfAnyKindAreComposedAndExecuted() {
    cur.execute(insert(List.of("o'n\"e", "two"), Literal.of(1), Literal.of("50% 'é'")));
    assertThat(cur.query())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(
            "INSERT INTO \"pg_temp\".\"a%b\" (\"o'n\"\"e\", \"two\") VALUES (1, '50% ''é''')");
    cur.execute(SQL.of("SELECT * FROM {}").format(Identifier.of("a%b")));
    assertThat(cur.fetchAll()).hasToString("[(1, \"50% 'é'\")]");
  }

  @Test
  void argumentsAreGivenForPlaceholders() {
    SQL one = SQL.of("SELECT ");
    Composed two = one.plus(SQL.of(", ").join(Placeholder.of().times(2)));
    assertThat(cur.execute(two, 1, "x").fetchOne()).hasToString("(1, 'x')");
    Composed named = one.plus(Placeholder.of("b")).plus(SQL.of(" + ")).plus(Placeholder.of("a"));
    assertThat(cur.execute(named, Map.of("a", 1, "b", 2)).fetchOne()).hasToString("(3,)");
    cur.executeMany(
        SQL.of("INSERT INTO {} VALUES (%s, {})").format(Identifier.of("a%b"), Literal.of("x")),
        List.of(List.of(1), List.of(2)));
    assertThat(cur.rowCount()).isEqualTo(2);
  }

  /** Where psycopg2 would take it for a placeholder, and put a value out of its quotes. */
  @Test
  void aPerCentSignInAValueOrANameIsNoPlaceholder() {
    Composed statement =
        SQL.of("SELECT {}, %(a)s, {}").format(Literal.of("%(a)s"), Literal.of("50%"));
    assertThat(cur.execute(statement, Map.of("a", "; DROP TABLE x; --")).fetchOne())
        .containsExactly("%(a)s", "; DROP TABLE x; --", "50%");
    Composed half = SQL.of("a%s 1%%2 {}").format(Literal.of("50%%"));
    assertThat(mogrified(half, 1)).isEqualTo("a1 1%2 '50%%'");
    assertThat(new String(cur.mogrify(half), StandardCharsets.UTF_8)).isEqualTo("a%s 1%%2 '50%%'");
    assertThat(mogrified(SQL.of("{} %s").format(Identifier.of("%s")), 1)).isEqualTo("\"%s\" 1");
  }

  @Test
  void norInStatementsOfManyRows() {
    Composed insert =
        SQL.of("INSERT INTO {} (two) VALUES %s RETURNING {}")
            .format(Identifier.of("a%b"), Literal.of("%s"));
    List<Row> rows = cur.executeValues(insert, List.of(List.of("x"))).fetchAll();
    assertThat(rows).hasToString("[('%s',)]");
    Composed one = SQL.of("INSERT INTO {} (two) VALUES (%s)").format(Identifier.of("a%b"));
    cur.executeBatch(one, List.of(List.of("y")));
    cur.executeMany(one, List.of(List.of("z")));
    Composed bare = SQL.of("SELECT {}").format(Literal.of("50%"));
    assertThat(cur.executeBatch(bare, Collections.singletonList(null)).fetchOne())
        .hasToString("('50%',)");
    assertThat(
            Shared.column(cur.execute(SQL.of("SELECT two FROM {}").format(Identifier.of("a%b")))))
        .containsExactly("x", "y", "z");
  }

  @Test
  void aLiteralIsWrittenAsTheCursorHasIt() {
    record Point(int x, int y) {}
    cur.types().registerAdapter(Point.class, p -> AsIs.of("point(%d,%d)".formatted(p.x, p.y)));
    assertThat(Literal.of(new Point(1, 2)).asString(cur)).isEqualTo("point(1,2)");
    assertThat(cur.execute(SQL.of("SELECT ({})[0]").format(Literal.of(new Point(3, 4)))).fetchOne())
        .hasToString("(3.0,)");
    assertThat(Literal.of(new Point(1, 2)).asString(conn)).isEqualTo("(1, 2)");
  }

  @Test
  void aLiteralFollowsTheSessionsSettings() {
    Composed backslash = SQL.of("SELECT {}").format(Literal.of("a\\b"));
    cur.execute("SET standard_conforming_strings TO off");
    assertThat(cur.execute(backslash).fetchOne()).hasToString("('a\\\\b',)");
    assertThat(cur.query()).asString().isEqualTo("SELECT E'a\\\\b'");
    cur.execute("SET standard_conforming_strings TO on");
    assertThat(cur.execute(backslash).fetchOne()).hasToString("('a\\\\b',)");
    assertThat(cur.query()).asString().isEqualTo("SELECT 'a\\b'");
  }

  @Test
  void aNameHasNoNul() {
    assertThatThrownBy(() -> cur.execute(Identifier.of("a\0b")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("An identifier cannot contain NUL (0x00) characters.");
  }

  @Test
  void piecesAreValues() {
    Set<Composable> distinct = new HashSet<>();
    for (int i = 0; i < 2; i++) {
      distinct.add(SQL.of("a"));
      distinct.add(Literal.of("a"));
      distinct.add(Literal.of(new byte[] {1}));
      distinct.add(Identifier.of("a"));
      distinct.add(Identifier.of("a", "a"));
      distinct.add(Placeholder.of("a"));
      distinct.add(Placeholder.of());
      distinct.add(Composed.of(SQL.of("a")));
    }
    assertThat(distinct).hasSize(8);
    assertThat(Composed.of(SQL.of("a"), SQL.of("b"))).containsExactly(SQL.of("a"), SQL.of("b"));
    assertThat(Literal.of(List.of(1)).wrapped()).isEqualTo(List.of(1));
  }
}
