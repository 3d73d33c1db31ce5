// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.psycopg4j.testkit.ServerMessages.authenticationOk;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;

import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.pool.PoolException;
import org.psycopg4j.pool.SimpleConnectionPool;
import org.psycopg4j.pool.ThreadedConnectionPool;
import org.psycopg4j.testkit.FakeServer;

/** What psycopg2's pools do better here: lost connections are replaced, and nobody waits for it. */
@Timeout(60)
class PoolTest {
  private final String name = "pool_" + UUID.randomUUID();
  private final String dsn = Shared.server().dsn() + " application_name=" + name;

  /** Waits until the server has so many sessions of this test. */
  private void awaitSessions(int count) {
    Shared.server()
        .execute(
            """
            DO $$ BEGIN
              WHILE %d <> (SELECT count(*) FROM pg_stat_activity WHERE application_name = '%s') LOOP
                PERFORM pg_sleep(0.002), pg_stat_clear_snapshot();
              END LOOP;
            END $$"""
                .formatted(count, name));
  }

  @Test
  void lostConnectionsAreReplaced() {
    try (ThreadedConnectionPool pool = new ThreadedConnectionPool(3, 5, dsn)) {
      Connection one = pool.getConn();
      Connection two = pool.getConn();
      Backend.of(one).terminate();
      two.close();
      awaitSessions(1);
      assertThatThrownBy(() -> Shared.run(one, "SELECT 1"))
          .isInstanceOf(OperationalException.class);
      pool.putConn(one);
      pool.putConn(two);
      awaitSessions(3);
    }
    awaitSessions(0);
  }

  /** The server hangs up on all of them while they are idle: whoever asks doesn't see it. */
  @Test
  void deadConnectionsAreNotHandedOut() {
    try (ThreadedConnectionPool pool = new ThreadedConnectionPool(3, 3, dsn)) {
      List<Connection> all = List.of(pool.getConn(), pool.getConn(), pool.getConn());
      all.forEach(pool::putConn);
      all.forEach(PoolTest::hangUp);
      Connection conn = pool.getConn();
      assertThat(all).doesNotContain(conn);
      assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
      pool.putConn(conn);
      awaitSessions(3);
    }
  }

  /** Ends a session, and its process: without that there is no socket any more. */
  private static void hangUp(Connection conn) {
    Backend backend = Backend.of(conn);
    backend.terminate();
    Shared.server()
        .execute(
            """
            DO $$ BEGIN
              WHILE EXISTS (SELECT FROM pg_stat_file('/proc/%d', true) WHERE size IS NOT NULL) LOOP
                PERFORM pg_sleep(0.002);
              END LOOP;
            END $$"""
                .formatted(backend.pid()));
  }

  @Test
  void aPoolWithoutMinconnConnectsOnlyWhenItIsAsked() {
    AtomicInteger connects = new AtomicInteger();
    try (ThreadedConnectionPool pool =
        new ThreadedConnectionPool(0, 3, dsn, options -> connects.incrementAndGet())) {
      assertThat(connects).hasValue(0);
      Connection conn = pool.getConn();
      pool.putConn(conn);
      assertThat(conn.closed()).isEqualTo(1);
      awaitSessions(0);
      assertThat(connects).hasValue(1);
    }
  }

  @Test
  void whoPutsDoesNotWaitForTheRefill() throws Exception {
    CountDownLatch refilling = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger connects = new AtomicInteger();
    ThreadedConnectionPool pool =
        new ThreadedConnectionPool(
            1,
            1,
            dsn,
            options -> {
              if (connects.incrementAndGet() == 2) {
                refilling.countDown();
                await(go);
              }
            });
    Connection conn = pool.getConn();
    pool.putConn(conn, null, true); // returns, and the refill goes on
    refilling.await();
    Background<Connection> waits = Background.start(pool::getConn);
    go.countDown();
    assertThat(Shared.value(waits.result(), "SELECT 1")).isEqualTo(1);
    assertThat(connects).hasValue(2); // the place was the refill's: there was no third
    pool.close();
    awaitSessions(0);
  }

  @Test
  void whatIsRefilledAfterTheEndIsClosed() throws Exception {
    CountDownLatch refilling = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger connects = new AtomicInteger();
    ThreadedConnectionPool pool =
        new ThreadedConnectionPool(
            1,
            1,
            dsn,
            options -> {
              if (connects.incrementAndGet() == 2) {
                refilling.countDown();
                await(go);
              }
            });
    pool.putConn(pool.getConn(), null, true);
    refilling.await();
    pool.closeAll();
    pool.close(); // may be called again
    assertThatThrownBy(pool::closeAll).isInstanceOf(PoolException.class);
    go.countDown();
    awaitSessions(0);
  }

