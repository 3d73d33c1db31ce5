// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.UniqueViolation;
import org.psycopg4j.sql.Identifier;
import org.psycopg4j.sql.SQL;

/** {@code executeBatch}: psycopg2's execute_batch, with the results of all statements. */
class ExecuteBatchTest {
  private Connection conn;
  private Cursor<Row> cur;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
    cur = conn.cursor();
    cur.execute("CREATE TEMP TABLE t (a int PRIMARY KEY, b text)");
    cur.executeBatch("INSERT INTO t VALUES (%s, %s)", rows(250));
    conn.commit();
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private static List<List<Object>> rows(int count) {
    return IntStream.range(0, count).mapToObj(i -> List.<Object>of(i, "x" + i)).toList();
  }

  @Test
  void theRowCountIsTheSumOfAllStatements() {
    assertThat(cur.rowCount()).isEqualTo(250);
    assertThat(cur.statusMessage()).isEqualTo("INSERT 0 1");
    assertThat(cur.resultCount()).isEqualTo(250);
    cur.executeBatch(
        "UPDATE t SET b = '' WHERE a < %s", List.of(List.of(10), List.of(0), List.of(5)));
    assertThat(cur.rowCount()).isEqualTo(15);
  }

  /** psycopg2 executes the first statement of the page and loses the others in the comment. */
  @Test
  void aCommentAtTheEndHidesNoStatement() {
    cur.executeBatch("DELETE FROM t WHERE a = %s -- gone; 100%%", List.of(List.of(1), List.of(2)));
    assertThat(cur.rowCount()).isEqualTo(2);
    assertThat(cur.resultCount()).isEqualTo(2);
    cur.executeBatch("-- gone\nDELETE FROM t WHERE a = %s", List.of(List.of(3), List.of(4)));
    assertThat(cur.rowCount()).isEqualTo(2);
    assertThat(cur.query())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("-- gone\nDELETE FROM t WHERE a = 3;-- gone\nDELETE FROM t WHERE a = 4");
  }

  @Test
  void eachStatementHasItsResult() {
    cur.executeBatch(
        "UPDATE t SET b = '' WHERE a < %s",
        List.of(List.of(10), List.of(0), List.of(0), List.of(5)), 3);
    List<Long> counts = new ArrayList<>();
    for (Cursor<Row> result : cur.results()) {
      counts.add(result.rowCount());
    }
    assertThat(counts).containsExactly(10L, 0L, 0L, 5L);
  }

  @Test
  void theLastStatementsRowsAreThereAtFirstAndTheOthersToo() {
    cur.executeBatch(
        "DELETE FROM t WHERE a < %s RETURNING a", List.of(List.of(2), List.of(4), List.of(5)), 2);
    assertThat(cur.rowCount()).isEqualTo(5);
    assertThat(Shared.column(cur)).isEqualTo(List.of(4));
    List<Object> all = new ArrayList<>();
    for (Cursor<Row> result : cur.results()) {
      all.add(Shared.column(result));
    }
    assertThat(all).hasToString("[[0, 1], [2, 3], [4]]");
    assertThat(cur.rowCount()).isEqualTo(1);
  }

  @Test
  void statementsThatAreNotAboutRowsDontCount() {
    cur.executeBatch("UPDATE t SET a = a WHERE a = %s; NOTIFY x", List.of(List.of(1), List.of(2)));
    assertThat(cur.rowCount()).isEqualTo(2);
    assertThat(cur.resultCount()).isEqualTo(4);
    cur.executeBatch("NOTIFY x", List.of(List.of(), List.of()));
    assertThat(cur.rowCount()).isEqualTo(-1);
  }

  @Test
  void withoutArgumentsNothingIsExecuted() {
    cur.execute("SELECT 1");
    cur.executeBatch("INSERT INTO t VALUES (%s, %s)", List.of());
    assertThat(cur.query()).asString().isEqualTo("SELECT 1");
    assertThat(cur.rowCount()).isZero();
    assertThat(cur.statusMessage()).isEqualTo("SELECT 1");
    assertThat(cur.description()).isNull();
  }

  @Test
  void anErrorSaysWhichStatementsItWasAmong() {
    conn.autocommit(true);
    cur.execute("DELETE FROM t WHERE a <> 3");
    assertThatThrownBy(() -> cur.executeBatch("INSERT INTO t VALUES (%s, %s)", rows(6), 2))
        .isInstanceOf(UniqueViolation.class)
        .satisfies(
            e ->
                assertThat(e.getSuppressed()[0])
                    .hasMessage("in the page of rows 2 to 3, counted from 0"));
    assertThat(Shared.value(conn, "SELECT array_agg(a ORDER BY a) FROM t"))
        .isEqualTo(List.of(0, 1, 3)); // a page is all or nothing
    assertThat(cur.resultCount()).isZero();
  }

  @Test
  void aPageHasAtLeastOneStatement() {
    assertThatThrownBy(() -> cur.executeBatch("SELECT 1", List.of(List.of()), 0))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith("list index out of range");
  }

  @Test
  void aStatementMayBeComposed() {
    cur.executeBatch(
        SQL.of("UPDATE {} SET b = %s WHERE a = 1").format(Identifier.of("t")),
        List.of(List.of("50%"), List.of("é")));
    assertThat(cur.query())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("UPDATE \"t\" SET b = '50%' WHERE a = 1;UPDATE \"t\" SET b = 'é' WHERE a = 1");
  }
}
