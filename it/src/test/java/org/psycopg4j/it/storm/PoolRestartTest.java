// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.pool.ConnectionPool;
import org.psycopg4j.pool.PoolTimeoutException;
import org.psycopg4j.testkit.PostgresServer;

/**
 * A server that restarts under load fails what was under way, once for each connection at most. Who
 * finds no connection then waits, and is served when the server is back.
 */
class PoolRestartTest {
  private static final int THREADS = 16;
  private static final int CONNECTIONS = 10;
  private static final int ENOUGH = 20;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicLongArray served = new AtomicLongArray(THREADS);
  private final AtomicLong failed = new AtomicLong();
  private final AtomicBoolean over = new AtomicBoolean();

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void aRestartFailsWhatWasUnderWay() throws Exception {
    List<Long> failures = new ArrayList<>();
    try (PostgresServer server = PostgresServer.builder().start();
        ConnectionPool pool =
            ConnectionPool.of(
                server.dsn(),
                options ->
                    options
                        .minSize(CONNECTIONS)
                        .maxSize(CONNECTIONS)
                        .timeout(Duration.ofMinutes(1)))) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        running.add(threads.submit(() -> ask(pool, thread)));
      }
      awaitService();
      for (boolean crash : new boolean[] {false, true, false}) {
        long before = failed.get();
        if (crash) {
          server.kill();
        }
        server.restart();
        awaitService();
        failures.add(failed.get() - before);
        assertThat(failed.get() - before).isBetween(0L, (long) CONNECTIONS);
      }
      over.set(true);
      PoolPatience.awaitAll(running, System.nanoTime());
      pool.awaitReady(Duration.ofMinutes(1));
      assertThat(pool.getStats().poolAvailable()).isEqualTo(CONNECTIONS);
      assertThat(pool.close(Duration.ofSeconds(30))).isTrue();
    } finally {
      over.set(true);
      threads.shutdownNow();
      long all = 0;
      for (int i = 0; i < THREADS; i++) {
        all += served.get(i);
      }
      System.out.println(
          "Restarts under load: %d served; %s failed in each restart".formatted(all, failures));
    }
  }

  /* Each thread is served again and again, by itself. */
  private void awaitService() {
    long[] before = new long[THREADS];
    for (int i = 0; i < THREADS; i++) {
      before[i] = served.get(i);
    }
    PoolPatience.await(
        () -> "served %s, before %s".formatted(served, List.of(before)),
        () -> {
          for (int i = 0; i < THREADS; i++) {
            if (served.get(i) < before[i] + ENOUGH) {
              return false;
            }
          }
          return true;
        });
  }

  private void ask(ConnectionPool pool, int thread) {
    for (int n = 0; !over.get(); n++) {
      int wanted = n;
      try {
        pool.inTransaction(
            conn -> {
              Object got = conn.cursor().execute("SELECT %s", wanted).fetchOne().get(0);
              if (!got.equals(wanted)) {
                throw new AssertionError("asked for %d, got %s".formatted(wanted, got));
              }
            });
        served.incrementAndGet(thread);
      } catch (OperationalException | InterfaceException e) {
        count(e);
      }
    }
  }

  private void count(PsycopgException error) {
    if (error instanceof PoolTimeoutException) {
      throw new AssertionError("a waiter was forgotten", error);
    }
    failed.incrementAndGet();
  }
}
