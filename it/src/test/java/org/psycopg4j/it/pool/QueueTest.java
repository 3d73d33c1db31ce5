// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.pool.ConnectionPool;
import org.psycopg4j.pool.PoolStats;
import org.psycopg4j.pool.PoolTimeoutException;
import org.psycopg4j.pool.TooManyRequestsException;

/** Who waits for a connection, for how long, and who is next. */
class QueueTest {
  private ConnectionPool pool;

  @BeforeEach
  void open() {
    pool = Pools.ready(options -> options.minSize(1).maxWaiting(8));
  }

  @AfterEach
  void close() {
    assertThat(pool.close(Pools.LONG)).isTrue();
  }

  @Test
  void threadsAndFuturesAreServedInTheOrderOfAsking() throws Exception {
    BlockingQueue<Integer> served = new LinkedBlockingQueue<>();
    List<CompletableFuture<?>> all = new ArrayList<>();
    Connection first = pool.getConn();
    for (int i = 0; i < 8; i++) {
      int number = i;
      all.add(
          i % 2 == 0
              ? Pools.background(
                  () -> {
                    try (Connection conn = pool.connection()) {
                      served.add(number);
                      return Pools.value(conn, "SELECT 1");
                    }
                  })
              : pool.callAsync(
                  conn -> {
                    served.add(number);
                    return conn.fetchOne("SELECT 1");
                  }));
      Pools.awaitWaiting(pool, i + 1);
    }
    first.close();
    all.forEach(Pools::get);
    assertThat(served).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(pool.getStats().connections()).isEqualTo(1);
  }

