// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.QueryCanceled;

/** What takes longer than it may is canceled, and the connection stays usable. */
@Timeout(60)
class TimeLimitTest {
  private static final String SLEEP = "SELECT pg_sleep(60)";
  private static final Duration SHORT = Duration.ofMillis(250);
  private static final Duration LONG = Duration.ofSeconds(30);

  private Connection conn;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private static void assertCanceledByTheServer(Throwable thrown) {
    assertThat(thrown)
        .isInstanceOf(QueryCanceled.class)
        .hasMessage("canceling statement due to user request")
        .cause()
        .isInstanceOf(TimeoutException.class)
        .hasMessage("the time limit of 0.25 s has passed");
    assertThat(((QueryCanceled) thrown).pgcode()).isEqualTo("57014");
  }

  private static void assertNothingWasSent(Throwable thrown) {
    assertThat(thrown)
        .isInstanceOf(QueryCanceled.class)
        .hasMessageEndingWith("has passed: nothing was sent to the server")
        .hasCauseInstanceOf(TimeoutException.class);
    assertThat(((QueryCanceled) thrown).pgcode()).isNull();
  }

  private void assertUsable() {
    assertThat(conn.closed()).isZero();
    conn.rollback();
    conn.timeout(null);
    for (int i = 0; i < 10; i++) {
      assertThat(Shared.value(conn, "SELECT %s", i)).isEqualTo(i);
    }
  }

  @Test
  void noneIsSetAtFirst() {
    assertThat(conn.timeout()).isNull();
    assertThat(conn.cursor().timeout()).isNull();
    assertThat(conn.cancelTimeout()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aConnectionsLimitIsForEachCall() {
    conn.timeout(SHORT);
    assertThat(conn.timeout()).isEqualTo(SHORT);
    assertCanceledByTheServer(catchThrowable(() -> Shared.run(conn, SLEEP)));
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INERROR);
    conn.rollback();
    assertCanceledByTheServer(catchThrowable(() -> Shared.run(conn, SLEEP)));
    assertUsable();
  }

  @Test
  void aLimitCanBeAskedForWhenConnecting() {
    try (Connection limited =
        Psycopg.connect(
            Shared.server().dsn(),
            options -> options.timeout(SHORT).cancelTimeout(Duration.ofSeconds(3)))) {
      assertThat(limited.cancelTimeout()).isEqualTo(Duration.ofSeconds(3));
      assertCanceledByTheServer(catchThrowable(() -> Shared.run(limited, SLEEP)));
    }
  }

  @Test
  void aCursorsLimitGoesBeforeTheConnections() {
    conn.timeout(SHORT);
    Cursor<Row> cur = conn.cursor();
    cur.timeout(LONG);
    assertThat(Shared.value(cur.execute("SELECT 1 FROM pg_sleep(0.5)"))).isEqualTo(1);
    cur.timeout(null);
    assertCanceledByTheServer(catchThrowable(() -> cur.execute(SLEEP)));
    conn.rollback();
    conn.timeout(null);
    cur.timeout(SHORT);
    assertCanceledByTheServer(catchThrowable(() -> cur.execute(SLEEP)));
    assertUsable();
  }

  @Test
  void aBlocksLimitIsForAllOfIt() throws Exception {
    Throwable thrown =
        catchThrowable(
            () ->
                conn.within(
                    Duration.ofMillis(150),
                    () -> {
                      for (int i = 0; i < 1000; i++) {
                        Shared.run(conn, "SELECT pg_sleep(0.02)");
                      }
                    }));
    assertThat(thrown)
        .isInstanceOf(QueryCanceled.class)
        .hasRootCauseMessage("the time limit of 0.15 s has passed");
    conn.rollback();
    Object value =
        conn.<Object, RuntimeException>callWithin(LONG, () -> Shared.value(conn, "SELECT 1"));
    assertThat(value).isEqualTo(1);
    assertUsable();
  }

  @Test
  void aBlockInABlockHasTheShorterLimit() {
    assertCanceledByTheServer(
        catchThrowable(
            () -> conn.within(SHORT, () -> conn.within(LONG, () -> Shared.run(conn, SLEEP)))));
    conn.rollback();
    assertCanceledByTheServer(
        catchThrowable(
            () -> conn.within(LONG, () -> conn.within(SHORT, () -> Shared.run(conn, SLEEP)))));
    assertUsable();
  }

  @Test
  void aBlocksLimitIsItsThreadsOnly() throws Exception {
    conn.within(
        Duration.ofNanos(1),
        () -> {
          Background<Object> other = Background.start(() -> Shared.value(conn, "SELECT 1"));
          assertThat(catchThrowable(other::result)).isNull();
          assertNothingWasSent(catchThrowable(() -> Shared.run(conn, "SELECT 1")));
        });
  }

  @Test
  void nothingIsSentWhenTheTimeIsOver() {
    Shared.run(conn, "CREATE TEMP TABLE t (a int)");
    conn.within(
        Duration.ofNanos(1),
        () ->
            assertNothingWasSent(
                catchThrowable(() -> Shared.run(conn, "INSERT INTO t VALUES (1)"))));
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INTRANS);
    assertThat(Shared.value(conn, "SELECT count(*) FROM t")).isEqualTo(0L);
  }

  @Test
  void nothingBeginsWhenTheTimeIsOver() {
    conn.within(
        Duration.ofNanos(1),
        () -> assertNothingWasSent(catchThrowable(() -> Shared.run(conn, "SELECT 1"))));
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
    assertUsable();
  }

