// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Column;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.UndefinedTable;

/** What a cursor says of its last statement, as psycopg2's cursor says it. */
class CursorStateTest {
  private static final List<String> NO_ROWS = null;

  private Connection conn;
  private Cursor<Row> cur;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
    cur = conn.cursor();
    cur.execute("CREATE TEMP TABLE t (a int PRIMARY KEY)");
    cur.execute("INSERT INTO t VALUES (1), (2), (3)");
    conn.commit();
    cur = conn.cursor();
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private static List<String> names(Cursor<Row> cur) {
    List<Column> description = cur.description();
    return description == null ? null : description.stream().map(Column::name).toList();
  }

  private void assertState(long rowCount, List<String> columns, String status, String query) {
    assertThat(cur.rowCount()).as("rowCount").isEqualTo(rowCount);
    assertThat(cur.rowNumber()).as("rowNumber").isZero();
    assertThat(names(cur)).as("description").isEqualTo(columns);
    assertThat(cur.statusMessage()).as("statusMessage").isEqualTo(status);
    byte[] sent = cur.query();
    assertThat(sent == null ? null : new String(sent, StandardCharsets.UTF_8))
        .as("query")
        .isEqualTo(query);
  }

  private void assertNothingToFetch() {
    assertThatThrownBy(cur::fetchOne).isInstanceOf(ProgrammingException.class).hasMessage(NOTHING);
    assertThatThrownBy(cur::fetchMany).isInstanceOf(ProgrammingException.class).hasMessage(NOTHING);
    assertThatThrownBy(() -> cur.fetchMany(0))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage(NOTHING);
    assertThatThrownBy(cur::fetchAll).isInstanceOf(ProgrammingException.class).hasMessage(NOTHING);
    assertThatThrownBy(cur::iterator).isInstanceOf(ProgrammingException.class).hasMessage(NOTHING);
  }

  private static final String NOTHING = "no results to fetch";

  @Test
  void aFreshCursor() {
    assertState(-1, NO_ROWS, null, null);
    assertThat(cur.arraySize()).isEqualTo(1);
    assertThat(cur.closed()).isFalse();
    assertThat(cur.connection()).isSameAs(conn);
    assertNothingToFetch();
  }

  static Stream<Arguments> statements() {
    return Stream.of(
        Arguments.of("SELECT a FROM t", 3L, List.of("a"), "SELECT 3"),
        Arguments.of("SELECT 1 WHERE false", 0L, List.of("?column?"), "SELECT 0"),
        Arguments.of("SELECT", 1L, List.of(), "SELECT 1"),
        Arguments.of("VALUES (1, 2), (3, 4)", 2L, List.of("column1", "column2"), "SELECT 2"),
        Arguments.of("TABLE t", 3L, List.of("a"), "SELECT 3"),
        Arguments.of("INSERT INTO t VALUES (4), (5)", 2L, NO_ROWS, "INSERT 0 2"),
        Arguments.of("INSERT INTO t VALUES (6) RETURNING a", 1L, List.of("a"), "INSERT 0 1"),
        Arguments.of("UPDATE t SET a = a WHERE false", 0L, NO_ROWS, "UPDATE 0"),
        Arguments.of("UPDATE t SET a = a RETURNING a", 3L, List.of("a"), "UPDATE 3"),
        Arguments.of("DELETE FROM t WHERE a < 3", 2L, NO_ROWS, "DELETE 2"),
        Arguments.of(
            "WITH d AS (DELETE FROM t RETURNING a) SELECT a FROM d", 3L, List.of("a"), "SELECT 3"),
        Arguments.of("CREATE TEMP TABLE u (a int)", -1L, NO_ROWS, "CREATE TABLE"),
        Arguments.of("CREATE TEMP TABLE u AS SELECT a FROM t", 3L, NO_ROWS, "SELECT 3"),
        Arguments.of("SELECT a INTO TEMP u FROM t", 3L, NO_ROWS, "SELECT 3"),
        Arguments.of("SET work_mem TO '1MB'", -1L, NO_ROWS, "SET"),
        Arguments.of("SHOW work_mem", 1L, List.of("work_mem"), "SHOW"),
        Arguments.of("EXPLAIN SELECT 1", 1L, List.of("QUERY PLAN"), "EXPLAIN"),
        Arguments.of("DO $$ BEGIN END $$", -1L, NO_ROWS, "DO"),
        Arguments.of("PREPARE p AS SELECT 1", -1L, NO_ROWS, "PREPARE"),
        Arguments.of("DECLARE c CURSOR FOR SELECT 1", -1L, NO_ROWS, "DECLARE CURSOR"),
        Arguments.of(
            "DECLARE c CURSOR FOR SELECT a FROM t; FETCH 2 FROM c", 2L, List.of("a"), "FETCH 2"),
        Arguments.of("DECLARE c CURSOR FOR SELECT a FROM t; MOVE ALL IN c", 3L, NO_ROWS, "MOVE 3"),
        Arguments.of("SAVEPOINT s", -1L, NO_ROWS, "SAVEPOINT"),
        Arguments.of("LISTEN x", -1L, NO_ROWS, "LISTEN"),
        Arguments.of("TRUNCATE t", -1L, NO_ROWS, "TRUNCATE TABLE"),
        Arguments.of("SELECT 1 AS x; SELECT 2 AS y", 1L, List.of("y"), "SELECT 1"),
        Arguments.of("SELECT 1 AS x;;;", 1L, List.of("x"), "SELECT 1"),
        Arguments.of("SELECT a FROM t; UPDATE t SET a = a", 3L, NO_ROWS, "UPDATE 3"),
        Arguments.of("SELECT 1; CREATE TEMP TABLE u (a int)", -1L, NO_ROWS, "CREATE TABLE"),
        Arguments.of("SELECT 1 AS x; SELECT WHERE false", 0L, List.of(), "SELECT 0"));
  }

