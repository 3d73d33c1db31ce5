// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Row;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.async.AsyncTransaction;
import org.psycopg4j.async.EventLoop;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.UniqueViolation;

@SuppressWarnings("FutureReturnValueIgnored") // what is called later shows what they did
class AsyncTransactionTest {
  private EventLoop loop;
  private AsyncConnection conn;

  @BeforeEach
  void connect() {
    loop = EventLoop.create();
    conn = Async.connect(loop);
    Async.get(
        conn.execute(
            "CREATE TEMP TABLE t (id int PRIMARY KEY,"
                + " twin int UNIQUE DEFERRABLE INITIALLY DEFERRED)"));
  }

  @AfterEach
  void close() {
    assertThat(rows()).isEqualTo(Async.get(conn.fetchOne("SELECT count(*) FROM t")).getLong(0));
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
    loop.close();
  }

  private long rows() {
    return Async.get(conn.fetchOne("SELECT count(*) FROM t")).getLong(0);
  }

  @Test
  void aBodyThatSucceedsIsCommitted() {
    long inside =
        Async.get(
            conn.inTransaction(
                tx ->
                    tx.execute("INSERT INTO t VALUES (1)")
                        .thenCompose(result -> tx.fetchOne("SELECT count(*) FROM t"))
                        .thenApply(row -> row.getLong(0))));
    assertThat(inside).isEqualTo(1);
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void whatTheBodyDidNotWaitForIsWaitedFor() {
    String done =
        Async.get(
            conn.inTransaction(
                tx -> {
                  tx.execute("INSERT INTO t SELECT 1 FROM pg_sleep(0.1)");
                  tx.execute("INSERT INTO t VALUES (2)");
                  return CompletableFuture.completedFuture("done");
                }));
    assertThat(done).isEqualTo("done");
    assertThat(rows()).isEqualTo(2);
  }

  @Test
  void aBodyThatFailsIsRolledBack() {
    assertThat(
            Async.error(
                conn.inTransaction(
                    tx ->
                        tx.execute("INSERT INTO t VALUES (1)")
                            .thenCompose(result -> tx.execute("SELECT 1/0")))))
        .isInstanceOf(DivisionByZero.class);
    assertThat(
            Async.error(
                conn.inTransaction(
                    tx -> {
                      tx.execute("INSERT INTO t VALUES (1)");
                      throw new IllegalStateException("thrown by the test");
                    })))
        .isInstanceOf(IllegalStateException.class);
    assertThat(Async.error(conn.inTransaction(tx -> null)))
        .isInstanceOf(ProgrammingException.class);
    assertThat(rows()).isZero();
  }

  @Test
  void aFailureThatWasNotPassedOnIsNotCommitted() {
    assertThat(
            Async.error(
                conn.inTransaction(
                    tx ->
                        tx.execute("INSERT INTO t VALUES (1)")
                            .thenCompose(result -> tx.execute("SELECT 1/0"))
                            .handle((result, error) -> "all is well"))))
        .isInstanceOf(ProgrammingException.class)
        .hasMessageStartingWith("the transaction block was rolled back, not committed");
    assertThat(rows()).isZero();
  }

  @Test
  void aCommitThatFailsIsTheError() {
    assertThat(
            Async.error(
                conn.inTransaction(tx -> tx.execute("INSERT INTO t VALUES (1, 1), (2, 1)"))))
        .isInstanceOf(UniqueViolation.class);
    assertThat(rows()).isZero();
  }

  @Test
  void aBlockInABlockIsASavepoint() {
    Throwable inner =
        Async.get(
            conn.inTransaction(
                tx ->
                    tx.execute("INSERT INTO t VALUES (1)")
                        .thenCompose(
                            result ->
                                tx.inTransaction(
                                    nested -> nested.execute("INSERT INTO t VALUES (2), (1)")))
                        .handle((result, error) -> error)
                        .thenCompose(
                            error ->
                                tx.inTransaction(
                                        nested -> nested.execute("INSERT INTO t VALUES (3)"))
                                    .thenApply(result -> error))));
    assertThat(inner).hasRootCauseInstanceOf(UniqueViolation.class);
    assertThat(rows()).isEqualTo(2);
  }

  @Test
  void othersWaitUntilItHasEnded() {
    CompletableFuture<String> gate = new CompletableFuture<>();
    CompletableFuture<String> block =
        conn.inTransaction(
            tx -> tx.execute("INSERT INTO t VALUES (1)").thenCompose(result -> gate));
    CompletableFuture<Row> other = conn.fetchOne("SELECT count(*) FROM t");
    assertThat(Async.get(Async.connect(loop).fetchOne("SELECT 1")).getInt(0)).isEqualTo(1);
    assertThat(other).isNotDone();
    gate.complete("go");
    assertThat(Async.get(block)).isEqualTo("go");
    assertThat(Async.get(other).getLong(0)).isEqualTo(1);
  }

  @Test
  void callsAfterItsEndFail() {
    AtomicReference<AsyncTransaction> kept = new AtomicReference<>();
    Async.get(
        conn.inTransaction(
            tx -> {
              kept.set(tx);
              return CompletableFuture.completedFuture(1);
            }));
    assertThat(Async.error(kept.get().execute("INSERT INTO t VALUES (1)")))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("the transaction block has ended");
  }

  @Test
  void aCanceledTransactionIsRolledBack() {
    CompletableFuture<Object> started = new CompletableFuture<>();
    CompletableFuture<?> block =
        conn.inTransaction(
            tx ->
                tx.execute("INSERT INTO t VALUES (1)")
                    .thenCompose(
                        result -> {
                          started.complete(result);
                          return tx.execute("SELECT pg_sleep(3600)");
                        }));
    Async.get(started);
    assertThat(block.cancel(true)).isTrue();
    assertThat(rows()).isZero();
  }

  @Test
  void aTransactionWhoseBodyNeverEndsCanBeCanceled() {
    CompletableFuture<Object> started = new CompletableFuture<>();
    CompletableFuture<String> never = new CompletableFuture<>();
    CompletableFuture<?> block =
        conn.inTransaction(
            tx -> {
              started.complete("started");
              return never;
            });
    Async.get(started);
    block.cancel(true);
    assertThat(rows()).isZero();
    assertThat(never).isCancelled();
  }

  @Test
  void aTransactionThatAStatementEndedIsAnError() {
    assertThat(Async.error(conn.inTransaction(tx -> tx.execute("COMMIT"))))
        .isInstanceOf(ProgrammingException.class)
        .hasMessageStartingWith("a statement in the transaction block ended its transaction");
  }

  @Test
  void beginCommitAndRollback() {
    conn.begin();
    conn.execute("INSERT INTO t VALUES (1)");
    Async.get(conn.rollback());
    conn.begin();
    conn.execute("INSERT INTO t VALUES (2)");
    Async.get(conn.commit());
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void aBlockTakesAnOpenTransactionOver() {
    conn.begin();
    conn.execute("INSERT INTO t VALUES (1)");
    Async.get(conn.inTransaction(tx -> tx.execute("INSERT INTO t VALUES (2)")));
    Async.get(conn.rollback());
    assertThat(rows()).isEqualTo(2);
  }
}
