// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.Connection;
import org.psycopg4j.async.EventLoop;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.pool.ConnectionPool;
import org.psycopg4j.pool.PoolClosedException;

/** The end of a pool: for who waits, for who has a connection, and for its own threads. */
@Timeout(60)
class CloseTest {

  @Test
  void whoWaitsAndWhoComesIsRefused() {
    ConnectionPool pool = Pools.ready(o -> o.minSize(1));
    Connection out = pool.getConn();
    CompletableFuture<?> thread = Pools.background(() -> Pools.pid(pool));
    Pools.awaitWaiting(pool, 1);
    CompletableFuture<?> future = pool.asyncConnection();
    pool.close();
    assertThat(pool.closed()).isTrue();
    assertThat(Pools.error(thread)).isInstanceOf(PoolClosedException.class);
    assertThat(Pools.error(future)).isInstanceOf(PoolClosedException.class);
    assertThatThrownBy(pool::connection).isInstanceOf(PoolClosedException.class);
    assertThat(Pools.error(pool.asyncConnection())).isInstanceOf(PoolClosedException.class);
    assertThatThrownBy(() -> pool.awaitReady(Pools.LONG)).isInstanceOf(PoolClosedException.class);
    assertThat(Pools.value(out, "SELECT 1")).as("a borrower goes on").isEqualTo(1);
    out.close();
    assertThat(pool.close(Pools.LONG)).isTrue();
    assertThat(pool.getStats().poolSize()).isZero();
  }

  @Test
  void whoHasAConnectionForTooLongLosesIt() {
    ConnectionPool pool = Pools.ready(o -> o.minSize(2));
    Connection idle = pool.getConn();
    Connection busy = pool.getConn();
    int pid = busy.getBackendPid();
    CompletableFuture<?> running = Pools.background(() -> Pools.value(busy, "SELECT pg_sleep(60)"));
    Pools.awaitSleeping(Pools.server(), pid);
    assertThat(pool.close(Pools.SHORT)).isFalse();
    assertThat(Pools.error(running)).isInstanceOf(PsycopgException.class);
    Pools.await(pool, stats -> stats.poolSize() == 0);
    assertThatThrownBy(() -> Pools.run(idle, "SELECT 1")).isInstanceOf(InterfaceException.class);
    idle.close();
    busy.close();
    assertThat(pool.getStats().returnsBad()).isEqualTo(2);
  }

  /* A check is under way when the pool is cut off: what it was to be lent for comes too late. */
  @Test
  void whatIsCheckedMeanwhileIsCutOffToo() {
    CountDownLatch checking = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    ConnectionPool pool =
        Pools.ready(
            o ->
                o.minSize(1)
                    .check(
                        conn -> {
                          checking.countDown();
                          awaitUninterruptibly(go);
                        }));
    CompletableFuture<Object> borrower =
        Pools.background(
            () -> {
              try (Connection conn = pool.getConn()) {
                return Pools.value(conn, "SELECT 1");
              }
            });
    awaitUninterruptibly(checking);
    assertThat(pool.close(Pools.SHORT)).isFalse();
    go.countDown();
    assertThat(Pools.error(borrower)).isInstanceOf(InterfaceException.class);
    assertThat(pool.close(Pools.LONG)).isTrue();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatIsBeingOpenedIsInterrupted() {
    CountDownLatch configuring = new CountDownLatch(1);
    CompletableFuture<Throwable> interrupted = new CompletableFuture<>();
    ConnectionPool pool =
        ConnectionPool.of(
            Pools.dsn(),
            o ->
                o.minSize(1)
                    .configure(
                        conn -> {
                          configuring.countDown();
                          try {
                            Pools.run(conn, "SELECT pg_sleep(60)");
                          } catch (PsycopgException e) {
                            interrupted.complete(e);
                            throw e;
                          }
                        }));
    awaitUninterruptibly(configuring);
    assertThat(pool.close(Pools.LONG)).isTrue();
    assertThat(Pools.get(interrupted)).isInstanceOf(PsycopgException.class);
    assertThat(pool.getStats().connectionsErrors()).isEqualTo(1);
  }

  @Test
  void itsThreadsEndWithIt() {
    ConnectionPool pool = Pools.ready(o -> o.minSize(2).name("ends-with-it"));
    assertThat(threads("ends-with-it")).isPositive();
    assertThat(pool.close(Pools.LONG)).isTrue();
    Pools.await(() -> threads("ends-with-it") == 0);
    pool.close();
  }

  private static long threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(name))
        .count();
  }

  @Test
  void aFutureWhoseLoopIsClosedFails() {
    EventLoop loop = EventLoop.create();
    ConnectionPool pool = Pools.ready(o -> o.minSize(1).loop(loop));
    Connection out = pool.getConn();
    CompletableFuture<?> waiting = pool.asyncConnection();
    CompletableFuture<?> behind = pool.asyncConnection();
    CompletableFuture<Integer> thread = Pools.background(() -> Pools.pid(pool));
    Pools.awaitWaiting(pool, 3);
    loop.close();
    int pid = out.getBackendPid();
    out.close();
    assertThat(Pools.error(waiting)).isInstanceOf(InterfaceException.class);
    assertThat(Pools.error(behind)).isInstanceOf(InterfaceException.class);
    assertThat(Pools.get(thread)).isEqualTo(pid);
    assertThat(Pools.error(pool.asyncConnection())).isInstanceOf(InterfaceException.class);
    assertThat(pool.close(Pools.LONG)).isTrue();
  }
}
