// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.pool.PoolException;
import org.psycopg4j.pool.SimpleConnectionPool;
import org.psycopg4j.pool.ThreadedConnectionPool;

/** Connection pooling: psycopg2's pools, for one thread and for several. */
final class Pooling {
  private Pooling() {}

  static void run(String dsn) {
    simple(dsn);
    threaded(dsn);
  }

  private static void simple(String dsn) {
    // region simple
    // Create a connection pool: one connection at once, twenty at most
    try (SimpleConnectionPool pool = new SimpleConnectionPool(1, 20, dsn)) {
      // Get a connection from the pool
      Connection conn = pool.getConn();

      // Use the connection
      try (Cursor<Row> cur = conn.cursor()) {
        cur.execute("SELECT name FROM users ORDER BY id LIMIT 2");
        for (Row row : cur) {
          System.out.println(row);
        }
      }

      // Return the connection to the pool, which rolls back what was not committed
      pool.putConn(conn);
    } // closes all connections: closeAll()
    // endregion
  }

  private static void threaded(String dsn) {
    // region threaded
    try (ThreadedConnectionPool pool = new ThreadedConnectionPool(1, 2, dsn)) {
      Connection conn = pool.getConn("request 7");
      System.out.println("The same? " + (pool.getConn("request 7") == conn));
      Connection other = pool.getConn();
      try {
        pool.getConn();
      } catch (PoolException e) {
        System.out.println("No third one: " + e.getMessage());
      }
      pool.putConn(conn, "request 7");
      pool.putConn(other, null, true); // and close it
    }
    // endregion
  }
}
