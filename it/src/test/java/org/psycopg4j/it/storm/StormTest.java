// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.testkit.PostgresServer;

/**
 * Interrupts, cancels and time limits at random moments. Each result is exactly the one that was
 * asked for, or an error that somebody has asked for; no connection is lost, and both sides agree
 * on its state.
 *
 * <p>It lasts {@code psycopg4j.interrupt.seconds}, 15 if that is not set.
 */
class StormTest {
  private static final long SECONDS = Long.getLong("psycopg4j.interrupt.seconds", 15);
  private static final long SEED = Long.getLong("psycopg4j.interrupt.seed", 20_260_101);
  private static final int WORKERS_OF_THEIR_OWN = 4;
  private static final int WORKERS_TOGETHER = 3;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Tally tally = new Tally();
  private final List<Connection> connections = new ArrayList<>();
  private final List<Worker> workers = new ArrayList<>();

  private Connection connect(boolean autocommit) {
    Connection conn = Psycopg.connect(PostgresServer.shared().dsn());
    conn.autocommit(autocommit);
    connections.add(conn);
    return conn;
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.HOURS) // as long as it is told to
  void everyResultIsTheOneThatWasAskedFor() throws Exception {
    connect(true)
        .cursor()
        .execute("DROP TABLE IF EXISTS storm; CREATE TABLE storm (token text, a int)");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    BooleanSupplier goesOn = () -> System.nanoTime() - end < 0;
    for (int i = 0; i < WORKERS_OF_THEIR_OWN; i++) {
      employ(new Target(connect(i % 2 == 0)), false, goesOn);
    }
    Target shared = new Target(connect(true));
    for (int i = 0; i < WORKERS_TOGETHER; i++) {
      employ(shared, true, goesOn);
    }
    try {
      run(end, goesOn);
      assertThat(connections).allMatch(conn -> conn.closed() == 0);
      assertThat(tally.of("right results")).isPositive();
      assertThat(tally.of("interrupted")).isPositive();
      assertThat(tally.of("canceled")).isPositive();
      assertThat(tally.of("out of time")).isPositive();
    } finally {
      connections.forEach(Connection::close);
      System.out.println("Storm of " + SECONDS + " s, seed " + SEED + ": " + tally);
    }
  }

  private void employ(Target target, boolean shared, BooleanSupplier goesOn) {
    String name = "worker" + workers.size();
    workers.add(new Worker(target, shared, random.split(), name, connect(true), tally, goesOn));
  }

  private void run(long end, BooleanSupplier goesOn) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Future<?>> running = new ArrayList<>();
      workers.forEach(worker -> running.add(threads.submit(worker)));
      SplittableRandom trouble = random.split();
      running.add(threads.submit(() -> makeTrouble(trouble, goesOn)));
      for (Future<?> task : running) {
        await(task, end);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void await(Future<?> task, long end) throws InterruptedException {
    try {
      task.get(end - System.nanoTime() + TimeUnit.SECONDS.toNanos(30), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("failed for the seed " + SEED + ": " + e.getCause(), e);
    }
  }

  private void makeTrouble(SplittableRandom trouble, BooleanSupplier goesOn) {
    while (goesOn.getAsBoolean()) {
      LockSupport.parkNanos(trouble.nextLong(4_000_000));
      Worker worker = workers.get(trouble.nextInt(workers.size()));
      if (trouble.nextBoolean()) {
        if (worker.victim().interrupt()) {
          tally.count("(interrupts)");
        }
      } else if (worker.target().cancel()) {
        tally.count("(cancels)");
      } else {
        tally.count("(cancels that failed)");
      }
    }
  }
}
