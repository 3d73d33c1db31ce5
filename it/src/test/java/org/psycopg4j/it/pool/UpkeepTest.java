// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.pool.ConnectionLeak;
import org.psycopg4j.pool.ConnectionPool;
import org.psycopg4j.pool.PoolStats;
import org.psycopg4j.pool.PoolTimeoutException;
import org.psycopg4j.testkit.FaultProxy;

/** What a pool does by itself, and when it is told to have more, fewer or other connections. */
@Timeout(60)
class UpkeepTest {

  private static void use(ConnectionPool pool, int count) {
    List<Connection> out = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      out.add(pool.getConn());
    }
    out.forEach(Connection::close);
  }

  @Test
  void idleOnesAboveTheMinimumGoAndNoneBelow() {
    try (ConnectionPool pool = Pools.ready(o -> o.minSize(2).maxSize(6).maxIdle(Duration.ZERO))) {
      use(pool, 6);
      long opened = pool.getStats().connections();
      assertThat(opened).isEqualTo(6);
      Pools.await(pool, stats -> stats.poolSize() == 2 && stats.poolAvailable() == 2);
      assertThat(pool.getStats().connections()).as("none too many was closed").isEqualTo(opened);
    }
  }

  @Test
  void oldOnesAreReplaced() {
    try (ConnectionPool pool = Pools.ready(o -> o.minSize(1).maxLifetime(Duration.ofMillis(100)))) {
      Connection conn = pool.getConn();
      int pid = conn.getBackendPid();
      Pools.value(conn, "SELECT pg_sleep(0.11)");
      conn.close();
      assertThat(Pools.pid(pool)).isNotEqualTo(pid);
      Pools.await(pool, stats -> stats.connections() >= 4);
      assertThat(pool.getStats().connectionsLost()).isZero();
    }
  }

  @Test
  void drainingReplacesIdleOnesNowAndBorrowedOnesWhenTheyReturn() {
    try (ConnectionPool pool = Pools.ready(o -> o.minSize(2))) {
      int idle = Pools.pid(pool);
      Connection out = pool.getConn();
      int lent = out.getBackendPid();
      pool.drain();
      assertThat(Pools.value(out, "SELECT 1")).isEqualTo(1);
      assertThat(Pools.pid(pool)).isNotEqualTo(idle).isNotEqualTo(lent);
      out.close();
      Pools.await(pool, stats -> stats.connections() == 4 && stats.poolAvailable() == 2);
      try (Connection one = pool.getConn();
          Connection two = pool.getConn()) {
        assertThat(List.of(one.getBackendPid(), two.getBackendPid())).doesNotContain(idle, lent);
      }
    }
  }

  @Test
  void resizingOpensAndCloses() {
    try (ConnectionPool pool = Pools.ready(o -> o.minSize(1))) {
      pool.resize(3, 4);
      Pools.await(pool, stats -> stats.poolAvailable() == 3);
      use(pool, 4);
      Connection out = pool.getConn();
      pool.resize(1, 1);
      Pools.await(pool, stats -> stats.poolSize() == 1);
      assertThat(Pools.value(out, "SELECT 1")).isEqualTo(1);
      out.close();
      assertThat(pool.getStats().poolAvailable()).isEqualTo(1);
      assertThatThrownBy(() -> pool.resize(2, 1)).isInstanceOf(ParameterException.class);
    }
  }

  @Test
  void statisticsAddUp() {
    try (ConnectionPool pool = Pools.ready(o -> o.minSize(1).maxWaiting(1))) {
      Connection out = pool.getConn();
      assertThatThrownBy(() -> pool.connection(Pools.SHORT))
          .isInstanceOf(PoolTimeoutException.class);
      CompletableFuture<Integer> waiting = Pools.background(() -> Pools.pid(pool));
      Pools.awaitWaiting(pool, 1);
      assertThat(Pools.error(pool.asyncConnection())).isNotNull();
      out.close();
      Pools.get(waiting);
      PoolStats stats = pool.popStats();
      assertThat(stats.requests()).isEqualTo(4);
      assertThat(stats.requestsServed()).isEqualTo(2);
      assertThat(stats.requestsErrors()).isEqualTo(2);
      assertThat(stats.requestsQueued()).isEqualTo(2);
      assertThat(stats.requestsWait()).isGreaterThanOrEqualTo(Pools.SHORT);
      assertThat(stats.usage()).isPositive();
      assertThat(stats.connections()).isEqualTo(1);
      assertThat(stats.connectionsTime()).isPositive();
      PoolStats after = pool.getStats();
      assertThat(after.requests()).isZero();
      assertThat(after.requestsWait()).isZero();
      assertThat(after.connections()).isZero();
      assertThat(after.poolSize()).isEqualTo(1);
    }
  }

  @Test
  void whenNothingCanBeOpenedForLongItIsToldOnceAndTriedOn() {
    AtomicInteger told = new AtomicInteger();
    try (FaultProxy proxy = FaultProxy.to(Pools.server().host(), 1);
        ConnectionPool pool =
            ConnectionPool.of(
                Pools.dsn() + " port=" + proxy.port(),
                o ->
                    o.minSize(2)
                        .reconnectTimeout(Pools.SHORT)
                        .reconnectFailed(failed -> told.incrementAndGet()))) {
      assertThatThrownBy(() -> pool.awaitReady(Pools.SHORT))
          .isInstanceOf(PoolTimeoutException.class);
      Pools.await(pool, stats -> stats.connectionsErrors() >= 5 && told.get() == 1);
      long attempts = pool.getStats().connections();
      assertThat(attempts).as("with pauses in between").isLessThan(20);
      proxy.moveTo(Pools.server().host(), Pools.server().port());
      pool.awaitReady(Pools.LONG);
      assertThat(told).hasValue(1);
      assertThat(Pools.value(pool, "SELECT 1")).isEqualTo(1);
    }
  }

  @Test
  void whoKeepsAConnectionIsToldOfByHisStack() {
    List<ConnectionLeak> leaks = new CopyOnWriteArrayList<>();
    try (ConnectionPool pool =
        Pools.ready(o -> o.minSize(1).leakAfter(Pools.SHORT).onLeak(leaks::add))) {
      Connection kept = borrowedHere(pool);
      Pools.await(() -> !leaks.isEmpty());
      ConnectionLeak leak = leaks.get(0);
      assertThat(leak.lost()).isFalse();
      assertThat(leak.held()).isGreaterThanOrEqualTo(Pools.SHORT);
      assertThat(leak.getStackTrace())
          .anyMatch(frame -> frame.getMethodName().equals("borrowedHere"));
      assertThat(Pools.value(kept, "SELECT 1")).isEqualTo(1);
      kept.close();
      assertThat(pool.getStats().leaked()).isZero();
      assertThat(leaks).hasSize(1);
    }
  }

  private static Connection borrowedHere(ConnectionPool pool) {
    return pool.getConn();
  }

  /** Borrows a connection that nobody has when this returns. */
  private static int lose(ConnectionPool pool) {
    return pool.getConn().getBackendPid();
  }

  @Test
  void whatNobodyHasAnyMoreIsReplaced() {
    List<ConnectionLeak> leaks = new CopyOnWriteArrayList<>();
    try (ConnectionPool pool = Pools.ready(o -> o.minSize(1).onLeak(leaks::add))) {
      int pid = lose(pool);
      Pools.await(
          () -> {
            System.gc();
            return pool.getStats().leaked() == 1;
          });
      assertThat(Pools.pid(pool)).isNotEqualTo(pid);
      Pools.await(() -> leaks.size() == 1);
      assertThat(leaks.get(0).lost()).isTrue();
      assertThat(pool.getStats().poolSize()).isEqualTo(1);
    }
  }

  @Test
  void whoHasACursorHasTheConnection() {
    try (ConnectionPool pool = Pools.ready(o -> o.minSize(1))) {
      Cursor<Row> cur = pool.getConn().cursor();
      for (int i = 0; i < 3; i++) {
        System.gc();
        assertThat(cur.execute("SELECT 1").fetchOne().get(0)).isEqualTo(1);
      }
      assertThat(pool.getStats().leaked()).isZero();
      cur.connection().close();
    }
  }

  @Test
  void unpooledKeepsNothing() {
    try (ConnectionPool pool = ConnectionPool.unpooled(Pools.dsn(), o -> o.maxSize(2))) {
      int first = Pools.pid(pool);
      Pools.await(pool, stats -> stats.poolSize() == 0);
      assertThat(Pools.pid(pool)).isNotEqualTo(first);
      Connection one = pool.getConn();
      Connection two = pool.getConn();
      assertThatThrownBy(() -> pool.getConn(Pools.SHORT)).isInstanceOf(PoolTimeoutException.class);
      CompletableFuture<Integer> waiting = Pools.background(() -> Pools.pid(pool));
      Pools.awaitWaiting(pool, 1);
      int pid = two.getBackendPid();
      two.close();
      assertThat(Pools.get(waiting)).as("who waits gets what is returned").isEqualTo(pid);
      one.close();
    }
  }

  @Test
  void aCallThatReturnsNoFutureGivesItsConnectionBack() {
    try (ConnectionPool pool = Pools.ready(o -> o.minSize(1))) {
      assertThat(Pools.error(pool.callAsync(conn -> null)))
          .isInstanceOf(NullPointerException.class);
      assertThat(
              Pools.error(
                  pool.callAsync(
                      conn -> {
                        throw new AssertionError("on purpose");
                      })))
          .hasMessage("on purpose");
      assertThat(Pools.value(pool, "SELECT 1")).isEqualTo(1);
    }
  }

  @Test
  void aCallThatIsCanceledEndsItsStatement() {
    try (ConnectionPool pool = Pools.ready(o -> o.minSize(1))) {
      int pid = Pools.pid(pool);
      CompletableFuture<?> call = pool.callAsync(conn -> conn.fetchOne("SELECT pg_sleep(60)"));
      Pools.awaitSleeping(Pools.server(), pid);
      call.cancel(true);
      assertThat(Pools.pid(pool)).isEqualTo(pid);
    }
  }
}
