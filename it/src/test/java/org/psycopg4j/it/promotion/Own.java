// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.promotion;

import java.util.List;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.testkit.PostgresServer;

/** Connections to the server that the tests share, by how much they prepare. */
final class Own {
  /** Prepares all that can be prepared, at once. */
  static final int FORCED = 0;

  private Own() {}

  static Connection autocommit(int threshold) {
    Connection conn = connect(threshold);
    conn.autocommit(true);
    return conn;
  }

  static Connection connect(int threshold) {
    return Psycopg.connect(
        PostgresServer.shared().dsn(), options -> options.prepareThreshold(threshold));
  }

  /** The only value of the only row. */
  static Object value(Connection conn, String sql, Object... arguments) {
    try (Cursor<Row> cur = conn.cursor()) {
      Cursor<Row> done = arguments.length == 0 ? cur.execute(sql) : cur.execute(sql, arguments);
      return done.fetchOne().get(0);
    }
  }

  /** All rows. */
  static List<List<Object>> rows(Connection conn, String sql, Object... arguments) {
    try (Cursor<Row> cur = conn.cursor()) {
      return cur.execute(sql, arguments).fetchAll().stream().map(Row::toList).toList();
    }
  }

  /** How many statements the server has, of ours. */
  static long onServer(Connection conn) {
    return (Long) value(conn, "EXECUTE count_prepared");
  }

  /** Prepares the question, by the user's own name, so that asking it prepares nothing. */
  static void countPrepared(Connection conn) {
    conn.cursor()
        .execute(
            "PREPARE count_prepared AS SELECT count(*) FROM pg_prepared_statements"
                + " WHERE name <> 'count_prepared'");
  }
}
