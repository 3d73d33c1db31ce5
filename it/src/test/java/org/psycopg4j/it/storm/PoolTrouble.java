// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.storm;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.pool.ConnectionPool;
import org.psycopg4j.pool.PoolStats;
import org.psycopg4j.testkit.FaultProxy;
import org.psycopg4j.testkit.PostgresServer;

/**
 * What goes wrong around a pool, and what its owner does meanwhile, at random moments.
 *
 * <p>The network is slow and stands still, but it loses no connection by itself: of those the
 * server learns later than the client, so that it may have more sessions than the pool knows of.
 */
final class PoolTrouble {
  static final int MOST = 10;
  private static final long FREEZE_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

  private final PostgresServer server;
  private final FaultProxy proxy;
  private final ConnectionPool pool;
  private final String applicationName;
  private final List<PoolBorrower> borrowers;
  private final Tally tally;
  private final BooleanSupplier goesOn;
  private long requests; // until the sums were last set to 0
  private long answers;
  private long leaked;

  PoolTrouble(
      PostgresServer server,
      FaultProxy proxy,
      ConnectionPool pool,
      String applicationName,
      List<PoolBorrower> borrowers,
      Tally tally,
      BooleanSupplier goesOn) {
    this.server = server;
    this.proxy = proxy;
    this.pool = pool;
    this.applicationName = applicationName;
    this.borrowers = borrowers;
    this.tally = tally;
    this.goesOn = goesOn;
  }

  /** Interrupts borrowers, wherever they are. */
  void interrupt(SplittableRandom random) {
    while (goesOn.getAsBoolean()) {
      LockSupport.parkNanos(random.nextLong(10_000_000));
      if (borrowers.get(random.nextInt(borrowers.size())).victim().interrupt()) {
        tally.count("(interrupts)");
      }
    }
  }

  /** Restarts the server, in order and after a crash. */
  void restart(SplittableRandom random) {
    while (goesOn.getAsBoolean()) {
      pause(TimeUnit.MILLISECONDS.toNanos(random.nextLong(2_000, 6_000)));
      if (!goesOn.getAsBoolean()) {
        return;
      }
      if (random.nextBoolean()) {
        server.kill();
        tally.count("(crashes)");
      } else {
        tally.count("(restarts)");
      }
      server.restart();
    }
  }

  private void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    while (goesOn.getAsBoolean() && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** Does the rest, and leaves the network in order. */
  void run(SplittableRandom random) {
    try {
      while (goesOn.getAsBoolean()) {
        LockSupport.parkNanos(random.nextLong(40_000_000));
        make(random);
      }
    } finally {
      proxy.fromServer().thaw();
      proxy.fromClient().thaw();
      proxy.fromServer().delayMillis(0);
      proxy.fromClient().delayMillis(0);
    }
  }

  private void make(SplittableRandom random) {
    switch (random.nextInt(60)) {
      case 0, 1 -> freeze();
      case 2, 3, 4 -> proxy.fromServer().delayMillis(random.nextInt(5));
      case 5, 6, 7 -> proxy.fromClient().delayMillis(random.nextInt(5));
      case 8, 9 -> {
        proxy.fromServer().delayMillis(0);
        proxy.fromClient().delayMillis(0);
      }
      case 10, 11, 12, 13 -> {
        int max = random.nextInt(1, MOST + 1);
        pool.resize(random.nextInt(max + 1), max);
        tally.count("(resizes)");
      }
      case 14, 15 -> pool.resize(2, MOST);
      case 16 -> {
        pool.drain();
        tally.count("(drains)");
      }
      case 17 -> pool.check();
      case 18, 19 -> collect();
      case 20 -> add(pool.popStats());
      default -> terminate();
    }
  }

  private void freeze() {
    proxy.fromServer().freeze();
    proxy.fromClient().freeze();
    LockSupport.parkNanos(FREEZE_NANOS);
    proxy.fromServer().thaw();
    proxy.fromClient().thaw();
  }

  private void terminate() {
    try (Connection conn = Psycopg.connect(server.dsn())) {
      conn.autocommit(true);
      conn.cursor()
          .execute(
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                  + " WHERE application_name = %s ORDER BY random() LIMIT 1",
              applicationName);
      tally.count("(terminated)");
    } catch (PsycopgException e) {
      tally.count("(nothing to terminate)");
    }
  }

  private static void collect() {
    System.gc();
  }

  /** Adds the figures of a stretch of time to those before. */
  void add(PoolStats stats) {
    requests += stats.requests();
    answers += stats.requestsServed() + stats.requestsErrors();
    leaked += stats.leaked();
  }

  long requests() {
    return requests;
  }

  long answers() {
    return answers;
  }

  long leaked() {
    return leaked;
  }
}
