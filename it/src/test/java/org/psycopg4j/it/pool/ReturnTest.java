// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Iterator;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.UniqueViolation;
import org.psycopg4j.pool.ConnectionPool;
import org.psycopg4j.testkit.PostgresServer;

/** What becomes of a connection, and of what was done over it, when it is returned. */
class ReturnTest {
  private static PostgresServer server;
  private ConnectionPool pool;
  private int pid;

  @BeforeAll
  static void start() {
    server = PostgresServer.builder().setting("max_prepared_transactions", "3").start();
    server.execute("CREATE TABLE kept (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void open() {
    server.execute("TRUNCATE kept");
    pool = Pools.ready(server.dsn(), options -> options.minSize(1));
    pid = Pools.pid(pool);
  }

  @AfterEach
  void close() {
    assertThat(pool.close(Pools.LONG)).isTrue();
  }

  private static String kept() {
    return server
        .execute("SELECT coalesce(string_agg(id::text, ',' ORDER BY id), '') FROM kept")
        .get(0)
        .get(0);
  }

  /** The same session again, in order. */
  private void assertReturnedSound() {
    try (Connection conn = pool.connection()) {
      assertThat(conn.getBackendPid()).isEqualTo(pid);
      assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
      assertThat(Pools.value(conn, "SELECT 1")).isEqualTo(1);
    }
    assertThat(pool.getStats().returnsBad()).isZero();
  }

  /** Another session: the first one was in the middle of something. */
  private void assertReplaced() {
    try (Connection conn = pool.connection()) {
      assertThat(conn.getBackendPid()).isNotEqualTo(pid);
      assertThat(Pools.value(conn, "SELECT 1")).isEqualTo(1);
    }
    assertThat(pool.getStats().returnsBad()).isEqualTo(1);
  }

  @Test
  void connectionCommits() {
    try (Connection conn = pool.connection()) {
      Pools.run(conn, "INSERT INTO kept VALUES (1)");
    }
    assertThat(kept()).isEqualTo("1");
    assertReturnedSound();
  }

  @Test
  void getConnRollsBack() {
    try (Connection conn = pool.getConn()) {
      Pools.run(conn, "INSERT INTO kept VALUES (1)");
    }
    assertThat(kept()).isEmpty();
    assertReturnedSound();
  }

  @Test
  void putConnRollsBackEvenWhatConnectionWouldCommit() {
    Connection conn = pool.connection();
    Pools.run(conn, "INSERT INTO kept VALUES (1)");
    pool.putConn(conn);
    assertThat(kept()).isEmpty();
    assertReturnedSound();
  }

  @Test
  void aTransactionThatHasFailedIsRolledBack() {
    assertThatThrownBy(
            () -> {
              try (Connection conn = pool.connection()) {
                Pools.run(conn, "INSERT INTO kept VALUES (1)");
                Pools.run(conn, "SELECT 1/0");
              }
            })
        .hasMessageContaining("division by zero")
        .hasNoSuppressedExceptions();
    assertThat(kept()).isEmpty();
    assertReturnedSound();
  }

  @Test
  void whatCannotBeCommittedIsToldAndTheConnectionIsGood() {
    Connection conn = pool.connection();
    Pools.run(conn, "INSERT INTO kept VALUES (1), (1)");
    assertThatThrownBy(conn::close).isInstanceOf(UniqueViolation.class);
    assertThat(conn.closed()).isEqualTo(1);
    assertThat(kept()).isEmpty();
    assertReturnedSound();
  }

  @Test
  void inAutocommitThereIsNothingToEnd() {
    try (Connection conn = pool.connection()) {
      conn.autocommit(true);
      Pools.run(conn, "INSERT INTO kept VALUES (1)");
    }
    assertThat(kept()).isEqualTo("1");
    assertReturnedSound();
  }

  @Test
  void aTransactionBlockCommitsWhatItReturnsFrom() throws Exception {
    pool.inTransaction(conn -> Pools.run(conn, "INSERT INTO kept VALUES (1)"));
    assertThatThrownBy(
            () ->
                pool.inTransaction(
                    conn -> {
                      Pools.run(conn, "INSERT INTO kept VALUES (2)");
                      throw new IllegalStateException("on purpose");
                    }))
        .hasMessage("on purpose");
    assertThat(
            pool.<Object, RuntimeException>callInTransaction(conn -> Pools.value(conn, "SELECT 3")))
        .isEqualTo(3);
    assertThat(kept()).isEqualTo("1");
    assertReturnedSound();
  }

  @Test
  void aBlockWhoseConnectionIsReturnedInItIsUndone() {
    Connection conn = pool.connection();
    assertThatThrownBy(
            () ->
                conn.inTransaction(
                    c -> {
                      Pools.run(c, "INSERT INTO kept VALUES (1)");
                      pool.putConn(c);
                    }))
        .isInstanceOf(InterfaceException.class);
    assertThat(kept()).isEmpty();
    assertReturnedSound();
  }

  @Test
  void aTwoPhaseTransactionIsNotCommittedByClosing() {
    Connection conn = pool.connection();
    conn.tpcBegin("begun");
    Pools.run(conn, "INSERT INTO kept VALUES (1)");
    assertThatThrownBy(conn::close).isInstanceOf(ProgrammingException.class);
    assertThat(kept()).isEmpty();
    assertReturnedSound();
  }

  @Test
  void whatIsPreparedStaysPrepared() {
    String id = UUID.randomUUID().toString();
    Connection conn = pool.getConn();
    conn.tpcBegin(id);
    Pools.run(conn, "INSERT INTO kept VALUES (1)");
    conn.tpcPrepare();
    conn.close();
    try (Connection next = pool.connection()) {
      assertThat(Pools.value(next, "SELECT count(*) FROM kept")).isEqualTo(0L);
      next.commit();
      next.tpcCommit(id);
    }
    assertThat(kept()).isEqualTo("1");
    assertReturnedSound();
  }

  @Test
  void inTheMiddleOfACopyItIsClosed() {
    Connection conn = pool.getConn();
    Throwable failure =
        catchThrowable(
            () ->
                conn.cursor()
                    .copyFrom(
                        new java.io.StringReader("1\n2\n") {
                          @Override
                          public int read(char[] buf, int off, int len) throws java.io.IOException {
                            conn.close();
                            return super.read(buf, off, len);
                          }
                        },
                        "kept"));
    assertThat(failure).isNotNull();
    assertThat(kept()).isEmpty();
    assertReplaced();
  }

  @Test
  void aStreamEndsWithTheReturn() {
    Connection conn = pool.getConn();
    Iterator<Row> rows = conn.cursor().stream("SELECT generate_series(1, 1000000)").iterator();
    assertThat(rows.next().get(0)).isEqualTo(1);
    conn.close();
    assertThatThrownBy(
            () -> {
              while (rows.hasNext()) {
                rows.next();
              }
            })
        .isInstanceOf(InterfaceException.class);
    assertReturnedSound();
  }

  @Test
  void whileAnotherThreadExecutesItWaits() {
    Connection conn = pool.connection();
    Cursor<Row> cur = conn.cursor();
    CompletableFuture<Object> other =
        Pools.background(() -> cur.execute("SELECT pg_sleep(0.2), 7").fetchOne().get(1));
    Pools.awaitSleeping(server, pid);
    conn.close();
    assertThat(Pools.get(other)).isEqualTo(7);
    assertReturnedSound();
  }

  @Test
  void whenTheServerHasGoneMeanwhileAnotherIsOpened() {
    Connection conn = pool.connection();
    Pools.run(conn, "INSERT INTO kept VALUES (1)");
    Pools.terminate(server, pid);
    assertThatThrownBy(conn::close).hasMessageContaining("terminating connection");
    assertReplaced();
    assertThat(kept()).isEmpty();
  }

  @Test
  void aFuturesTransactionIsRolledBackHoweverItIsReturned() {
    AsyncConnection closed = Pools.get(pool.asyncConnection());
    Pools.get(closed.begin());
    Pools.get(closed.execute("INSERT INTO kept VALUES (1)"));
    Pools.get(closed.close());
    assertReturnedSound();
    AsyncConnection aborted = Pools.get(pool.asyncConnection());
    Pools.get(aborted.begin());
    Pools.get(aborted.execute("INSERT INTO kept VALUES (2)"));
    aborted.abort();
    assertThat(Pools.value(pool, "SELECT 1")).isEqualTo(1);
    assertThat(kept()).isEmpty();
  }

  @Test
  void aFutureThatIsAbortedInAStatementLosesItsSession() {
    AsyncConnection conn = Pools.get(pool.asyncConnection());
    CompletableFuture<?> running = conn.execute("SELECT pg_sleep(60)");
    Pools.awaitSleeping(server, pid);
    conn.abort();
    assertThat(Pools.error(running)).isInstanceOf(InterfaceException.class);
    assertReplaced();
  }
}
