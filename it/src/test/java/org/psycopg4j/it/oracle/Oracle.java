// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.testkit.PostgresServer;

/**
 * The server that the vectors are replayed on: a PostgreSQL 15, as psycopg2 had when it wrote them,
 * whose texts are the same, with a database of its own.
 */
final class Oracle {
  private static final PostgresServer SERVER = start();

  private Oracle() {}

  static PostgresServer server() {
    return SERVER;
  }

  static String dsn() {
    return SERVER.dsn() + " dbname=oracle";
  }

  static Connection connect() {
    return Psycopg.connect(dsn());
  }

  /** A connection that sends what psycopg2 sends, statement by statement: it prepares none. */
  static Connection connectForTexts() {
    return Psycopg.connect(dsn(), options -> options.prepareThreshold(-1));
  }

  /** A connection that each statement commits on, for what prepares a test and tidies up. */
  static Connection admin() {
    Connection conn = connect();
    conn.autocommit(true);
    return conn;
  }

  /** Waits until a session is in pg_sleep. */
  static void awaitSleeping(int pid) {
    SERVER.execute(
        """
        DO $$ BEGIN
          WHILE NOT EXISTS (
              SELECT FROM pg_stat_activity WHERE pid = %d AND wait_event = 'PgSleep') LOOP
            PERFORM pg_sleep(0.002), pg_stat_clear_snapshot();
          END LOOP;
        END $$"""
            .formatted(pid));
  }

  @SuppressWarnings("MustBeClosed")
  private static PostgresServer start() {
    PostgresServer server =
        PostgresServer.builder()
            .version(15)
            .setting("max_prepared_transactions", "20")
            .setting("log_statement", "all")
            .setting("log_line_prefix", "%p|")
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "the oracle's server stops"));
    server.execute(
        "CREATE DATABASE oracle TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
    try (Connection conn = Psycopg.connect(server.dsn() + " dbname=oracle")) {
      conn.autocommit(true);
      Cursor<Row> cur = conn.cursor();
      cur.execute(String.join("\n", Program.lines("setup.sql")));
    }
    return server;
  }
}