  @ParameterizedTest
  @MethodSource("statements")
  void afterAStatement(String sql, long rowCount, List<String> columns, String status) {
    assertThat(cur.execute(sql)).isSameAs(cur);
    assertState(rowCount, columns, status, sql);
    if (columns == null) {
      assertNothingToFetch();
    } else {
      assertThat(cur.fetchAll())
          .hasSize((int) rowCount)
          .allSatisfy(row -> assertThat(row.size()).isEqualTo(columns.size()));
    }
  }

  @Test
  void theQueryIsTheTextThatWasSent() {
    cur.execute("SELECT %s, %(x)s".replace("%(x)s", "%s"), 1, "a'b");
    assertThat(cur.query()).isEqualTo("SELECT 1, 'a''b'".getBytes(StandardCharsets.UTF_8));
    cur.query()[0] = 'X';
    assertThat(cur.query()[0]).isEqualTo((byte) 'S');
  }

  @Test
  void afterAnError() {
    cur.execute("SELECT a FROM t").fetchOne();
    assertThatThrownBy(() -> cur.execute("SELECT * FROM nosuch"))
        .isInstanceOf(UndefinedTable.class)
        .hasMessage(
            """
            relation "nosuch" does not exist
            LINE 1: SELECT * FROM nosuch
                                  ^\
            """);
    assertState(-1, NO_ROWS, "", "SELECT * FROM nosuch");
    assertNothingToFetch();
    conn.rollback();
    assertThat(Shared.value(cur.execute("SELECT 1"))).isEqualTo(1);
  }

  @Test
  void theFirstErrorOfSeveralStatementsIsRaisedAndNothingIsApplied() {
    conn.autocommit(true);
    String sql = "INSERT INTO t VALUES (50); SELECT 1/0; SELECT nosuch; INSERT INTO t VALUES (51)";
    assertThatThrownBy(() -> cur.execute(sql)).isInstanceOf(DivisionByZero.class);
    assertState(-1, NO_ROWS, "", sql);
    assertThat(Shared.value(cur.execute("SELECT count(*) FROM t WHERE a >= 50"))).isEqualTo(0L);
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", ";", " ; ;\n", "-- x", "/* x */", "\t"})
  void aTextWithoutAStatementIsAnError(String sql) {
    cur.execute("SELECT 1");
    assertThatThrownBy(() -> cur.execute(sql))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("can't execute an empty query");
    assertState(-1, NO_ROWS, "", sql);
    assertThat(Shared.value(cur.execute("SELECT 1"))).isEqualTo(1);
  }

  @Test
  void anEmptyTextIsNotEvenSent() {
    conn.rollback();
    assertThatThrownBy(() -> cur.execute(""))
        .isInstanceOfSatisfying(
            ProgrammingException.class, e -> assertThat(e.cursor()).isSameAs(cur))
        .hasMessage("can't execute an empty query");
    assertThat(conn.status()).isEqualTo(org.psycopg4j.ConnectionStatus.READY);
  }

  @Test
  void aRowOfNoColumnsIsARow() {
    cur.execute("SELECT FROM t");
    assertThat(cur.fetchOne().size()).isZero();
    assertThat(cur.fetchAll()).hasSize(2);
    assertThat(cur.fetchOne()).isNull();
    assertThat(cur.description()).isEmpty();
  }

  @Test
  void theNextStatementReplacesTheResult() {
    cur.execute("SELECT a FROM t").fetchOne();
    cur.execute("SELECT 7 AS seven");
    assertState(1, List.of("seven"), "SELECT 1", "SELECT 7 AS seven");
    assertThat(cur.fetchOne().getInt("seven")).isEqualTo(7);
  }

  @Test
  void cursorsOfOneConnectionHaveResultsOfTheirOwn() {
    Cursor<Row> other = conn.cursor();
    cur.execute("SELECT generate_series(1, 2)");
    other.execute("SELECT generate_series(11, 13)");
    assertThat(cur.fetchOne().getInt(0)).isEqualTo(1);
    assertThat(other.fetchOne().getInt(0)).isEqualTo(11);
    assertThat(cur.rowCount()).isEqualTo(2);
    assertThat(other.rowCount()).isEqualTo(3);
  }
}
