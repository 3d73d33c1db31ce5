// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.InFailedSqlTransaction;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.QueryCanceled;
import org.psycopg4j.errors.QueryCanceledException;
import org.psycopg4j.testkit.FakeServer;

/** A statement is stopped by {@code cancel}, by an interrupt or by the server's own clock. */
class InterruptTest {
  private static final String SLEEP = "SELECT pg_sleep(60)";

  private Connection conn;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private void assertCanceledAndUsable(Throwable thrown) {
    assertThat(thrown)
        .isInstanceOf(QueryCanceled.class)
        .isInstanceOf(QueryCanceledException.class)
        .hasMessage("canceling statement due to user request");
    assertThat(conn.closed()).isZero();
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INERROR);
    conn.rollback();
    for (int i = 0; i < 10; i++) {
      assertThat(Shared.value(conn, "SELECT %s", i)).isEqualTo(i);
    }
  }

  @Test
  void anInterruptCancelsTheStatementAndIsKept() throws Exception {
    AtomicBoolean flag = new AtomicBoolean();
    Background<Throwable> sleep =
        Background.start(
            () -> {
              Throwable thrown = catchThrowable(() -> conn.cursor().execute(SLEEP));
              flag.set(Thread.currentThread().isInterrupted());
              return thrown;
            });
    Backend.of(conn).awaitSleeping();
    sleep.interrupt();
    assertThat(sleep.result()).hasCauseInstanceOf(InterruptedException.class);
    assertCanceledAndUsable(sleep.result());
    assertThat(flag).isTrue();
  }

  @Test
  void anInterruptEndsAStatementOverAUnixSocketToo() throws Exception {
    conn.close();
    conn = Shared.connect("host=" + Shared.server().socketDirectory());
    Background<Object> sleep = Background.start(() -> conn.cursor().execute(SLEEP));
    Backend.of(conn).awaitSleeping();
    sleep.interrupt();
    assertCanceledAndUsable(sleep.failure());
  }

  private static void assertNothingWasSent(Throwable thrown) {
    assertThat(thrown)
        .isInstanceOf(QueryCanceled.class)
        .hasMessage("the waiting thread was interrupted: nothing was sent to the server")
        .hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void aThreadThatIsInterruptedAlreadySendsNothing() throws Exception {
    Background<Throwable> interrupted =
        Background.start(
            () -> {
              Thread.currentThread().interrupt();
              Throwable thrown = catchThrowable(() -> conn.cursor().execute("SELECT 1"));
              assertThat(Thread.interrupted()).isTrue();
              return thrown;
            });
    assertNothingWasSent(interrupted.result());
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
    assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
  }

  @Test
  void aThreadThatWaitsForAnotherThreadsStatementCanBeInterrupted() throws Exception {
    Background<Object> sleep = Background.start(() -> conn.cursor().execute(SLEEP));
    Backend.of(conn).awaitSleeping();
    AtomicBoolean flag = new AtomicBoolean();
    Background<Throwable> next =
        Background.start(
            () -> {
              Throwable thrown = catchThrowable(() -> Shared.value(conn, "SELECT 1"));
              flag.set(Thread.currentThread().isInterrupted());
              return thrown;
            });
    next.interrupt();
    assertNothingWasSent(next.result());
    assertThat(flag).isTrue();
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.ACTIVE);
    conn.cancel();
    assertThat(sleep.failure()).isInstanceOf(QueryCanceled.class).hasNoCause();
  }

  @Test
  void aThreadThatIsInterruptedWhileItWaitsToRollBackRollsBack() throws Exception {
    Background<Object> sleep = Background.start(() -> conn.cursor().execute(SLEEP));
    Backend.of(conn).awaitSleeping();
    Background<TransactionStatus> rollback =
        Background.start(
            () -> {
              conn.rollback();
              assertThat(Thread.interrupted()).isTrue();
              return conn.getTransactionStatus();
            });
    rollback.interrupt();
    conn.cancel();
    assertThat(sleep.failure()).isInstanceOf(QueryCanceled.class);
    assertThat(rollback.result()).isEqualTo(TransactionStatus.IDLE);
  }

  /** The request that came too late for one statement must not hit the next one. */
  @Test
  void aCancelNeverHitsALaterStatement() throws Exception {
    conn.autocommit(true);
    for (int i = 0; i < 300; i++) {
      Background<Object> statement =
          Background.start(
              () -> Shared.value(conn, "SELECT 1 FROM generate_series(1, 300) LIMIT 1"));
      conn.cancel();
      assertThat(Shared.value(conn, "SELECT %s", i)).isEqualTo(i);
      assertThat(catchThrowable(statement::result))
          .satisfiesAnyOf(
              none -> assertThat(none).isNull(),
              thrown -> assertThat(thrown).hasCauseInstanceOf(QueryCanceled.class));
    }
  }

  @Test
  void cancelStopsAnotherThreadsStatement() throws Exception {
    Background<Object> sleep = Background.start(() -> conn.cursor().execute(SLEEP));
    Backend.of(conn).awaitSleeping();
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.ACTIVE);
    conn.cancel();
    assertCanceledAndUsable(sleep.failure());
  }

  @Test
  void cancelWithoutAStatementDoesNothing() {
    conn.cancel();
    assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
    conn.cancel();
    assertThat(Shared.value(conn, "SELECT 2")).isEqualTo(2);
  }

  @Test
  void theServersOwnLimitCancelsToo() {
    Shared.run(conn, "SET LOCAL statement_timeout = 50");
    assertThatThrownBy(() -> Shared.run(conn, SLEEP))
        .isInstanceOf(QueryCanceled.class)
        .hasMessage("canceling statement due to statement timeout");
    conn.rollback();
    assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
  }

  @Test
  void anotherThreadsStatementWaitsForTheOneBeforeIt() throws Exception {
    Background<Object> sleep = Background.start(() -> conn.cursor().execute(SLEEP));
    Backend.of(conn).awaitSleeping();
    Background<Object> next = Background.start(() -> Shared.value(conn, "SELECT 1"));
    conn.cancel();
    assertThat(sleep.failure()).isInstanceOf(QueryCanceled.class);
    assertThat(next.failure()).isInstanceOf(InFailedSqlTransaction.class);
    conn.rollback();
    assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
  }

  @Test
  void anInterruptEndsAnAttemptToConnect() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    try (FakeServer server =
        FakeServer.start(
            c -> {
              c.expectStartup();
              waiting.countDown();
              c.awaitClose();
            })) {
      Background<Boolean> attempt =
          Background.start(
              () -> {
                assertThatThrownBy(() -> Psycopg.connect(server.dsn()))
                    .isInstanceOf(OperationalException.class);
                return Thread.currentThread().isInterrupted();
              });
      waiting.await();
      attempt.interrupt();
      assertThat(attempt.result()).isTrue();
    }
  }

  @Test
  void closeWaitsForTheStatementOfAnotherThread() throws Exception {
    Background<Object> sleep = Background.start(() -> conn.cursor().execute(SLEEP));
    Backend.of(conn).awaitSleeping();
    Background<Integer> closing =
        Background.start(
            () -> {
              conn.close();
              return conn.closed();
            });
    conn.cancel();
    assertThat(sleep.failure()).isInstanceOf(QueryCanceled.class);
    assertThat(closing.result()).isEqualTo(1);
  }
}
