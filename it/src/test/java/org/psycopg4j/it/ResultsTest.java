// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Column;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.ProgrammingException;

/** The results of several statements in one text. */
class ResultsTest {
  private static final String THREE =
      "SELECT generate_series(1, 3) AS n; CREATE TEMP TABLE u AS SELECT 1; SELECT 'x' AS a, true AS b";

  private Connection conn;
  private Cursor<Row> cur;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
    cur = conn.cursor();
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private static String state(Cursor<Row> cur) {
    List<Column> description = cur.description();
    return "%d %s %s"
        .formatted(
            cur.rowCount(),
            cur.statusMessage(),
            description == null ? null : description.stream().map(Column::name).toList());
  }

  @Test
  void theLastOneIsThereAsInPsycopg2() {
    cur.execute(THREE);
    assertThat(cur.resultCount()).isEqualTo(3);
    assertThat(state(cur)).isEqualTo("1 SELECT 1 [a, b]");
    assertThat(cur.nextSet()).isFalse();
    assertThat(cur.fetchAll()).hasToString("[('x', true)]");
  }

  @Test
  void aResultIsChosenByItsNumber() {
    cur.execute(THREE);
    assertThat(state(cur.setResult(0))).isEqualTo("3 SELECT 3 [n]");
    assertThat(cur.fetchOne()).hasToString("(1,)");
    assertThat(state(cur.setResult(1))).isEqualTo("1 SELECT 1 null");
    assertThatThrownBy(cur::fetchOne)
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("no results to fetch");
    assertThat(cur.setResult(-1).fetchOne()).hasToString("('x', true)");
    assertThat(cur.setResult(-3).rowNumber()).isZero();
    assertThat(cur.fetchAll()).hasToString("[(1,), (2,), (3,)]");
    assertThat(cur.rowNumber()).isEqualTo(3);
  }

  @Test
  void aResultThatThereIsNotIsAnErrorAndTheCursorStays() {
    cur.execute(THREE);
    for (int index : new int[] {3, -4, Integer.MIN_VALUE}) {
      assertThatThrownBy(() -> cur.setResult(index))
          .isInstanceOfSatisfying(
              ProgrammingException.class, e -> assertThat(e.cursor()).isSameAs(cur))
          .hasMessage("there is no result %d: what was executed last gave 3", index);
    }
    assertThat(cur.fetchAll()).hasToString("[('x', true)]");
  }

  @Test
  void nextSetGoesOnFromTheResultThatWasChosen() {
    cur.execute(THREE);
    cur.setResult(0);
    assertThat(cur.nextSet()).isTrue();
    assertThat(state(cur)).isEqualTo("1 SELECT 1 null");
    assertThat(cur.nextSet()).isTrue();
    assertThat(state(cur)).isEqualTo("1 SELECT 1 [a, b]");
    assertThat(cur.nextSet()).isFalse();
    assertThat(state(cur)).isEqualTo("1 SELECT 1 [a, b]");
  }

