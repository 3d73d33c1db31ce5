// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.pool;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.pool.ConnectionPool;
import org.psycopg4j.pool.PoolOptions;
import org.psycopg4j.pool.PoolStats;
import org.psycopg4j.testkit.PostgresServer;

/** What the tests of pools have in common: they wait for what can be seen, and not for ever. */
final class Pools {
  static final Duration LONG = Duration.ofSeconds(30);
  static final Duration SHORT = Duration.ofMillis(20);

  private Pools() {}

  static PostgresServer server() {
    return PostgresServer.shared();
  }

  static String dsn() {
    return server().dsn();
  }

  /** A pool that has what it keeps. */
  static ConnectionPool ready(Consumer<PoolOptions> options) {
    return ready(dsn(), options);
  }

  static ConnectionPool ready(String dsn, Consumer<PoolOptions> options) {
    ConnectionPool pool = ConnectionPool.of(dsn, options);
    pool.awaitReady(LONG);
    return pool;
  }

  /** The only value of the only row. */
  static Object value(Connection conn, String sql) {
    try (Cursor<Row> cur = conn.cursor()) {
      return cur.execute(sql).fetchOne().get(0);
    }
  }

  static void run(Connection conn, String sql) {
    try (Cursor<Row> cur = conn.cursor()) {
      cur.execute(sql);
    }
  }

  /** What a borrower of its own is told. */
  static Object value(ConnectionPool pool, String sql) {
    try (Connection conn = pool.connection()) {
      return value(conn, sql);
    }
  }

  static int pid(ConnectionPool pool) {
    try (Connection conn = pool.connection()) {
      return conn.getBackendPid();
    }
  }

  /** Waits until something is so. */
  static void await(BooleanSupplier isSo) {
    long end = System.nanoTime() + LONG.toNanos();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("it has not come to pass within " + LONG);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  static void await(ConnectionPool pool, Predicate<PoolStats> isSo) {
    try {
      await(() -> isSo.test(pool.getStats()));
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ": " + pool.getStats(), e);
    }
  }

  static void awaitWaiting(ConnectionPool pool, int count) {
    await(pool, stats -> stats.requestsWaiting() == count);
  }

  /** A call on a platform thread of its own. */
  static <T> CompletableFuture<T> background(Callable<T> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread = new Thread(() -> complete(result, call), "background");
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  static <T> void complete(CompletableFuture<T> result, Callable<T> call) {
    try {
      result.complete(call.call());
    } catch (Throwable t) {
      result.completeExceptionally(t);
    }
  }

  /** The value of a future that must succeed. */
  static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("the future has no value: " + e, e);
    }
  }

  /** The error of a future that must fail. */
  static Throwable error(CompletableFuture<?> future) {
    try {
      throw new AssertionError("wanted an error, got " + future.get(30, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
      throw new AssertionError("the future has not ended: " + e, e);
    }
  }

  /** Ends a session as an administrator does, and waits until it is gone. */
  static void terminate(PostgresServer server, int pid) {
    server.execute("SELECT pg_terminate_backend(%d)".formatted(pid));
    awaitBackend(server, "NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = %d)", pid);
  }

  static void awaitSleeping(PostgresServer server, int pid) {
    awaitBackend(
        server,
        "EXISTS (SELECT FROM pg_stat_activity WHERE pid = %d AND wait_event = 'PgSleep')",
        pid);
  }

  private static void awaitBackend(PostgresServer server, String condition, int pid) {
    server.execute(
        """
        DO $$ BEGIN
          WHILE NOT (%s) LOOP
            PERFORM pg_sleep(0.002), pg_stat_clear_snapshot();
          END LOOP;
        END $$"""
            .formatted(condition.formatted(pid)));
  }
}
