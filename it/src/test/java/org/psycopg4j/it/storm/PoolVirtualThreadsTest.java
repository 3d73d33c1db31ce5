// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.Connection;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.pool.ConnectionPool;
import org.psycopg4j.pool.PoolStats;
import org.psycopg4j.pool.PoolTimeoutException;
import org.psycopg4j.testkit.PostgresServer;

/** 10,000 virtual threads wait for 10 connections, and none is forgotten. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PoolVirtualThreadsTest {
  private static final int THREADS = 10_000;
  private static final int CONNECTIONS = 10;
  private static final int BATCH = 100;
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Duration SHORT = Duration.ofMillis(50);

  private final ConcurrentLinkedQueue<Integer> order = new ConcurrentLinkedQueue<>();
  private final List<Connection> held = new ArrayList<>();
  private ExecutorService threads;
  private ConnectionPool pool;

  @BeforeEach
  void holdAll() throws ReflectiveOperationException {
    // Executors.newVirtualThreadPerTaskExecutor, which a Java before 21 has not
    assumeTrue(Runtime.version().feature() >= 21, "this Java has no virtual threads");
    threads =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    pool =
        ConnectionPool.of(
            PostgresServer.shared().dsn(),
            options -> options.minSize(CONNECTIONS).maxSize(CONNECTIONS));
    for (int i = 0; i < CONNECTIONS; i++) {
      held.add(pool.getConn(LONG));
    }
  }

  @AfterEach
  void close() {
    if (pool != null) {
      threads.shutdownNow();
      assertThat(pool.close(LONG)).isTrue();
    }
  }

  private void awaitWaiting(int wanted) {
    PoolPatience.await(
        () -> "waiting: %s".formatted(pool.getStats()),
        () -> pool.getStats().requestsWaiting() == wanted);
  }

  private void use(int number, Duration timeout) {
    try (Connection conn = pool.getConn(timeout)) {
      order.add(number);
      Object got = conn.cursor().execute("SELECT %s", number).fetchOne().get(0);
      if (!got.equals(number)) {
        throw new AssertionError("asked for %d, got %s".formatted(number, got));
      }
    }
  }

  @Test
  void allAreServedNobodyBeforeItsTurn() throws Exception {
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      running.add(threads.submit(() -> use(number, LONG)));
      if ((i + 1) % BATCH == 0) {
        awaitWaiting(i + 1); // within a batch they ask in any order
      }
    }
    held.forEach(Connection::close);
    PoolPatience.awaitAll(running, System.nanoTime());
    List<Integer> served = List.copyOf(order);
    assertThat(served).hasSize(THREADS).doesNotHaveDuplicates();
    for (int place = 0; place < THREADS; place++) {
      /* Of those before, as many as have the other connections may not have told it yet. */
      int batch = served.get(place) / BATCH;
      assertThat(place).isGreaterThanOrEqualTo(batch * BATCH - (CONNECTIONS - 1));
    }
    PoolStats stats = pool.getStats();
    assertThat(stats.requestsServed()).isEqualTo(THREADS + CONNECTIONS);
    assertThat(stats.requestsErrors()).isZero();
  }

  @Test
  void thoseWhoGiveUpTakeNothingFromTheOthers() throws Exception {
    AtomicReferenceArray<Thread> toInterrupt = new AtomicReferenceArray<>(THREADS);
    ConcurrentLinkedQueue<Integer> interrupted = new ConcurrentLinkedQueue<>();
    ConcurrentLinkedQueue<Integer> late = new ConcurrentLinkedQueue<>();
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      boolean timed = i % 6 == 3;
      if (i % 6 == 0) {
        running.add(
            threads.submit(
                () -> {
                  toInterrupt.set(number, Thread.currentThread());
                  useOrBeInterrupted(number, interrupted);
                }));
      } else {
        running.add(threads.submit(() -> useInTime(number, timed ? SHORT : LONG, late)));
      }
    }
    int timed = (THREADS + 2) / 6;
    awaitRequests(timed);
    for (int i = 0; i < THREADS; i += 6) {
      toInterrupt.get(i).interrupt();
    }
    int gone = timed + (THREADS + 5) / 6;
    awaitRequests(gone);
    held.forEach(Connection::close);
    PoolPatience.awaitAll(running, System.nanoTime());
    assertThat(interrupted).hasSize(gone - timed).allMatch(n -> n % 6 == 0);
    assertThat(late).hasSize(timed).allMatch(n -> n % 6 == 3);
    assertThat(order).hasSize(THREADS - gone).doesNotHaveDuplicates();
    PoolStats stats = pool.getStats();
    assertThat(stats.requestsServed()).isEqualTo(THREADS - gone + CONNECTIONS);
    assertThat(stats.requestsErrors()).isEqualTo(gone);
    assertThat(stats.requestsWaiting()).isZero();
  }

  /** Waits until so many have given up, and all others wait. */
  private void awaitRequests(int gone) {
    awaitWaiting(THREADS - gone);
    PoolPatience.await(
        () -> "gone: %s".formatted(pool.getStats()),
        () -> pool.getStats().requestsErrors() == gone);
    awaitWaiting(THREADS - gone);
  }

  private void useOrBeInterrupted(int number, ConcurrentLinkedQueue<Integer> interrupted) {
    try {
      use(number, LONG);
    } catch (OperationalException e) {
      assertThat(e).hasCauseInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
      interrupted.add(number);
    }
  }

  private void useInTime(int number, Duration timeout, ConcurrentLinkedQueue<Integer> late) {
    try {
      use(number, timeout);
    } catch (PoolTimeoutException e) {
      late.add(number);
    }
  }
}