  @Test
  void onlySoManyMayWait() {
    Connection out = pool.getConn();
    List<CompletableFuture<Integer>> waiting = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      waiting.add(Pools.background(() -> Pools.pid(pool)));
      Pools.awaitWaiting(pool, i + 1);
    }
    assertThatThrownBy(() -> pool.connection()).isInstanceOf(TooManyRequestsException.class);
    assertThat(Pools.error(pool.asyncConnection())).isInstanceOf(TooManyRequestsException.class);
    out.close();
    waiting.forEach(Pools::get);
    PoolStats stats = pool.getStats();
    assertThat(stats.requestsErrors()).isEqualTo(2);
    assertThat(stats.requestsQueued()).isEqualTo(8);
  }

  @Test
  void whoHasNoTimeGetsWhatIsIdleAndNothingElse() {
    try (Connection conn = pool.connection(Duration.ZERO)) {
      assertThatThrownBy(() -> pool.connection(Duration.ZERO))
          .isInstanceOf(PoolTimeoutException.class);
      assertThat(Pools.error(pool.asyncConnection(Duration.ZERO)))
          .isInstanceOf(PoolTimeoutException.class);
      assertThat(Pools.value(conn, "SELECT 1")).isEqualTo(1);
    }
    assertThat(pool.getStats().requestsWaiting()).isZero();
  }

  @Test
  void aNegativeTimeIsRefusedWhetherOneIsIdleOrNot() {
    Duration negative = Duration.ofMillis(-1);
    assertThatThrownBy(() -> pool.connection(negative)).isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> pool.asyncConnection(negative)).isInstanceOf(ParameterException.class);
    try (Connection conn = pool.connection()) {
      assertThatThrownBy(() -> pool.getConn(negative))
          .as("while %s is out", conn)
          .isInstanceOf(ParameterException.class);
    }
    assertThat(pool.getStats().poolLent()).isZero();
  }

  @Test
  void whoIsInterruptedIsOutOfTheQueue() throws Exception {
    Connection out = pool.getConn();
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    CompletableFuture<Throwable> error = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try (Connection conn = pool.connection()) {
                error.complete(new AssertionError("got " + conn));
              } catch (RuntimeException e) {
                error.complete(e);
              }
              flag.complete(Thread.currentThread().isInterrupted());
            });
    thread.start();
    Pools.awaitWaiting(pool, 1);
    thread.interrupt();
    assertThat(Pools.get(error))
        .isInstanceOf(OperationalException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(Pools.get(flag)).isTrue();
    thread.join();
    assertThat(pool.getStats().requestsWaiting()).isZero();
    out.close();
    assertThat(Pools.value(pool, "SELECT 1")).isEqualTo(1);
  }

  @Test
  void aFutureThatIsCanceledIsOutOfTheQueue() {
    Connection out = pool.getConn();
    CompletableFuture<?> given = pool.asyncConnection();
    CompletableFuture<?> called = pool.callAsync(conn -> conn.fetchOne("SELECT 1"));
    Pools.awaitWaiting(pool, 2);
    given.cancel(true);
    called.cancel(true);
    assertThat(pool.getStats().requestsWaiting()).isZero();
    out.close();
    assertThat(Pools.value(pool, "SELECT 1")).isEqualTo(1);
    assertThat(pool.getStats().requestsErrors()).isEqualTo(2);
  }

  /* Each is canceled at about the moment in which it is served: whichever comes first, no connection
  is lost. */
  @Test
  void aFutureThatIsCanceledWhileItIsServedLosesNothing() {
    for (int i = 0; i < 300; i++) {
      Connection out = pool.getConn();
      CompletableFuture<AsyncConnection> given = pool.asyncConnection();
      CompletableFuture<?> called = pool.callAsync(conn -> conn.fetchOne("SELECT 1"));
      CompletableFuture<?> closer =
          Pools.background(
              () -> {
                out.close();
                return null;
              });
      given.cancel(true);
      called.cancel(true);
      closer.join();
      if (!given.isCancelled()) {
        Pools.get(Pools.get(given).close());
      }
      Pools.await(pool, stats -> stats.poolAvailable() == 1);
    }
    Pools.await(pool, stats -> stats.poolAvailable() == 1);
    assertThat(Pools.value(pool, "SELECT 1")).isEqualTo(1);
  }

  @Test
  void virtualThreadsShareFewConnections() throws Exception {
    assumeTrue(Runtime.version().feature() >= 21, "this Java has no virtual threads");
    ExecutorService threads =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    try (ConnectionPool few = Pools.ready(o -> o.minSize(1).maxSize(3))) {
      List<Future<Object>> all = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        all.add(threads.submit(() -> Pools.value(few, "SELECT 1")));
      }
      for (Future<Object> each : all) {
        assertThat(each.get(30, TimeUnit.SECONDS)).isEqualTo(1);
      }
      assertThat(few.getStats().connections()).isLessThanOrEqualTo(3);
    } finally {
      threads.shutdown();
    }
  }

  /* Nobody has a session that somebody else has at the same time. */
  @Test
  void oneSessionIsOneBorrowers() {
    try (ConnectionPool few = Pools.ready(o -> o.minSize(1).maxSize(3))) {
      ConcurrentHashMap<Integer, AtomicInteger> users = new ConcurrentHashMap<>();
      List<CompletableFuture<Integer>> all = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        all.add(
            Pools.background(
                () -> {
                  int most = 0;
                  for (int i = 0; i < 200; i++) {
                    try (Connection conn = few.connection()) {
                      AtomicInteger now =
                          users.computeIfAbsent(conn.getBackendPid(), pid -> new AtomicInteger());
                      most = Math.max(most, now.incrementAndGet());
                      Pools.value(conn, "SELECT 1");
                      now.decrementAndGet();
                    }
                  }
                  return most;
                }));
      }
      all.forEach(each -> assertThat(Pools.get(each)).isEqualTo(1));
      PoolStats stats = few.getStats();
      assertThat(stats.requests()).isEqualTo(1600);
      assertThat(stats.requestsServed()).isEqualTo(1600);
      assertThat(stats.poolSize()).isLessThanOrEqualTo(3);
      assertThat(stats.poolLent()).isZero();
    }
  }
}
