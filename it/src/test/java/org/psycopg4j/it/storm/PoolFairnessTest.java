// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.Connection;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.pool.ConnectionPool;
import org.psycopg4j.pool.PoolTimeoutException;
import org.psycopg4j.testkit.PostgresServer;

/** Who waits is served in the order of asking, while others join the queue and leave it. */
class PoolFairnessTest {
  private static final int PATIENT = 120;
  private static final int IMPATIENT = 4;
  private static final Duration LONG = Duration.ofMinutes(1);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ConcurrentLinkedQueue<Integer> order = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong left = new AtomicLong();

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void threadsAndFuturesAreServedInTheOrderOfAsking() throws Exception {
    try (ConnectionPool pool =
        ConnectionPool.of(
            PostgresServer.shared().dsn(), options -> options.minSize(1).maxSize(1))) {
      Connection first = pool.getConn(LONG);
      List<Future<?>> comeAndGo = new ArrayList<>();
      for (int i = 0; i < IMPATIENT; i++) {
        comeAndGo.add(threads.submit(() -> comeAndGo(pool)));
      }
      List<Future<?>> patient = new ArrayList<>();
      for (int ticket = 0; ticket < PATIENT; ticket++) {
        patient.add(ticket % 3 == 0 ? ask(pool, ticket) : askByThread(pool, ticket));
      }
      assertThat(order).isEmpty();
      first.close();
      PoolPatience.awaitAll(patient, System.nanoTime());
      over.set(true);
      PoolPatience.awaitAll(comeAndGo, System.nanoTime());
      assertThat(order).containsExactlyElementsOf(IntStream.range(0, PATIENT).boxed().toList());
      assertThat(left).hasPositiveValue();
      assertThat(pool.close(LONG)).isTrue();
    } finally {
      over.set(true);
      threads.shutdownNow();
    }
  }

  private CompletableFuture<Void> ask(ConnectionPool pool, int ticket) {
    return pool.asyncConnection(LONG)
        .thenCompose(
            conn -> {
              order.add(ticket);
              return conn.close();
            });
  }

  /** Returns when the thread is in the queue: it waits nowhere else for a limited time. */
  private Future<?> askByThread(ConnectionPool pool, int ticket) {
    AtomicReference<Thread> thread = new AtomicReference<>();
    Future<?> asked =
        threads.submit(
            () -> {
              thread.set(Thread.currentThread());
              try (Connection conn = pool.getConn(LONG)) {
                order.add(ticket);
                assertThat(conn.closed()).isZero();
              }
            });
    PoolPatience.await(
        () -> "ticket " + ticket,
        () -> thread.get() != null && thread.get().getState() == Thread.State.TIMED_WAITING);
    return asked;
  }

  private void comeAndGo(ConnectionPool pool) {
    while (!over.get()) {
      try (Connection conn = pool.getConn(Duration.ofMillis(1))) {
        assertThat(conn.closed()).isZero();
      } catch (PoolTimeoutException e) {
        left.incrementAndGet();
      }
      CompletableFuture<AsyncConnection> future = pool.asyncConnection(LONG);
      if (!future.cancel(false)) {
        future.join().close().join();
      }
      Thread.currentThread().interrupt();
      try (Connection conn = pool.getConn(LONG)) {
        assertThat(conn.closed()).isZero();
      } catch (OperationalException e) {
        assertThat(e).hasCauseInstanceOf(InterruptedException.class);
        left.incrementAndGet();
      } finally {
        assertThat(Thread.interrupted()).isTrue();
      }
    }
  }
}
