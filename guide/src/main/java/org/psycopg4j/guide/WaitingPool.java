// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.IsolationLevel;
import org.psycopg4j.Row;
import org.psycopg4j.TransactionOptions;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.pool.ConnectionPool;
import org.psycopg4j.pool.PoolStats;
import org.psycopg4j.pool.PoolTimeoutException;

/** Connection pooling with a queue: who finds no connection waits for one. */
final class WaitingPool {
  private WaitingPool() {}

  static void run(String dsn) {
    transactions(dsn);
    options(dsn);
    futures(dsn);
  }

  private static void transactions(String dsn) {
    // region pool
    try (ConnectionPool pool = ConnectionPool.of(dsn, options -> options.minSize(1).maxSize(10))) {
      // A connection for one transaction, which is committed, or rolled back if anything is thrown
      pool.inTransaction(
          conn -> conn.cursor().execute("CREATE TABLE visits (page text, at timestamptz)"));

      // A connection for longer: closing it returns it, and rolls back what was not committed
      try (Connection conn = pool.getConn();
          Cursor<Row> cur = conn.cursor()) {
        cur.execute("INSERT INTO visits VALUES (%s, now())", "/");
        conn.commit();
      }

      // psycopg 3's "with pool.connection()": closing it commits, unless a statement has failed
      try (Connection conn = pool.connection();
          Cursor<Row> cur = conn.cursor()) {
        cur.execute("INSERT INTO visits VALUES (%s, now())", "/about");
      }

      long count =
          pool.callInTransaction(
              TransactionOptions.defaults().isolationLevel(IsolationLevel.REPEATABLE_READ),
              conn -> conn.cursor().execute("SELECT count(*) FROM visits").fetchOne().getLong(0));
      System.out.println(count + " visits");
    }
    // endregion
  }

  private static void options(String dsn) {
    // region options
    try (ConnectionPool pool =
        ConnectionPool.of(
            dsn,
            options ->
                options
                    .name("shop")
                    .minSize(1)
                    .maxSize(1)
                    .timeout(Duration.ofSeconds(5))
                    .maxLifetime(Duration.ofMinutes(30))
                    .configure(conn -> conn.autocommit(true)) // how every borrower finds it
                    .reset(Connection::reset) // nothing of the last borrower's is left
                    .leakAfter(Duration.ofMinutes(1)))) { // then a warning says who has it
      pool.awaitReady(Duration.ofSeconds(30)); // or an error says why it can't connect

      Connection conn = pool.getConn();
      try {
        pool.getConn(Duration.ofMillis(10));
      } catch (PoolTimeoutException e) {
        System.out.println(e.getMessage());
      }
      conn.close();
      try {
        conn.cursor();
      } catch (InterfaceException e) {
        System.out.println(e.getMessage());
      }
      PoolStats stats = pool.getStats();
      System.out.println(stats.requests() + " requests, " + stats.requestsErrors() + " in vain");
    }
    // endregion
  }

  private static void futures(String dsn) {
    // region futures
    try (ConnectionPool pool = ConnectionPool.of(dsn, options -> options.minSize(2))) {
      CompletableFuture<Row> sum =
          pool.callAsync(conn -> conn.fetchOne("SELECT sum(n) FROM generate_series(1, 10) AS n"));
      System.out.println("The sum is " + sum.join().get(0));
      pool.close(Duration.ofSeconds(5)); // waits for those who still have a connection
    }
    // endregion
  }
}
