// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.UniqueViolation;
import org.psycopg4j.types.Tuple;

/** {@code executeMany} is the loop of {@code execute}, without the results. */
class ExecuteManyTest {
  private static final String INSERT = "INSERT INTO t VALUES (%s, %s)";
  private static final String INSERT_NAMED = "INSERT INTO t VALUES (%(a)s, %(b)s)";

  private Connection conn;
  private Cursor<Row> cur;

  /** A set of arguments by their names. */
  public record Pair(int a, String b) {}

  @BeforeEach
  void connect() {
    conn = Shared.connect();
    cur = conn.cursor();
    cur.execute("CREATE TEMP TABLE t (a int PRIMARY KEY, b text)");
    conn.commit();
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private List<List<Object>> table() {
    return conn.cursor().execute("SELECT a, b FROM t ORDER BY a").fetchAll().stream()
        .map(Row::toList)
        .toList();
  }

  @Test
  void aSetThatIsNullIsNoArguments() {
    cur.executeMany("SELECT '100%'", Arrays.asList(null, null));
    assertThat(cur.rowCount()).isEqualTo(2);
  }

  @Test
  void argumentsComeAsTuplesAndFetchedRowsToo() {
    List<Row> rows = cur.execute("SELECT 1, 'x' UNION SELECT 2, NULL ORDER BY 1").fetchAll();
    cur.executeMany(INSERT, rows);
    cur.executeMany(INSERT, List.of(Tuple.of(3, "y"), Tuple.of(4, null)));
    assertThat(table())
        .containsExactly(
            List.of(1, "x"), Arrays.asList(2, null), List.of(3, "y"), Arrays.asList(4, null));
  }

  @Test
  void argumentsComeAsArraysListsMapsAndRecords() {
    cur.executeMany(INSERT, List.of(new Object[] {1, "x"}, new Object[] {2, null}));
    cur.executeMany(INSERT, List.of(List.of(3, "y"), Arrays.asList(4, null)));
    cur.executeMany(INSERT_NAMED, List.of(Map.of("a", 5, "b", "z"), Map.of("b", "%", "a", 6)));
    cur.executeMany(INSERT_NAMED, List.of(new Pair(7, "p"), new Pair(8, null)));
    assertThat(cur.rowCount()).isEqualTo(2);
    assertThat(table())
        .containsExactly(
            List.of(1, "x"),
            Arrays.asList(2, null),
            List.of(3, "y"),
            Arrays.asList(4, null),
            List.of(5, "z"),
            List.of(6, "%"),
            List.of(7, "p"),
            Arrays.asList(8, null));
  }

  @Test
  void theRowCountIsTheSumAndNothingCanBeFetched() {
    cur.executeMany("SELECT generate_series(1, %s)", List.of(List.of(2), List.of(0), List.of(3)));
    assertThat(cur.rowCount()).isEqualTo(5);
    assertThat(cur.statusMessage()).isEqualTo("SELECT 3");
    assertThat(cur.description()).isNull();
    assertThatThrownBy(cur::fetchOne)
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("no results to fetch");
  }

  @Test
  void theRowCountIsUnknownIfOneIs() {
    cur.executeMany("SET work_mem TO %s", List.of(List.of("1MB"), List.of("2MB")));
    assertThat(cur.rowCount()).isEqualTo(-1);
    assertThat(cur.statusMessage()).isEqualTo("SET");
  }

  @Test
  void noArgumentsAreNoStatement() {
    cur.execute("UPDATE t SET a = a");
    cur.executeMany(INSERT, List.of());
    assertThat(cur.rowCount()).isZero();
    assertThat(cur.statusMessage()).isEqualTo("UPDATE 0");
    Cursor<Row> fresh = conn.cursor();
    assertThat(fresh.executeMany(INSERT, List.of()).rowCount()).isZero();
    assertThat(fresh.statusMessage()).isNull();
  }

  @Test
  void argumentsAreTakenOnlyWhenTheyAreNeeded() {
    List<Integer> executedBefore = new ArrayList<>();
    Iterable<List<Object>> lazy =
        () ->
            IntStream.range(0, 3)
                .mapToObj(
                    i -> {
                      executedBefore.add(table().size());
                      return List.<Object>of(i, "x");
                    })
                .iterator();
    cur.executeMany(INSERT, lazy);
    assertThat(executedBefore).containsExactly(0, 1, 2);
  }

  @Test
  void anErrorInTheMiddleEndsTheLoop() {
    conn.autocommit(true);
    List<Integer> taken = new ArrayList<>();
    Iterable<List<Object>> arguments =
        () ->
            List.of(1, 2, 1, 3).stream()
                .map(
                    i -> {
                      taken.add(i);
                      return List.<Object>of(i, "x");
                    })
                .iterator();
    assertThatThrownBy(() -> cur.executeMany(INSERT, arguments))
        .isInstanceOfSatisfying(UniqueViolation.class, e -> assertThat(e.cursor()).isSameAs(cur));
    assertThat(taken).containsExactly(1, 2, 1);
    assertThat(table()).hasSize(2);
    assertThat(cur.rowCount()).isEqualTo(-1);
    assertThat(cur.statusMessage()).isEmpty();
    assertThat(cur.query()).asString().contains("(1, 'x')");
  }

  @Test
  void anExceptionOfTheArgumentsComesOut() {
    IllegalStateException mine = new IllegalStateException("mine");
    Iterator<List<Object>> failing =
        new Iterator<>() {
          private boolean asked;

          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public List<Object> next() {
            if (asked) {
              throw mine;
            }
            asked = true;
            return List.of(1, "x");
          }
        };
    Iterable<List<Object>> arguments = () -> failing;
    assertThatThrownBy(() -> cur.executeMany(INSERT, arguments)).isSameAs(mine);
    assertThat(table()).hasSize(1);
    conn.commit();
  }

  @Test
  void argumentsThatDontFitAreAnErrorWhenTheirTurnComes() {
    assertThatThrownBy(() -> cur.executeMany(INSERT, List.of(List.of(1, "x"), List.of(2))))
        .isInstanceOf(ParameterException.class);
    assertThat(table()).hasSize(1);
  }

  @Test
  void aSetOfArgumentsIsNoScalar() {
    assertThatThrownBy(() -> cur.executeMany("SELECT %s", List.of(1)))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("an array, a List, a Tuple, a Row, a Map or a record");
  }
}
