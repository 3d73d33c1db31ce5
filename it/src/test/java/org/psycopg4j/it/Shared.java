// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import java.util.List;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.testkit.PostgresServer;

/** Connections to the server that the tests share, and what most tests ask them. */
final class Shared {
  private Shared() {}

  static PostgresServer server() {
    return PostgresServer.shared();
  }

  static Connection connect() {
    return Psycopg.connect(server().dsn());
  }

  /** A connection with more options: {@code key=value} pairs. */
  static Connection connect(String more) {
    return Psycopg.connect(server().dsn() + " " + more);
  }

  static Connection autocommit() {
    Connection conn = connect();
    conn.autocommit(true);
    return conn;
  }

  /** The only value of the only row. */
  static Object value(Connection conn, String sql, Object... arguments) {
    try (Cursor<Row> cur = conn.cursor()) {
      return value(cur.execute(sql, arguments));
    }
  }

  /** The only value of the only row. */
  static Object value(Cursor<Row> cur) {
    List<Row> rows = cur.fetchAll();
    if (rows.size() != 1 || rows.get(0).size() != 1) {
      throw new AssertionError("wanted one value, got " + rows);
    }
    return rows.get(0).get(0);
  }

  /** The first column of all rows. */
  static List<Object> column(Cursor<Row> cur) {
    return cur.fetchAll().stream().map(row -> row.get(0)).toList();
  }

  /** Runs a statement in a cursor of its own. */
  static void run(Connection conn, String sql, Object... arguments) {
    try (Cursor<Row> cur = conn.cursor()) {
      if (arguments.length == 0) {
        cur.execute(sql);
      } else {
        cur.execute(sql, arguments);
      }
    }
  }
}
