// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.testkit.FaultProxy;
import org.psycopg4j.testkit.PostgresServer;

/**
 * Interrupts, cancels and time limits over a network that delays, tears and breaks what goes over
 * it, the requests to cancel as well. Each operation gives what was asked for or an error, in time;
 * what gave none leaves a connection that is in step or closed.
 *
 * <p>It lasts {@code psycopg4j.interrupt.seconds}, 15 if that is not set.
 */
class FaultStormTest {
  private static final long SECONDS = Long.getLong("psycopg4j.interrupt.seconds", 15);
  private static final long SEED = Long.getLong("psycopg4j.interrupt.seed", 20_260_101);
  private static final Duration CANCEL_TIMEOUT = Duration.ofMillis(500);
  private static final int WORKERS = 4;

  /* Longer than all that may be waited for: the operation's time, a cancel of it, a rollback behind
  one that hangs. */
  private static final long SLOWEST_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Tally tally = new Tally();
  private final PostgresServer server = PostgresServer.shared();

  @Test
  @Timeout(value = 2, unit = TimeUnit.HOURS) // as long as it is told to
  void everyResultIsRightOrAnError() throws Exception {
    try (Connection conn = Psycopg.connect(server.dsn())) {
      conn.autocommit(true);
      conn.cursor().execute("DROP TABLE IF EXISTS storm; CREATE TABLE storm (token text, a int)");
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        Sailor sailor = new Sailor("sailor" + i, random.split(), i % 2 == 0, end);
        running.add(threads.submit(sailor));
        running.add(threads.submit(sailor::makeTrouble));
      }
      for (Future<?> task : running) {
        task.get(end - System.nanoTime() + 2 * SLOWEST_NANOS, TimeUnit.NANOSECONDS);
      }
      assertThat(tally.of("right results")).isPositive();
      assertThat(tally.of("errors")).isPositive();
      assertThat(tally.of("lost connections")).isPositive();
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("failed for the seed " + SEED + ": " + e.getCause(), e);
    } finally {
      threads.shutdownNow();
      System.out.println("Storm of faults of " + SECONDS + " s, seed " + SEED + ": " + tally);
    }
  }

  /** A worker with a proxy of its own, and who breaks that. */
  private final class Sailor implements Runnable {
    private final SplittableRandom random;
    private final SplittableRandom trouble;
    private final Operations operations;
    private final boolean autocommit;
    private final BooleanSupplier goesOn;
    private final Victim victim = new Victim();
    private final AtomicReference<Target> target = new AtomicReference<>();
    private final AtomicReference<FaultProxy> proxy = new AtomicReference<>();

    Sailor(String name, SplittableRandom random, boolean autocommit, long end) {
      this.random = random;
      this.trouble = random.split();
      this.operations = new Operations(random.split(), name);
      this.autocommit = autocommit;
      this.goesOn = () -> System.nanoTime() - end < 0;
    }

    @Override
    public void run() {
      while (goesOn.getAsBoolean()) {
        try (FaultProxy way = FaultProxy.to(server.host(), server.port());
            Connection conn = connect(way)) {
          target.set(new Target(conn));
          proxy.set(way);
          while (goesOn.getAsBoolean() && conn.closed() == 0) {
            operate(conn);
          }
          tally.count("lost connections");
        } finally {
          proxy.set(null);
          target.set(null);
        }
      }
    }

    private Connection connect(FaultProxy way) {
      Connection conn =
          Psycopg.connect(
              server.dsn() + " host=" + way.host() + " port=" + way.port(),
              options -> options.timeout(Duration.ofSeconds(2)).cancelTimeout(CANCEL_TIMEOUT));
      conn.autocommit(autocommit);
      return conn;
    }

    private void operate(Connection conn) {
      long start = System.nanoTime();
      victim.expose();
      boolean right = false;
      try {
        Duration limit = Duration.ofNanos(random.nextLong(1_000_000, 200_000_000));
        conn.within(limit, () -> operations.any().run(conn));
        right = true;
      } catch (PsycopgException e) {
        tally.count("errors");
      } finally {
        victim.calm();
      }
      if (right) {
        tally.count("right results");
      }
      try {
        conn.rollback();
      } catch (PsycopgException e) {
        if (conn.closed() == 0) {
          throw new AssertionError("a rollback failed on a connection that is open", e);
        }
      }
      if (System.nanoTime() - start > SLOWEST_NANOS) {
        throw new AssertionError("an operation took too long");
      }
    }

    void makeTrouble() {
      while (goesOn.getAsBoolean()) {
        LockSupport.parkNanos(trouble.nextLong(20_000_000));
        FaultProxy way = proxy.get();
        Target conn = target.get();
        if (way == null || conn == null) {
          continue;
        }
        switch (trouble.nextInt(40)) {
          case 0 -> way.fromServer().cutAfter(trouble.nextLong(100_000));
          case 1 -> way.fromClient().resetAfter(trouble.nextLong(100_000));
          case 2 -> way.fromClient().cutAfter(trouble.nextLong(20)); // perhaps a cancel's
          case 3 -> way.fromServer().freeze();
          case 4 -> way.fromClient().freeze();
          case 5, 6, 7, 8 -> way.fromServer().delayMillis(trouble.nextInt(4));
          case 9, 10, 11, 12 -> way.fromClient().delayMillis(trouble.nextInt(4));
          case 13, 14, 15, 16, 17, 18, 19, 20 -> {
            way.fromServer().thaw();
            way.fromClient().thaw();
          }
          default -> {
            if (trouble.nextBoolean()) {
              victim.interrupt();
            } else {
              conn.cancel();
            }
          }
        }
      }
    }
  }
}
