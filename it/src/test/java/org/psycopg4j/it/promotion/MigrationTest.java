// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.RowFactory;
import org.psycopg4j.errors.ActiveSqlTransaction;
import org.psycopg4j.testkit.PostgresServer;
import org.psycopg4j.types.AsIs;
import org.psycopg4j.types.Json;
import org.psycopg4j.types.Tuple;

/**
 * What works in psycopg2 and no longer where arguments are always bound ("Differences from
 * psycopg2" in psycopg's manual) works with everything prepared that can be, again and again.
 */
class MigrationTest {
  private static Connection conn;

  @BeforeAll
  static void connect() {
    conn = Own.autocommit(Own.FORCED);
    conn.cursor()
        .execute(
            """
            CREATE TEMP TABLE foo (id int, field bool, at date, js jsonb);
            INSERT INTO foo VALUES (10, true, '2020-01-01', '{"a": 1}'), (20, NULL, NULL, NULL),
              (30, false, '2021-01-01', '[1]')""");
  }

  @AfterAll
  static void close() {
    conn.close();
  }

  private static Object[] with(Object... arguments) {
    return arguments;
  }

  static Stream<Arguments> statements() {
    LocalDate day = LocalDate.of(2020, 1, 1);
    return Stream.of(
        Arguments.of("SET TimeZone TO %s", with("UTC"), null),
        Arguments.of("NOTIFY migration, %s", with("it's"), null),
        Arguments.of("LISTEN %s", with(new AsIs("migration")), null),
        Arguments.of(
            "DROP TABLE IF EXISTS bar; CREATE TEMP TABLE bar (id int DEFAULT %s)", with(42), null),
        Arguments.of("CREATE OR REPLACE TEMP VIEW v AS SELECT %s AS a", with("x"), null),
        Arguments.of("COMMENT ON TABLE foo IS %s", with("it's"), null),
        Arguments.of("ALTER ROLE CURRENT_USER VALID UNTIL %s", with("infinity"), null),
        Arguments.of("DO %s", with("BEGIN PERFORM 1; END"), null),
        Arguments.of("SELECT %s; SELECT %s", with(1, 2), List.of(List.of(2))),
        Arguments.of(
            "SELECT json_build_array(%s, %s)::text", with("a", 1), List.of(List.of("[\"a\", 1]"))),
        Arguments.of("SELECT %s + %s", with(1, 2), List.of(List.of(3))),
        Arguments.of("SELECT concat(%s, %s)", with("a", 1), List.of(List.of("a1"))),
        Arguments.of("SELECT round(%s, 2)", with(1.234), List.of(List.of(new BigDecimal("1.23")))),
        Arguments.of(
            "SELECT %s + interval '1 day'",
            with(day), List.of(List.of(LocalDateTime.of(2020, 1, 2, 0, 0)))),
        Arguments.of(
            "SELECT at - %s FROM foo WHERE id = 10",
            with(5), List.of(List.of(LocalDate.of(2019, 12, 27)))),
        Arguments.of(
            "SELECT at - %s FROM foo WHERE id = 10", with("2019-12-31"), List.of(List.of(1))),
        Arguments.of(
            "SELECT date '2020-01-01' + interval %s",
            with("1 day"), List.of(List.of(LocalDateTime.of(2020, 1, 2, 0, 0)))),
        Arguments.of(
            "SELECT at + %s FROM foo WHERE id = 10",
            with(Duration.ofDays(1)), List.of(List.of(LocalDateTime.of(2020, 1, 2, 0, 0)))),
        Arguments.of(
            "SELECT id FROM foo WHERE id IN %s ORDER BY id",
            with(Tuple.of(10, 30, 40)), List.of(List.of(10), List.of(30))),
        Arguments.of(
            "SELECT id FROM foo WHERE (id, field) IN %s",
            with(Tuple.of(Tuple.of(10, true), Tuple.of(20, true))), List.of(List.of(10))),
        Arguments.of(
            "SELECT (10, 20) IN %s",
            with(Tuple.of(Tuple.of(10, 20), Tuple.of(1, 2))), List.of(List.of(true))),
        Arguments.of("SELECT id FROM foo WHERE id = ANY(%s)", with(List.of()), List.of()),
        Arguments.of(
            "SELECT id FROM foo WHERE id = ANY(%s) ORDER BY id",
            with(List.of(10, 20)), List.of(List.of(10), List.of(20))),
        Arguments.of(
            "SELECT id FROM foo WHERE field IS %s", with((Object) null), List.of(List.of(20))),
        Arguments.of("SELECT id FROM foo WHERE field IS %s", with(true), List.of(List.of(10))),
        Arguments.of(
            "SELECT id FROM foo WHERE field IS NOT %s ORDER BY id",
            with(true), List.of(List.of(20), List.of(30))),
        Arguments.of(
            "SELECT 'infinity'::timestamp, %s",
            with(LocalDate.MAX), List.of(List.of(LocalDateTime.MAX, LocalDate.MAX))),
        Arguments.of(
            "SELECT pg_typeof(%s)::text, pg_typeof(%s)::text, pg_typeof(%s)::text",
            with(1, 5_000_000_000L, 1.5), List.of(List.of("integer", "bigint", "numeric"))),
        Arguments.of("SELECT pg_typeof(%s)::text", with("x"), List.of(List.of("unknown"))),
        Arguments.of("SELECT id FROM foo WHERE js ? %s", with("a"), List.of(List.of(10))),
        Arguments.of(
            "SELECT id FROM foo WHERE js ?| %s", with(List.of("a", "b")), List.of(List.of(10))),
        Arguments.of(
            "SELECT id FROM foo WHERE js @> %s", with(Json.text("[1]")), List.of(List.of(30))),
        Arguments.of("SELECT 'a%%b' LIKE %s", with("a%%"), List.of(List.of(true))),
        Arguments.of(
            "SELECT id FROM foo ORDER BY %s DESC LIMIT %s", with(1, 1), List.of(List.of(30))),
        Arguments.of(
            "SELECT extract(%s from at)::int FROM foo WHERE id = 10",
            with("year"), List.of(List.of(2020))),
        Arguments.of("SELECT %s::int2", with(-5), List.of(List.of(-5))),
        Arguments.of("SELECT coalesce(%s, %s)", with(null, "x"), List.of(List.of("x"))),
        Arguments.of(
            "EXPLAIN (COSTS OFF, SUMMARY OFF) SELECT %s", with(1), List.of(List.of("Result"))),
        Arguments.of("SELECT %s", with(new AsIs("1 + 1")), List.of(List.of(2))));
  }

