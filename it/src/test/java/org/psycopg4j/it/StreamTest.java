// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.CursorOptions;
import org.psycopg4j.Row;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.SyntaxError;

/** Rows as a stream: in order, few at a time, and nothing left on the server afterwards. */
class StreamTest {
  private static final String ROWS = "SELECT generate_series(1, %s) AS g";

  private Connection conn;
  private Cursor<Row> cur;

  private record Limit(int rows) {}

  @BeforeEach
  void connect() {
    conn = Shared.connect();
    cur = conn.cursor();
    cur.itersize(3);
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private static List<Integer> ints(Stream<Row> rows) {
    return rows.map(row -> row.getInt(0)).collect(Collectors.toList());
  }

  private static List<Integer> upTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  private long cursorsOnTheServer() {
    return (long) Shared.value(conn, "SELECT count(*) FROM pg_cursors");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 6, 7, 9, 100})
  void allRowsInTheirOrder(int count) {
    for (boolean autocommit : new boolean[] {false, true}) {
      conn.autocommit(autocommit);
      assertThat(ints(cur.stream(ROWS, count))).isEqualTo(upTo(count));
      assertThat(cur.rowNumber()).isEqualTo(count);
      assertThat(cursorsOnTheServer()).isZero();
      conn.rollback();
    }
  }

  @Test
  void argumentsOfEachKind() {
    String named = "SELECT generate_series(1, %(rows)s)";
    assertThat(ints(cur.stream("SELECT 1"))).containsExactly(1);
    assertThat(ints(cur.stream(named, Map.of("rows", 5)))).isEqualTo(upTo(5));
    assertThat(ints(cur.stream(named, new Limit(4)))).isEqualTo(upTo(4));
    assertThat(ints(cur.stream(scope -> "SELECT 1"))).containsExactly(1);
    assertThat(ints(cur.stream(scope -> ROWS, 2))).isEqualTo(upTo(2));
    assertThat(ints(cur.stream(scope -> named, Map.of("rows", 3)))).isEqualTo(upTo(3));
    assertThat(ints(cur.stream(scope -> named, new Limit(6)))).isEqualTo(upTo(6));
  }