  @Test
  void allResultsInTheirOrder() {
    cur.execute(THREE);
    List<String> states = new ArrayList<>();
    for (Cursor<Row> result : cur.results()) {
      assertThat(result).isSameAs(cur);
      states.add(state(result));
    }
    assertThat(states).containsExactly("3 SELECT 3 [n]", "1 SELECT 1 null", "1 SELECT 1 [a, b]");
    Iterator<Cursor<Row>> ended = cur.results().iterator();
    ended.next();
    ended.next();
    ended.next();
    assertThatThrownBy(ended::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void anExecutionInBetweenEndsTheWalk() {
    cur.execute(THREE);
    Iterator<Cursor<Row>> walk = cur.results().iterator();
    walk.next();
    cur.execute("SELECT 1; SELECT 2");
    assertThatThrownBy(walk::next)
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("the cursor has executed something else since");
    assertThat(Shared.column(cur)).isEqualTo(List.of(2));
  }

  @Test
  void oneStatementHasOneResult() {
    cur.execute("SELECT 1");
    assertThat(cur.resultCount()).isEqualTo(1);
    assertThat(cur.nextSet()).isFalse();
    Iterator<Cursor<Row>> walk = cur.results().iterator();
    assertThat(Shared.column(walk.next())).isEqualTo(List.of(1));
    assertThat(walk.hasNext()).isFalse();
    cur.execute("SET work_mem TO '1MB'");
    assertThat(cur.resultCount()).isEqualTo(1);
    assertThat(cur.setResult(0).statusMessage()).isEqualTo("SET");
  }

  @Test
  void nothingExecutedHasNoResult() {
    assertThat(cur.resultCount()).isZero();
    assertThat(cur.nextSet()).isFalse();
    assertThat(cur.results()).isEmpty();
    assertThatThrownBy(() -> cur.setResult(0)).isInstanceOf(ProgrammingException.class);
  }

  @Test
  void afterAnErrorNothingIsKept() {
    cur.execute(THREE);
    assertThatThrownBy(() -> cur.execute("SELECT 1; SELECT 2; SELECT 1/0; SELECT 4"))
        .isInstanceOf(DivisionByZero.class);
    assertThat(cur.resultCount()).isZero();
    assertThat(cur.results()).isEmpty();
  }

  @Test
  void whatFailsBeforeItIsSentChangesNothing() {
    cur.execute(THREE);
    assertThatThrownBy(() -> cur.execute("SELECT %s", new Object()))
        .isInstanceOf(ProgrammingException.class);
    assertThat(cur.resultCount()).isEqualTo(3);
  }

  @Test
  void aRowFactoryIsToldOfEachResultsColumns() {
    Cursor<List<String>> names =
        conn.cursor(
            columns ->
                row ->
                    columns.stream().map(c -> c.name() + "=" + row.getString(c.name())).toList());
    names.execute(THREE);
    assertThat(names.setResult(0).fetchOne()).containsExactly("n=1");
    assertThat(names.setResult(2).fetchOne()).containsExactly("a=x", "b=t");
    assertThat(names.setResult(0).fetchMany(2)).hasToString("[[n=1], [n=2]]");
    names.execute("SELECT 5 AS n");
    assertThat(names.fetchOne()).containsExactly("n=5");
  }

  @Test
  void manyStatementsThatSayTheSame() {
    cur.execute("SELECT 0; " + "SET work_mem TO '1MB';".repeat(10_000) + "SELECT 1");
    assertThat(cur.resultCount()).isEqualTo(10_002);
    assertThat(cur.setResult(5_000).statusMessage()).isEqualTo("SET");
    assertThat(Shared.column(cur.setResult(0))).isEqualTo(List.of(0));
  }

  @Test
  void executeManyHasOneResult() {
    cur.executeMany("SELECT %s", List.of(List.of(1), List.of(2)));
    assertThat(cur.resultCount()).isEqualTo(1);
    assertThat(cur.rowCount()).isEqualTo(2);
  }

  /** Else the rows of the page that is here would be returned twice. */
  @Test
  void rowsOnTheServerAreNoResultToMoveTo() {
    cur.itersize(3);
    for (Iterator<Row> rows :
        List.of(
            cur.stream("SELECT generate_series(1, 5)").iterator(),
            conn.cursor("named").execute("SELECT generate_series(1, 5)").iterator())) {
      assertThat(rows.next().getInt(0)).isEqualTo(1);
      assertThatThrownBy(() -> cur.setResult(0))
          .isInstanceOf(ProgrammingException.class)
          .hasMessageContaining("use scroll()");
      assertThat(cur.nextSet()).isFalse();
      assertThat(rows.next().getInt(0)).isEqualTo(2);
      assertThat(rows.next().getInt(0)).isEqualTo(3);
      assertThat(rows.next().getInt(0)).isEqualTo(4);
    }
    Cursor<Row> named = conn.cursor("n2").execute("SELECT generate_series(1, 5)");
    named.fetchOne();
    assertThatThrownBy(() -> named.results().iterator().next())
        .isInstanceOf(ProgrammingException.class);
    assertThat(named.fetchAll()).hasSize(4);
  }

  @Test
  void aClosedCursorHasNoneToMoveTo() {
    cur.execute(THREE);
    Iterator<Cursor<Row>> walk = cur.results().iterator();
    cur.close();
    for (Runnable use :
        List.<Runnable>of(() -> cur.setResult(0), cur::nextSet, cur::results, walk::next)) {
      assertThatThrownBy(use::run)
          .isInstanceOf(InterfaceException.class)
          .hasMessage("cursor already closed");
    }
  }
}
