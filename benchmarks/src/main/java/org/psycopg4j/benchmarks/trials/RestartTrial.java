// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.trials;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.psycopg4j.benchmarks.Tables;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.floor.FloorSimple;
import org.psycopg4j.benchmarks.pools.Pool;
import org.psycopg4j.benchmarks.pools.PoolKind;
import org.psycopg4j.benchmarks.pools.PoolSettings;
import org.psycopg4j.testkit.PostgresServer;

/** One restart of the server under the users of one pool, which was opened for it. */
final class RestartTrial {
  static final int SIZE = 10;
  private static final String NAME = "restart trial";
  private static final String SESSIONS =
      "select count(*) from pg_stat_activity where application_name = '" + NAME + "'";
  private static final String HELD = "select count(*) from psycopg4j_benchmarks.journal";
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  /* A pool without requests may leave connections for when they are wanted. */
  private static final long IDLE_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final PostgresServer server;
  private final PoolKind kind;
  private final Restart restart;
  private final long downMillis;

  RestartTrial(PostgresServer server, PoolKind kind, Restart restart, long downMillis) {
    this.server = server;
    this.kind = kind;
    this.restart = restart;
    this.downMillis = downMillis;
  }

  /**
   * While so many threads make requests without a pause.
   *
   * @param each how many requests each thread shall have made before the restart, and after it
   */
  Outcome underLoad(int threads, int each) throws Exception {
    server.execute(Tables.TRUNCATE);
    Pool<?> pool = open();
    try {
      return underLoad(pool, threads, each);
    } finally {
      pool.close();
    }
  }

  private <C> Outcome underLoad(Pool<C> pool, int threads, int each) throws Exception {
    List<Requester<C>> requesters = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Requester<C> requester = new Requester<>(pool, i, threads);
      requesters.add(requester);
      Starter.PLATFORM.start(requester);
    }
    awaitServed(requesters, each);
    awaitSessions(PATIENCE_NANOS);
    long accepting = restart.run(server, downMillis);
    long full = awaitSessions(PATIENCE_NANOS) ? System.nanoTime() - accepting : -1;
    awaitServed(requesters, each);
    requesters.forEach(Requester::stop);
    for (Requester<C> requester : requesters) {
      requester.awaitEnd();
    }
    Outcome outcome = outcome(requesters, accepting, full);
    requireRows(requesters, outcome);
    return outcome;
  }

  /** While no connection is used; then one thread makes so many requests. */
  Outcome idle(int requests) throws Exception {
    server.execute(Tables.TRUNCATE);
    Pool<?> pool = open();
    try {
      return idle(pool, requests);
    } finally {
      pool.close();
    }
  }

  private <C> Outcome idle(Pool<C> pool, int requests) throws Exception {
    fill(pool);
    awaitSessions(PATIENCE_NANOS);
    long accepting = restart.run(server, downMillis);
    Requester<C> requester = new Requester<>(pool, 0, 1);
    for (int i = 0; i < requests; i++) {
      requester.request();
    }
    long full = awaitSessions(IDLE_PATIENCE_NANOS) ? System.nanoTime() - accepting : -1;
    Outcome outcome = outcome(List.of(requester), accepting, full);
    requireRows(List.of(requester), outcome);
    return outcome;
  }

  private Pool<?> open() throws Exception {
    return kind.opener().open(new PoolSettings(Target.of(server), SIZE, NAME));
  }

  /** Borrows all at once, so that all are open. */
  private static <C> void fill(Pool<C> pool) throws Exception {
    List<C> lent = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      lent.add(pool.borrow());
    }
    for (C one : lent) {
      pool.giveBack(one);
    }
  }

  /** Whether the server has all sessions of the pool before the patience is over. */
  private boolean awaitSessions(long patienceNanos) throws Exception {
    long start = System.nanoTime();
    try (FloorSimple client = FloorSimple.open(Target.of(server))) {
      while (client.queryLong(SESSIONS) < SIZE) {
        if (System.nanoTime() - start > patienceNanos) {
          return false;
        }
        LockSupport.parkNanos(POLL_NANOS);
      }
      return true;
    }
  }

  /** Waits until each of them has been served so often from now on. */
  private <C> void awaitServed(List<Requester<C>> requesters, int each) {
    long start = System.nanoTime();
    for (Requester<C> requester : requesters) {
      long wanted = requester.served() + each;
      while (requester.served() < wanted) {
        if (System.nanoTime() - start > PATIENCE_NANOS) {
          throw new IllegalStateException(kind.name() + " serves somebody no more");
        }
        LockSupport.parkNanos(POLL_NANOS);
      }
    }
  }

  private static <C> Outcome outcome(List<Requester<C>> requesters, long accepting, long full) {
    Failures failures = new Failures();
    Durations durations = new Durations();
    long served = 0;
    for (Requester<C> requester : requesters) {
      failures.add(requester.failures());
      durations.add(requester.durations());
      served += requester.served();
    }
    return new Outcome(
        failures, failures.lastAfter(accepting), full, durations.longestNanos(), served);
  }

  /** What was confirmed is there; what failed may be. */
  private <C> void requireRows(List<Requester<C>> requesters, Outcome outcome) {
    long confirmed = requesters.stream().mapToLong(Requester::inserted).sum();
    long held = Long.parseLong(String.valueOf(server.execute(HELD).get(0).get(0)));
    if (held < confirmed || held > confirmed + outcome.failures().count()) {
      throw new IllegalStateException(
          "%s: %d rows were confirmed and %d requests failed, but the server holds %d"
              .formatted(kind.name(), confirmed, outcome.failures().count(), held));
    }
  }
}