  @Test
  void theWaitForAnotherThreadsStatementCounts() throws Exception {
    Background<Object> sleep = Background.start(() -> conn.cursor().execute(SLEEP));
    Backend.of(conn).awaitSleeping();
    conn.within(
        SHORT, () -> assertNothingWasSent(catchThrowable(() -> Shared.run(conn, "SELECT 1"))));
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.ACTIVE);
    conn.cancel();
    assertThat(sleep.failure()).isInstanceOf(QueryCanceled.class).hasNoCause();
    assertUsable();
  }

  @Test
  void executeManyHasOneLimitForAllOfItsStatements() {
    conn.timeout(Duration.ofMillis(150));
    Cursor<Row> cur = conn.cursor();
    List<List<Double>> sleeps = IntStream.range(0, 1000).mapToObj(i -> List.of(0.02)).toList();
    assertThatThrownBy(() -> cur.executeMany("SELECT pg_sleep(%s)", sleeps))
        .isInstanceOf(QueryCanceled.class)
        .hasRootCauseInstanceOf(TimeoutException.class);
    conn.rollback();
    assertThatThrownBy(() -> cur.executeBatch("SELECT pg_sleep(%s)", sleeps, 2))
        .isInstanceOf(QueryCanceled.class)
        .hasRootCauseInstanceOf(TimeoutException.class);
    conn.rollback();
    assertThatThrownBy(() -> cur.executeValues("SELECT pg_sleep(a) FROM (VALUES %s) v (a)", sleeps))
        .isInstanceOf(QueryCanceled.class)
        .hasRootCauseInstanceOf(TimeoutException.class);
    assertUsable();
  }

  @Test
  void aPageOfANamedCursorHasALimit() {
    try (Cursor<Row> cur = conn.cursor("pages")) {
      cur.execute("SELECT g FROM generate_series(1, 10) g, pg_sleep(CASE WHEN g > 5 THEN 60 END)");
      assertThat(cur.fetchMany(5)).hasSize(5);
      cur.timeout(SHORT);
      assertCanceledByTheServer(catchThrowable(cur::fetchAll));
    }
    assertUsable();
  }

  @Test
  void aPageOfAStreamHasALimit() {
    conn.timeout(SHORT);
    Cursor<Row> cur = conn.cursor();
    cur.itersize(2);
    int[] seen = {0};
    try (Stream<Row> rows =
        cur.stream(
            "SELECT g FROM generate_series(1, 20) g, LATERAL pg_sleep(CASE WHEN g > 9 THEN 60 END)")) {
      Iterator<Row> each = rows.iterator();
      assertCanceledByTheServer(
          catchThrowable(
              () -> {
                while (each.hasNext()) {
                  assertThat(each.next().getInt(0)).isEqualTo(++seen[0]);
                }
              }));
    }
    assertThat(seen[0]).isEqualTo(8);
    assertUsable();
  }

  @Test
  void theEndOfATransactionIsSentWhateverTheTime() {
    Shared.run(conn, "CREATE TEMP TABLE t (a int)");
    conn.within(Duration.ofNanos(1), conn::commit);
    Shared.run(conn, "INSERT INTO t VALUES (1)");
    conn.within(Duration.ofNanos(1), conn::rollback);
    assertThat(Shared.value(conn, "SELECT count(*) FROM t")).isEqualTo(0L);
  }

  @Test
  void aSlowCommitIsNotCanceled() {
    Shared.run(
        conn,
        """
        CREATE TEMP TABLE t (a int);
        CREATE FUNCTION pg_temp.slow() RETURNS trigger LANGUAGE plpgsql
          AS $$ BEGIN PERFORM pg_sleep(0.6); RETURN NULL; END $$;
        CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED
          FOR EACH ROW EXECUTE FUNCTION pg_temp.slow();
        INSERT INTO t VALUES (1)""");
    conn.timeout(SHORT);
    conn.commit();
    assertThat(Shared.value(conn, "SELECT count(*) FROM t")).isEqualTo(1L);
  }

  @Test
  void aBlockWhoseTimeIsOverIsUndone() {
    Throwable thrown =
        catchThrowable(
            () ->
                conn.within(
                    SHORT,
                    () ->
                        conn.inTransaction(
                            tx -> {
                              Shared.run(tx, "CREATE TEMP TABLE t (a int)");
                              Shared.run(tx, SLEEP);
                            })));
    assertCanceledByTheServer(thrown);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
    assertThat(Shared.value(conn, "SELECT to_regclass('t') IS NULL")).isEqualTo(true);
  }

  @Test
  void aLimitOfForEverIsNone() {
    conn.timeout(ChronoUnit.FOREVER.getDuration());
    assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
  }

  @Test
  void aLimitHasToBePositive() {
    for (Duration wrong : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
      assertThatThrownBy(() -> conn.timeout(wrong)).isInstanceOf(ParameterException.class);
      assertThatThrownBy(() -> conn.cancelTimeout(wrong)).isInstanceOf(ParameterException.class);
      assertThatThrownBy(() -> conn.cursor().timeout(wrong)).isInstanceOf(ParameterException.class);
      assertThatThrownBy(() -> conn.within(wrong, () -> {})).isInstanceOf(ParameterException.class);
    }
  }

  @Test
  void anotherConnectionsLimitIsItsOwn() {
    try (Connection other = Shared.connect()) {
      conn.timeout(SHORT);
      assertThat(other.timeout()).isNull();
      conn.within(
          Duration.ofNanos(1), () -> assertThat(Shared.value(other, "SELECT 1")).isEqualTo(1));
    }
  }
}