  /** A failed connect is repeated, later and later; the pool works meanwhile. */
  @Test
  void theRefillTriesAgain() {
    AtomicInteger connects = new AtomicInteger();
    try (ThreadedConnectionPool pool =
        new ThreadedConnectionPool(
            2,
            2,
            dsn,
            options -> {
              int connect = connects.incrementAndGet();
              if (connect == 3 || connect == 4) {
                options.database("there_is_none");
              }
            })) {
      Connection conn = pool.getConn();
      pool.putConn(conn, null, true);
      while (connects.get() < 5) { // the server may still show the session that was closed
        Thread.onSpinWait();
      }
      awaitSessions(2);
      assertThat(connects).hasValue(5);
    }
  }

  @Test
  void aFailedConnectLosesNoPlace() {
    AtomicInteger connects = new AtomicInteger();
    try (SimpleConnectionPool pool =
        new SimpleConnectionPool(
            0,
            1,
            dsn,
            options -> {
              if (connects.incrementAndGet() <= 3) {
                options.database("there_is_none");
              }
            })) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(pool::getConn).isInstanceOf(OperationalException.class);
      }
      assertThat(Shared.value(pool.getConn(), "SELECT 1")).isEqualTo(1);
      assertThatThrownBy(pool::getConn).hasMessage("connection pool exhausted");
    }
  }

  @Test
  void theFirstConnectionsAreClosedIfOneFails() {
    AtomicInteger connects = new AtomicInteger();
    assertThatThrownBy(
            () ->
                new SimpleConnectionPool(
                    3,
                    3,
                    dsn,
                    options -> {
                      if (connects.incrementAndGet() == 3) {
                        options.database("there_is_none");
                      }
                    }))
        .isInstanceOf(OperationalException.class);
    awaitSessions(0);
  }

  /** One thread connects to a server that never answers; another gets and puts meanwhile. */
  @Test
  void noLockIsHeldWhileConnecting() throws Exception {
    CountDownLatch silent = new CountDownLatch(1);
    AtomicInteger connections = new AtomicInteger();
    try (FakeServer server =
        FakeServer.start(
            c -> {
              c.expectStartup();
              if (connections.incrementAndGet() == 1) {
                c.send(authenticationOk(), readyForQuery('I'));
              } else {
                silent.countDown();
              }
              c.awaitClose();
            })) {
      ThreadedConnectionPool pool = new ThreadedConnectionPool(1, 2, server.dsn());
      Connection conn = pool.getConn();
      Background<Connection> stuck = Background.start(() -> pool.getConn("stuck"));
      silent.await();
      pool.putConn(conn);
      assertThat(pool.getConn()).isSameAs(conn);
      assertThatThrownBy(pool::getConn).hasMessage("connection pool exhausted"); // its place holds
      Background<Connection> sameKey = Background.start(() -> pool.getConn("stuck"));
      pool.closeAll();
      stuck.interrupt();
      assertThat(stuck.failure()).isInstanceOf(OperationalException.class);
      assertThat(sameKey.failure()).hasMessage("connection pool is closed");
    }
  }

  /** Its own source puts it back: that is refused by an error, and costs the connection. */
  @Test
  void aConnectionInTheMiddleOfACopyIsClosed() {
    try (SimpleConnectionPool pool = new SimpleConnectionPool(1, 1, dsn)) {
      Connection conn = pool.getConn();
      Cursor<Row> cur = conn.cursor();
      cur.execute("CREATE TEMP TABLE copied (a text)");
      Reader source =
          new Reader() {
            @Override
            public int read(char[] buf, int off, int len) {
              assertThatThrownBy(() -> pool.putConn(conn))
                  .isInstanceOf(ProgrammingException.class)
                  .hasMessageContaining("busy");
              return -1;
            }

            @Override
            public void close() {}
          };
      assertThatThrownBy(() -> cur.copyFrom(source, "copied")).isInstanceOf(PsycopgException.class);
      assertThat(conn.closed()).isNotZero();
      assertThat(Shared.value(pool.getConn(), "SELECT 1")).isEqualTo(1);
    }
  }

  @Test
  void threadsWithTheSameKeyGetTheSameConnection() throws Exception {
    try (ThreadedConnectionPool pool = new ThreadedConnectionPool(0, 2, dsn)) {
      for (int round = 0; round < 20; round++) {
        List<Background<Connection>> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          threads.add(Background.start(() -> pool.getConn("shared")));
        }
        Connection conn = threads.get(0).result();
        for (Background<Connection> thread : threads) {
          assertThat(thread.result()).isSameAs(conn);
        }
        pool.putConn(conn, "shared");
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
