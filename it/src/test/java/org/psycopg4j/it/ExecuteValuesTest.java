// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.ScrollMode;
import org.psycopg4j.ValuesOptions;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.UniqueViolation;
import org.psycopg4j.sql.Identifier;
import org.psycopg4j.sql.Literal;
import org.psycopg4j.sql.SQL;

/** {@code executeValues}: psycopg2's execute_values, with the results of all pages. */
class ExecuteValuesTest {
  private static final String INSERT = "INSERT INTO t VALUES %s";
  private static final String RETURNING = "INSERT INTO t VALUES %s RETURNING a, b";

  private Connection conn;
  private Cursor<Row> cur;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
    cur = conn.cursor();
    cur.execute("CREATE TEMP TABLE t (a int PRIMARY KEY, b text)");
    conn.commit();
    cur = conn.cursor();
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private static List<List<Object>> rows(int count) {
    return IntStream.range(0, count).mapToObj(i -> List.<Object>of(i, "x" + i)).toList();
  }

  private long stored() {
    return (Long) Shared.value(conn, "SELECT count(*) FROM t");
  }

  @Test
  void theRowCountIsTheSumOfAllPages() {
    cur.executeValues(INSERT, rows(250));
    assertThat(cur.rowCount()).isEqualTo(250);
    assertThat(cur.statusMessage()).isEqualTo("INSERT 0 50");
    assertThat(cur.description()).isNull();
    assertThat(cur.resultCount()).isEqualTo(1);
    assertThat(stored()).isEqualTo(250);
  }

  @Test
  void theRowsOfAllPagesCanBeFetchedInOrder() {
    cur.executeValues(RETURNING, rows(1000), ValuesOptions.defaults().pageSize(7));
    assertThat(cur.rowCount()).isEqualTo(1000);
    assertThat(cur.resultCount()).isEqualTo(1);
    assertThat(cur.fetchOne()).hasToString("(0, 'x0')");
    assertThat(cur.rowNumber()).isEqualTo(1);
    cur.scroll(998, ScrollMode.ABSOLUTE);
    assertThat(cur.fetchAll()).hasToString("[(998, 'x998'), (999, 'x999')]");
    cur.scroll(0, ScrollMode.ABSOLUTE);
    assertThat(Shared.column(cur)).isEqualTo(IntStream.range(0, 1000).boxed().toList());
  }

  @Test
  void pagesWithoutRowsBetweenOthersAreNoGap() {
    cur.executeValues(
        "SELECT x FROM (VALUES %s) v(x) WHERE x %% 3 = 0",
        IntStream.range(0, 10).mapToObj(List::of).toList(), ValuesOptions.defaults().pageSize(1));
    assertThat(Shared.column(cur)).isEqualTo(List.of(0, 3, 6, 9));
    assertThat(cur.rowCount()).isEqualTo(4);
  }

  @Test
  void rowsNeedNotBeKept() {
    cur.executeValues(RETURNING, rows(250), ValuesOptions.defaults().fetch(false));
    assertThat(cur.rowCount()).isEqualTo(250);
    assertThat(cur.description()).isNull();
    assertThatThrownBy(cur::fetchOne)
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("no results to fetch");
  }

  @Test
  void withoutRowsNothingIsExecutedAndNothingIsThere() {
    cur.executeValues(RETURNING, List.of());
    assertThat(cur.rowCount()).isZero();
    assertThat(cur.query()).isNull();
    assertThat(cur.statusMessage()).isNull();
    assertThat(cur.fetchAll()).isEmpty();
    assertThat(cur.fetchOne()).isNull();
    assertThat(cur.resultCount()).isZero();
  }

  @Test
  void rowsAreTakenWhenTheirPagesTurnComes() {
    List<Long> storedBefore = new ArrayList<>();
    Iterable<List<Object>> lazy =
        () ->
            IntStream.range(0, 5)
                .mapToObj(
                    i -> {
                      storedBefore.add(stored());
                      return List.<Object>of(i, "x");
                    })
                .iterator();
    cur.executeValues(INSERT, lazy, ValuesOptions.defaults().pageSize(2));
    assertThat(storedBefore).containsExactly(0L, 0L, 2L, 2L, 4L);
  }