  /** The rows are those wanted, the first time and when it is prepared. */
  @ParameterizedTest
  @MethodSource("statements")
  void worksAgainAndAgain(String sql, Object[] arguments, List<List<Object>> rows) {
    for (int i = 0; i < 7; i++) {
      Cursor<Row> cur = conn.cursor().execute(sql, arguments);
      if (rows == null) {
        assertThat(cur.description()).isNull();
      } else {
        assertThat(cur.fetchAll().stream().map(Row::toList).toList()).isEqualTo(rows);
      }
    }
  }

  @Test
  void someOfThemAreReallyPrepared() {
    long before = conn.info().promotedExecutions();
    conn.cursor().execute("SELECT id FROM foo WHERE id = ANY(%s)", List.of(10));
    conn.cursor().execute("SELECT id FROM foo WHERE js ? %s", "a");
    assertThat(conn.info().promotedExecutions()).isEqualTo(before + 2);
  }

  @Test
  void severalResultsAreKept() {
    for (int i = 0; i < 7; i++) {
      List<Object> got = new ArrayList<>();
      for (Cursor<Row> one : conn.cursor().execute("SELECT %s; SELECT %s", 1, "x").results()) {
        got.add(one.fetchOne().get(0));
      }
      assertThat(got).isEqualTo(Arrays.asList(1, "x"));
    }
  }

  @Test
  void databasesAreCreatedOutsideTransactionsOnly() {
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> conn.cursor().execute("CREATE DATABASE migration; SELECT %s", 1))
          .isInstanceOf(ActiveSqlTransaction.class);
    }
  }

  @Test
  void rowsProceduresAndQueriesAreAsInPsycopg2() {
    for (int i = 0; i < 7; i++) {
      Cursor<?> dict = conn.cursor(RowFactory.dict()).execute("SELECT %s AS a, 2 AS b", i);
      assertThat(dict.fetchOne()).hasToString("[" + i + ", 2]");
      Cursor<Row> cur = conn.cursor();
      cur.callProc("abs", -i);
      assertThat(cur.fetchOne().get(0)).isEqualTo(i);
      cur.execute("SELECT %s, %s", "it's", LocalDate.of(2020, 1, 1));
      assertThat(cur.query()).asString().isEqualTo("SELECT 'it''s', '2020-01-01'::date");
    }
  }

  @Test
  void sessionCharacteristicsCountInAutocommit() {
    try (Connection own = Own.autocommit(Own.FORCED)) {
      own.readonly(true);
      for (int i = 0; i < 7; i++) {
        assertThat(Own.value(own, "SELECT current_setting(%s)", "default_transaction_read_only"))
            .isEqualTo("on");
      }
    }
  }

  @Test
  void aBlockCommitsAndTheConnectionStaysOpen() {
    try (Connection own = Own.connect(Own.FORCED)) {
      for (int i = 0; i < 7; i++) {
        int value = i;
        own.inTransaction(tx -> assertThat(Own.value(tx, "SELECT %s", value)).isEqualTo(value));
        assertThat(own.closed()).isZero();
      }
      assertThat(own.info().promotedExecutions()).isEqualTo(7);
    }
  }

  @Test
  void serversSeeNothingPreparedWhenTurnedOff() {
    try (Connection own = Own.autocommit(-1)) {
      for (int i = 0; i < 7; i++) {
        own.cursor().execute("SELECT %s", i);
      }
      assertThat(Own.value(own, "SELECT count(*) FROM pg_prepared_statements")).isEqualTo(0L);
    }
    assertThat(PostgresServer.shared().version()).isPositive();
  }
}
