// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.ConnectionStatus;
import org.psycopg4j.Cursor;
import org.psycopg4j.CursorOptions;
import org.psycopg4j.Notify;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.AdminShutdown;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.InFailedSqlTransaction;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.QueryCanceled;
import org.psycopg4j.testkit.FaultProxy;

/** While a page is read the next one is under way, and nobody who doesn't ask for it notices. */
class ReadAheadTest {
  private static final int LOCK = 7712;

  /** Its third page of two rows can't be made. */
  private static final String FAILS = "SELECT 60 / (5 - generate_series(1, 9))";

  /** Its third page of two rows waits for the lock. */
  private static final String WAITS =
      "SELECT g, CASE WHEN g = 5 THEN pg_advisory_xact_lock("
          + LOCK
          + ")::text END"
          + " FROM generate_series(1, 9) g";

  private Connection conn;
  private Connection holder;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
    holder = Shared.autocommit();
  }

  @AfterEach
  void close() {
    holder.close();
    conn.close();
  }

  /** A named cursor in its second page of two rows: the third is under way. */
  private Iterator<Row> inTheSecondPage(Connection connection, String sql) {
    Cursor<Row> cur = connection.cursor(CursorOptions.name("c").itersize(2)).execute(sql);
    Iterator<Row> rows = cur.iterator();
    for (int i = 0; i < 3; i++) {
      rows.next();
    }
    return rows;
  }

  private Iterator<Row> waiting() {
    Shared.run(holder, "SELECT pg_advisory_lock(%s)", LOCK);
    Iterator<Row> rows = inTheSecondPage(conn, WAITS);
    Shared.server()
        .execute(
            """
            DO $$ BEGIN
              WHILE NOT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pid = %d) LOOP
                PERFORM pg_sleep(0.002);
              END LOOP;
            END $$"""
                .formatted(conn.getBackendPid()));
    return rows;
  }

  private void release() {
    Shared.run(holder, "SELECT pg_advisory_unlock(%s)", LOCK);
  }

  private void assertUsable() {
    conn.rollback();
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
    for (int i = 0; i < 3; i++) {
      assertThat(Shared.value(conn, "SELECT %s", i)).isEqualTo(i);
    }
  }

  @Test
  void itsErrorIsRaisedWhenItIsAskedFor() {
    Iterator<Row> rows = inTheSecondPage(conn, FAILS);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INTRANS);
    assertThat(rows.next().getInt(0)).isEqualTo(60);
    assertThatThrownBy(rows::hasNext).isInstanceOf(DivisionByZero.class);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INERROR);
    conn.commit(); // as psycopg2: everybody knows
    assertUsable();
  }

  @Test
  void aStatementBeforeThatSaysWhyTheTransactionHasFailed() {
    Iterator<Row> rows = inTheSecondPage(conn, FAILS);
    assertThatThrownBy(() -> Shared.run(conn, "SELECT 1"))
        .isInstanceOf(InFailedSqlTransaction.class)
        .hasCauseInstanceOf(DivisionByZero.class);
    assertThatThrownBy(() -> Shared.run(conn, "SELECT 1"))
        .isInstanceOf(InFailedSqlTransaction.class)
        .hasNoCause();
    rows.next();
    assertThatThrownBy(rows::hasNext).isInstanceOf(DivisionByZero.class);
    assertUsable();
  }

  @Test
  void commitRaisesWhatNobodyKnowsOf() {
    Shared.run(conn, "CREATE TEMP TABLE t (a int)");
    inTheSecondPage(conn, FAILS);
    assertThatThrownBy(conn::commit).isInstanceOf(DivisionByZero.class);
    assertThat(conn.status()).isEqualTo(ConnectionStatus.READY);
    assertThat(Shared.value(conn, "SELECT to_regclass('t')")).isNull();
    conn.commit();
    assertUsable();
  }

  @Test
  void closingTheCursorDoesNotHideIt() {
    Cursor<Row> cur = conn.cursor(CursorOptions.name("c").itersize(2)).execute(FAILS);
    Iterator<Row> rows = cur.iterator();
    for (int i = 0; i < 3; i++) {
      rows.next();
    }
    cur.close();
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INERROR);
    assertThatThrownBy(conn::commit)
        .isInstanceOfSatisfying(DivisionByZero.class, e -> assertThat(e.cursor()).isSameAs(cur));
    assertUsable();
  }

  @Test
  void rollbackDoesNotCare() {
    inTheSecondPage(conn, FAILS);
    assertUsable();
  }

  @Test
  void whatWasOverBeforeItIsNotRaisedLater() {
    inTheSecondPage(conn, FAILS);
    Shared.run(conn, "ROLLBACK");
    assertThatThrownBy(() -> Shared.run(conn, "BEGIN; SELECT nosuch"))
        .isInstanceOf(ProgrammingException.class)
        .hasNoCause();
    conn.commit();
    assertUsable();
  }

  @Test
  void aSavepointBringsTheTransactionBack() {
    Shared.run(conn, "CREATE TEMP TABLE t (a int)");
    Shared.run(conn, "SAVEPOINT s");
    inTheSecondPage(conn, FAILS);
    Shared.run(conn, "ROLLBACK TO s");
    conn.commit();
    assertThat(Shared.value(conn, "SELECT count(*) FROM t")).isEqualTo(0L);
  }

  @Test
  void aTransactionBlockRaisesWhyNothingWasCommitted() {
    assertThatThrownBy(() -> conn.inTransaction(tx -> inTheSecondPage(tx, FAILS)))
        .isInstanceOf(DivisionByZero.class);
    assertUsable();
    conn.rollback();
    conn.inTransaction(
        tx -> {
          assertThatThrownBy(() -> tx.inTransaction(inner -> inTheSecondPage(inner, FAILS)))
              .isInstanceOf(DivisionByZero.class);
          assertThat(Shared.value(tx, "SELECT 1")).isEqualTo(1);
        });
  }

  @Test
  void otherStatementsFindTheirOwnAnswers() {
    Iterator<Row> rows = inTheSecondPage(conn, "SELECT generate_series(1, 11)");
    for (int i = 4; i <= 11; i++) {
      assertThat(Shared.value(conn, "SELECT %s", -i)).isEqualTo(-i);
      assertThat(rows.next().getInt(0)).isEqualTo(i);
    }
    assertThat(rows.hasNext()).isFalse();
  }

  @Test
  void noMoreThanOnePageIsMadeAhead() {
    Shared.run(conn, "CREATE TEMP SEQUENCE made");
    Iterator<Row> rows =
        inTheSecondPage(conn, "SELECT nextval('made') FROM generate_series(1, 100)");
    for (long page = 2; page < 10; page++) {
      assertThat(Shared.value(conn, "SELECT last_value FROM made")).isEqualTo((page + 1) * 2);
      rows.next();
      rows.next();
    }
  }

  /** Else the backslash would escape the quote, and the literal would not end where it should. */
  @Test
  void aLiteralIsWrittenForWhatThePageHasChanged() {
    Shared.run(conn, "SET escape_string_warning TO off");
    inTheSecondPage(
        conn,
        """
        SELECT CASE WHEN g = 5 THEN set_config('standard_conforming_strings', 'off', false) END
        FROM generate_series(1, 9) g""");
    assertThat(Shared.value(conn, "SELECT %s", "a\\' OR true --")).isEqualTo("a\\' OR true --");
    assertThat(conn.getParameterStatus("standard_conforming_strings")).isEqualTo("off");
  }

  @Test
  void cancelDoesNotMeanAPageThatNobodyWaitsFor() {
    Iterator<Row> rows = waiting();
    conn.cancel();
    release();
    assertThat(rows.next().getInt(0)).isEqualTo(4);
    assertThat(rows.next().getInt(0)).isEqualTo(5);
    assertUsable();
  }

  @Test
  void cancelEndsTheStatementThatWaitsForThePage() throws Exception {
    Iterator<Row> rows = waiting();
    Background<Object> other = Background.start(() -> Shared.value(conn, "SELECT 1"));
    while (conn.getTransactionStatus() != TransactionStatus.ACTIVE) {
      Thread.onSpinWait();
    }
    conn.cancel();
    assertThat(other.failure()).isInstanceOf(QueryCanceled.class);
    rows.next();
    assertThatThrownBy(rows::hasNext).isInstanceOf(QueryCanceled.class);
    assertUsable();
  }

  @Test
  void anInterruptEndsTheWaitForThePage() throws Exception {
    Iterator<Row> rows = waiting();
    rows.next();
    Background<Boolean> next = Background.start(rows::hasNext);
    while (conn.getTransactionStatus() != TransactionStatus.ACTIVE) {
      Thread.onSpinWait();
    }
    next.interrupt();
    assertThat(next.failure()).isInstanceOf(QueryCanceled.class);
    assertUsable();
  }

  @Test
  void anInterruptEndsAStatementThatWaitsForThePage() throws Exception {
    waiting();
    Background<Object> other = Background.start(() -> Shared.value(conn, "SELECT 1"));
    while (conn.getTransactionStatus() != TransactionStatus.ACTIVE) {
      Thread.onSpinWait();
    }
    other.interrupt();
    assertThat(other.failure()).isInstanceOf(QueryCanceled.class);
    assertUsable();
  }

  @Test
  void anInterruptDoesNotEndACommitThatWaitsForThePage() throws Exception {
    waiting();
    Background<Boolean> commit =
        Background.start(
            () -> {
              conn.commit();
              return Thread.currentThread().isInterrupted();
            });
    while (conn.getTransactionStatus() != TransactionStatus.ACTIVE) {
      Thread.onSpinWait();
    }
    commit.interrupt();
    release();
    assertThat(commit.result()).isTrue();
    assertThat(conn.status()).isEqualTo(ConnectionStatus.READY);
    assertUsable();
  }

  @Test
  void closingTheConnectionDoesNotWaitForIt() {
    waiting();
    Backend backend = Backend.of(conn);
    conn.close();
    release();
    backend.awaitGone();
  }

  @Test
  void notificationsComeThroughInBetween() {
    Shared.run(conn, "LISTEN here");
    conn.commit();
    Iterator<Row> rows = inTheSecondPage(conn, "SELECT generate_series(1, 7)");
    Shared.run(holder, "NOTIFY here, 'hello'");
    assertThat(rows.next().getInt(0)).isEqualTo(4);
    rows.forEachRemaining(row -> {});
    conn.commit();
    Shared.run(conn, "SELECT 1");
    assertThat(conn.notifies()).extracting(Notify::payload).containsExactly("hello");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theSessionEndsWhileItIsUnderWay(boolean asked) {
    Iterator<Row> rows = inTheSecondPage(conn, "SELECT generate_series(1, 7)");
    Backend.of(conn).terminate();
    if (asked) {
      List<Integer> rest = new ArrayList<>();
      assertThatThrownBy(() -> rows.forEachRemaining(row -> rest.add(row.getInt(0))))
          .isInstanceOf(AdminShutdown.class);
      assertThat(rest).isIn(List.of(4), List.of(4, 5, 6)); // what had come
    }
    assertThat(catchThrowable(() -> Shared.run(conn, "SELECT 1"))).isNotNull();
    assertThat(conn.closed()).isEqualTo(2);
  }

  @Test
  void aLostConnectionIsFoundByWhoAsksNext() {
    Iterator<Row> rows = waiting();
    Backend.of(conn).terminate();
    rows.next();
    assertThatThrownBy(rows::hasNext).isInstanceOf(AdminShutdown.class);
    assertThat(conn.closed()).isEqualTo(2);
    assertThatThrownBy(conn::commit).isInstanceOf(InterfaceException.class);
  }

  @Test
  void aBrokenConnectionIsFoundByTheCommit() {
    try (FaultProxy proxy = FaultProxy.to(Shared.server().host(), Shared.server().port());
        Connection proxied =
            Psycopg.connect(Shared.server().dsn(), c -> c.host(proxy.host()).port(proxy.port()))) {
      inTheSecondPage(proxied, "SELECT generate_series(1, 100)");
      proxy.cut();
      assertThatThrownBy(proxied::commit).isInstanceOf(OperationalException.class);
      assertThat(proxied.closed()).isEqualTo(2);
    }
  }

  @Test
  void manyThreadsShareAConnectionWithCursorsThatReadAhead() throws Exception {
    conn.autocommit(true);
    List<Background<Integer>> threads =
        IntStream.range(0, 4)
            .mapToObj(
                thread ->
                    Background.start(
                        () -> {
                          Cursor<Row> cur = conn.cursor();
                          cur.itersize(7);
                          int sum = 0;
                          for (Iterator<Row> rows =
                                  cur.stream("SELECT generate_series(1, 500) * %s", thread)
                                      .iterator();
                              rows.hasNext(); ) {
                            int value = rows.next().getInt(0);
                            sum += (int) Shared.value(conn, "SELECT %s", value);
                          }
                          return sum;
                        }))
            .toList();
    for (int thread = 0; thread < 4; thread++) {
      assertThat(threads.get(thread).result()).isEqualTo(125_250 * thread);
    }
  }
}
