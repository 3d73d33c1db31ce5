// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.time.Duration;
import org.psycopg4j.Connection;
import org.psycopg4j.ConnectionStatus;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.errors.OperationalException;

/** Questions to the server whose answers say whether a connection is of use. */
final class Checks {
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int REPORTS_STANDBY = 140000;

  private Checks() {}

  /** Asks for any answer; a server that doesn't give one in time is an error. */
  static void answers(Connection conn) {
    value(conn, "SELECT 1");
  }

  /** Whether nothing can be written there, for whatever reason. */
  static boolean isReadOnly(Connection conn) {
    return Boolean.TRUE.equals(
        value(
            conn,
            "SELECT pg_catalog.pg_is_in_recovery()"
                + " OR pg_catalog.current_setting('default_transaction_read_only')::boolean"));
  }

  /** Raises an error if nothing can be written over a new connection. */
  static void requireReadWrite(Connection conn) {
    boolean readOnly =
        conn.serverVersion() >= REPORTS_STANDBY
            ? "on".equals(conn.getParameterStatus("in_hot_standby"))
                || "on".equals(conn.getParameterStatus("default_transaction_read_only"))
            : isReadOnly(conn);
    if (readOnly) {
      throw new OperationalException("session is read-only, and the pool wants one that can write");
    }
  }

  private static Object value(Connection conn, String sql) {
    boolean ownsTransaction = conn.status() == ConnectionStatus.READY;
    return conn.callWithin(
        LONGEST,
        () -> {
          try (Cursor<Row> cur = conn.cursor()) {
            Row row = cur.execute(sql).fetchOne();
            if (row == null || row.get(0) == null) {
              throw new OperationalException("the server has answered nothing");
            }
            return row.get(0);
          } finally {
            if (ownsTransaction && conn.closed() == 0) {
              conn.rollback();
            }
          }
        });
  }
}
