// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.psycopg4j.Connection;
import org.psycopg4j.ConnectionStatus;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.QueryCanceled;

/** The end of a transaction by a thread that is interrupted: it ends all the same. */
class InterruptedTransactionTest {
  private static final int TIMES = 30; // the interrupt races with the server

  private Connection conn;

  @BeforeEach
  void connect() {
    conn = Shared.autocommit();
    Shared.run(conn, "CREATE TEMP TABLE t (a int)");
    conn.autocommit(false);
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private void assertEndedAndUsable() {
    assertThat(conn.closed()).isZero();
    assertThat(conn.status()).isEqualTo(ConnectionStatus.READY);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
    assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
  }

  @RepeatedTest(TIMES)
  void aBlockWhoseStatementIsInterruptedIsUndone() throws Exception {
    Background<Throwable> block =
        Background.start(
            () ->
                catchThrowable(
                    () ->
                        conn.inTransaction(
                            tx -> {
                              Shared.run(tx, "INSERT INTO t VALUES (1)");
                              Shared.run(tx, "SELECT pg_sleep(60)");
                            })));
    Backend.of(conn).awaitSleeping();
    block.interrupt();
    assertThat(block.result()).isInstanceOf(QueryCanceled.class);
    assertEndedAndUsable();
    assertThat(Shared.value(conn, "SELECT count(*) FROM t")).isEqualTo(0L);
  }

  @RepeatedTest(TIMES)
  void aRollbackByAnInterruptedThreadIsDone() throws Exception {
    Background<Throwable> rollback =
        Background.start(
            () -> {
              assertThat(catchThrowable(() -> Shared.run(conn, "SELECT 1/0")))
                  .isInstanceOf(DivisionByZero.class);
              Thread.currentThread().interrupt();
              return catchThrowable(conn::rollback);
            });
    assertThat(rollback.result()).isNull();
    assertEndedAndUsable();
  }

  @RepeatedTest(TIMES)
  void aCommitByAnInterruptedThreadIsDoneOrUndone() throws Exception {
    Background<Throwable> commit =
        Background.start(
            () -> {
              Shared.run(conn, "INSERT INTO t VALUES (1)");
              Thread.currentThread().interrupt();
              return catchThrowable(conn::commit);
            });
    Throwable thrown = commit.result();
    assertEndedAndUsable();
    assertThat(Shared.value(conn, "SELECT count(*) FROM t")).isEqualTo(thrown == null ? 1L : 0L);
  }

  @RepeatedTest(TIMES)
  void anInnerBlockOfAnInterruptedThreadIsUndoneAlone() throws Exception {
    Background<Void> outer =
        Background.start(
            () -> {
              conn.inTransaction(
                  tx -> {
                    Shared.run(tx, "INSERT INTO t VALUES (1)");
                    assertThat(
                            catchThrowable(
                                () ->
                                    tx.inTransaction(
                                        inner -> {
                                          Shared.run(inner, "INSERT INTO t VALUES (2)");
                                          Thread.currentThread().interrupt();
                                          throw new IllegalStateException("inner");
                                        })))
                        .isInstanceOf(IllegalStateException.class)
                        .hasNoSuppressedExceptions();
                    assertThat(Thread.interrupted()).isTrue();
                  });
              return null;
            });
    outer.result();
    assertEndedAndUsable();
    assertThat(Shared.value(conn, "SELECT sum(a) FROM t")).isEqualTo(1L);
  }
}