  @Test
  void theRowsAreTheFactorys() {
    Cursor<Integer> ints = conn.cursor(columns -> row -> row.getInt(0) * columns.size());
    assertThat(ints.stream(ROWS, 4)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void itIsOrderedHasNoNullAndIsNotSplit() {
    Spliterator<Row> rows = cur.stream(ROWS, 2).spliterator();
    assertThat(rows.hasCharacteristics(Spliterator.ORDERED | Spliterator.NONNULL)).isTrue();
    assertThat(rows.hasCharacteristics(Spliterator.SIZED)).isFalse();
    assertThat(rows.trySplit()).isNull();
    assertThat(ints(cur.stream(ROWS, 50).parallel())).isEqualTo(upTo(50));
  }

  @Test
  void theCursorTellsOfItsStream() {
    try (Stream<Row> rows = cur.stream(ROWS, 7)) {
      assertThat(cur.query())
          .asString()
          .isEqualTo(
              "DECLARE \"psycopg4j_stream_1\" NO SCROLL CURSOR WITHOUT HOLD FOR"
                  + " SELECT generate_series(1, 7) AS g");
      assertThat(cur.rowCount()).isEqualTo(-1);
      Iterator<Row> iterator = rows.iterator();
      assertThat(iterator.next().getInt(0)).isEqualTo(1);
      assertThat(cur.description()).hasSize(1);
      assertThat(cur.rowCount()).isEqualTo(3);
      assertThat(cur.fetchOne().getInt(0)).isEqualTo(2);
      assertThat(cur.rowNumber()).isEqualTo(2);
      assertThat(cur.name()).isNull();
      assertThat(iterator.next().getInt(0)).isEqualTo(3);
      cur.scroll(1);
      assertThat(iterator.next().getInt(0)).isEqualTo(5);
    }
    assertThat(cur.closed()).isFalse();
    assertThat(Shared.value(cur.execute("SELECT 8"))).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void closingItEarlyClosesTheServersCursor(boolean autocommit) {
    conn.autocommit(autocommit);
    try (Stream<Row> rows = cur.stream(ROWS, 100)) {
      Iterator<Row> iterator = rows.iterator();
      for (int i = 1; i <= 5; i++) { // so that a page is under way
        assertThat(iterator.next().getInt(0)).isEqualTo(i);
      }
      assertThat(cursorsOnTheServer()).isEqualTo(1);
    }
    assertThat(cursorsOnTheServer()).isZero();
    assertThatThrownBy(cur::fetchOne)
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("no results to fetch");
  }

  @Test
  void closingTheCursorClosesItsStream() {
    conn.autocommit(true);
    Iterator<Row> rows = cur.stream(ROWS, 100).iterator();
    rows.next();
    cur.close();
    assertThat(cursorsOnTheServer()).isZero();
    assertThatThrownBy(rows::hasNext)
        .isInstanceOf(InterfaceException.class)
        .hasMessage("cursor already closed");
  }

  @Test
  void closingItIsSafeWhereverTheTransactionIs() {
    for (Runnable before :
        List.<Runnable>of(
            () ->
                assertThatThrownBy(() -> Shared.run(conn, "SELECT 1/0"))
                    .isInstanceOf(DivisionByZero.class),
            conn::commit,
            conn::rollback,
            conn::close)) {
      conn.rollback();
      Stream<Row> rows = cur.stream(ROWS, 100);
      rows.iterator().next();
      before.run();
      rows.close();
      rows.close();
    }
  }

  @Test
  void afterTheTransactionTheNextRowIsAnError() {
    Iterator<Row> rows = cur.stream(ROWS, 100).iterator();
    rows.next();
    conn.commit();
    assertThatThrownBy(rows::hasNext)
        .isInstanceOfSatisfying(
            ProgrammingException.class, e -> assertThat(e.cursor()).isSameAs(cur))
        .hasMessage("stream isn't valid anymore: its transaction is over");
    assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
  }

  @Test
  void inAutocommitOtherStatementsDoNotMatter() {
    conn.autocommit(true);
    Iterator<Row> rows = cur.stream(ROWS, 10).iterator();
    for (int i = 1; i <= 10; i++) {
      assertThat(rows.next().getInt(0)).isEqualTo(i);
      assertThatThrownBy(() -> Shared.run(conn, "SELECT 1/0")).isInstanceOf(DivisionByZero.class);
      assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
    }
    assertThat(rows.hasNext()).isFalse();
    assertThat(cursorsOnTheServer()).isZero();
  }

  @Test
  void inATransactionBlockItIsBoundToIt() {
    conn.autocommit(true);
    conn.inTransaction(
        tx -> {
          assertThat(ints(cur.stream(ROWS, 5))).isEqualTo(upTo(5));
          assertThat(cur.query()).asString().contains("WITHOUT HOLD");
        });
  }

  @Test
  void twoAtATimeWork() {
    Cursor<Row> other = conn.cursor();
    other.itersize(2);
    Iterator<Row> one = cur.stream(ROWS, 20).iterator();
    Iterator<Row> two = other.stream("SELECT -generate_series(1, 20)").iterator();
    Iterator<Row> three = cur.stream("SELECT 'x' || generate_series(1, 20)").iterator();
    for (int i = 1; i <= 20; i++) {
      assertThat(one.next().getInt(0)).isEqualTo(i);
      assertThat(two.next().getInt(0)).isEqualTo(-i);
      assertThat(three.next().get(0)).isEqualTo("x" + i);
    }
    assertThat(one.hasNext() || two.hasNext() || three.hasNext()).isFalse();
    assertThat(cursorsOnTheServer()).isZero();
  }

  @Test
  void whatNoCursorCanBeDeclaredForIsTheServersError() {
    Shared.run(conn, "CREATE TEMP TABLE t (a int)");
    conn.commit();
    conn.autocommit(true);
    String insert = "INSERT INTO t VALUES (1), (2) RETURNING a";
    assertThatThrownBy(() -> cur.stream(insert)).isInstanceOf(SyntaxError.class);
    assertThat(ints(cur.execute(insert).stream())).containsExactly(1, 2);
  }

  @Test
  void severalStatementsAreAnError() {
    assertThatThrownBy(() -> cur.stream("SELECT 1; SELECT 2"))
        .isInstanceOf(ProgrammingException.class)
        .hasMessageStartingWith("a stream is of one query");
    assertThat(cursorsOnTheServer()).isZero();
    assertThat(ints(cur.stream("SELECT 1;"))).containsExactly(1);
  }

  @Test
  void anErrorInTheMiddleIsRaisedThere() {
    Iterator<Row> rows = cur.stream("SELECT 10 / (5 - generate_series(1, 9))").iterator();
    assertThat(rows.next().getInt(0)).isEqualTo(2);
    rows.next();
    rows.next();
    assertThatThrownBy(rows::hasNext)
        .isInstanceOfSatisfying(DivisionByZero.class, e -> assertThat(e.cursor()).isSameAs(cur));
    cur.close();
    conn.rollback();
    assertThat(cursorsOnTheServer()).isZero();
  }

  @Test
  void whatWasExecutedBeforeIsAStreamToo() {
    cur.execute(ROWS, 4).fetchOne();
    assertThat(ints(cur.stream())).containsExactly(2, 3, 4);
    assertThat(ints(cur.stream())).isEmpty();
    assertThatThrownBy(() -> conn.cursor().stream())
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("no results to fetch");
  }

  @Test
  void aNamedCursorsStreamLeavesItOpen() {
    Cursor<Row> named =
        conn.cursor(CursorOptions.name("n").scrollable(true).itersize(2)).execute(ROWS, 5);
    try (Stream<Row> rows = named.stream()) {
      assertThat(rows.limit(3).map(row -> row.getInt(0))).containsExactly(1, 2, 3);
    }
    assertThat(named.fetchOne().getInt(0)).isEqualTo(4);
    Cursor<Row> other = conn.cursor("o");
    assertThat(ints(other.stream(ROWS, 5))).isEqualTo(upTo(5));
    assertThat(other.query()).asString().startsWith("DECLARE \"o\" CURSOR WITHOUT HOLD FOR");
    assertThat(cursorsOnTheServer()).isEqualTo(2);
  }

  @Test
  void aClosedCursorStreamsNothing() {
    cur.close();
    assertThatThrownBy(() -> cur.stream("SELECT 1"))
        .isInstanceOf(InterfaceException.class)
        .hasMessage("cursor already closed");
    assertThatThrownBy(cur::stream).isInstanceOf(InterfaceException.class);
  }
}