  @Test
  void anErrorSaysWhichRowsItWasIn() {
    conn.autocommit(true);
    Stream<Integer> numbers = Stream.of(0, 1, 2, 3, 1, 5, 6);
    Iterator<Object> rows = numbers.<Object>map(i -> List.of(i, "x")).iterator();
    assertThatThrownBy(
            () -> cur.executeValues(INSERT, () -> rows, ValuesOptions.defaults().pageSize(2)))
        .isInstanceOfSatisfying(
            UniqueViolation.class,
            e -> {
              assertThat(e.cursor()).isSameAs(cur);
              assertThat(e).hasSuppressedException(e.getSuppressed()[0]);
              assertThat(e.getSuppressed()[0])
                  .hasMessage("in the page of rows 4 to 5, counted from 0");
            });
    assertThat(stored()).isEqualTo(4);
    assertThat(rows.next()).isEqualTo(List.of(6, "x"));
    assertThat(cur.rowCount()).isEqualTo(-1);
    assertThat(cur.statusMessage()).isEmpty();
    assertThat(cur.query()).asString().isEqualTo("INSERT INTO t VALUES (1,'x'),(5,'x')");
    assertThat(cur.resultCount()).isZero();
  }

  @Test
  void anExceptionOfTheRowsComesOut() {
    IllegalStateException mine = new IllegalStateException("mine");
    Iterable<Object> failing =
        () ->
            IntStream.range(0, 5)
                .mapToObj(
                    i -> {
                      if (i == 3) {
                        throw mine;
                      }
                      return (Object) List.of(i, "x");
                    })
                .iterator();
    assertThatThrownBy(
            () -> cur.executeValues(INSERT, failing, ValuesOptions.defaults().pageSize(2)))
        .isSameAs(mine);
    assertThat(stored()).isEqualTo(2);
  }

  @Test
  void aStatementMayBeComposedAndItsTemplateToo() {
    cur.executeValues(
        SQL.of("INSERT INTO {} VALUES %s").format(Identifier.of("t")),
        rows(3),
        ValuesOptions.template(SQL.of("(%s + 10, %s || {})").format(Literal.of("50%"))));
    assertThat(cur.query())
        .asString()
        .startsWith("INSERT INTO \"t\" VALUES (0 + 10, 'x0' || '50%'),(1 + ");
    cur.executeValues(SQL.of("INSERT INTO t VALUES %s"), rows(3));
    assertThat(stored()).isEqualTo(6);
  }

  @Test
  void aTemplateTakesMapsByNameAndItsOptionsStack() {
    ValuesOptions options = ValuesOptions.template("(%(id)s, upper(%(name)s))").pageSize(1);
    cur.executeValues(
        RETURNING, List.of(Map.of("id", 1, "name", "x"), Map.of("id", 2, "name", "y")), options);
    assertThat(cur.fetchAll()).hasToString("[(1, 'X'), (2, 'Y')]");
    assertThat(cur.query()).asString().contains("(2, upper('y'))");
  }

  @Test
  void aPageHasAtLeastOneRow() {
    assertThatThrownBy(() -> ValuesOptions.defaults().pageSize(0))
        .isInstanceOf(ParameterException.class)
        .hasMessage("list index out of range: a page has at least one row, not 0");
  }

  @Test
  void aClosedCursorTakesNoRows() {
    cur.close();
    Iterable<Object> untouched =
        () -> {
          throw new AssertionError("rows were asked for");
        };
    assertThatThrownBy(() -> cur.executeValues(INSERT, untouched))
        .isInstanceOf(InterfaceException.class)
        .hasMessage("cursor already closed");
  }

  @Test
  void pagesThatDifferInTheirColumnsAreResultsOfTheirOwn() {
    conn.autocommit(true);
    cur.execute("CREATE TEMP TABLE v (a int)");
    Cursor<Row> other = conn.cursor();
    Iterator<Object> rows =
        IntStream.range(0, 4)
            .<Object>mapToObj(
                i -> {
                  if (i == 2) {
                    other.execute("ALTER TABLE v ALTER a TYPE text");
                  }
                  return List.of(i);
                })
            .iterator();
    cur.executeValues(
        "INSERT INTO v SELECT * FROM (VALUES %s) x RETURNING *",
        () -> rows, ValuesOptions.template("(%s)").pageSize(2));
    assertThat(cur.rowCount()).isEqualTo(4);
    assertThat(cur.resultCount()).isEqualTo(2);
    assertThat(cur.setResult(0).fetchAll()).hasToString("[(0,), (1,)]");
    assertThat(cur.setResult(1).fetchAll()).hasToString("[('2',), ('3',)]");
  }

  @Test
  void valuesAreWrittenInTheClientsEncoding() {
    cur.execute("SET client_encoding TO 'LATIN1'");
    cur.executeValues("SELECT 'é', * FROM (VALUES %s) x", List.of(List.of("ü")));
    assertThat(cur.query())
        .isEqualTo("SELECT 'é', * FROM (VALUES ('ü')) x".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(cur.fetchOne()).hasToString("('é', 'ü')");
  }
}
