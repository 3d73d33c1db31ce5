// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.time.Duration;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.StatementLog;

/** Several statements have several results, functions have rows, and a log sees what is sent. */
final class SeveralResults {
  private SeveralResults() {}

  static void run(String dsn) {
    try (Connection conn = Psycopg.connect(dsn);
        Cursor<Row> cur = conn.cursor()) {
      // region results
      cur.execute("SELECT 1, 2; SELECT 'three'; SELECT generate_series(4, 6)");
      System.out.println("The last: " + cur.fetchAll());
      for (Cursor<Row> result : cur.results()) {
        System.out.println(result.rowCount() + ": " + result.fetchAll());
      }
      // endregion

      // region functions
      System.out.println(cur.callProc("lower", "QUIET").fetchOne());

      cur.execute(
          """
          CREATE PROCEDURE pg_temp.double(INOUT x int)
            LANGUAGE plpgsql AS 'BEGIN x := 2 * x; END'
          """);
      System.out.println(cur.execute("CALL pg_temp.double(%s)", 21).fetchOne());
      // endregion

      // region log
      conn.statementLog(StatementLog.to(System.out));
      cur.execute("SELECT %s", "seen");
      conn.statementLog(StatementLog.to(System.out).slowerThan(Duration.ofSeconds(30)));
      cur.execute("SELECT 'unseen'");
      // endregion
      conn.rollback();
    }
  }
}
