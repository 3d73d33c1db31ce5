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

  @Test
  void aThreadThatIsInterruptedAlreadyLeavesTheConnectionUsable() throws Exception {
    Background<Boolean> interrupted =
        Background.start(
            () -> {
              for (int i = 0; i < 20; i++) {
                Thread.currentThread().interrupt();
                Throwable thrown = catchThrowable(() -> conn.cursor().execute("SELECT 1"));
                if (thrown != null) {
                  assertThat(thrown).isInstanceOf(QueryCanceled.class);
                }
                assertThat(Thread.interrupted()).isTrue();
                conn.rollback();
              }
              return conn.closed() == 0;
            });
    assertThat(interrupted.result()).isTrue();
    assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
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
