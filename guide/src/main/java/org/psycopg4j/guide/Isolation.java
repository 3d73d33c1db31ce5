// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.IsolationLevel;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.SessionOptions;
import org.psycopg4j.TransactionOptions;
import org.psycopg4j.errors.ReadOnlySqlTransaction;

/** How much a transaction sees of others, and what it may do: for all that follow, or for one. */
final class Isolation {
  private Isolation() {}

  static void run(String dsn) {
    try (Connection conn = Psycopg.connect(dsn);
        Cursor<Row> cur = conn.cursor()) {
      // region level
      conn.isolationLevel(IsolationLevel.REPEATABLE_READ);
      System.out.println(cur.execute("SHOW transaction_isolation").fetchOne());
      conn.commit();
      conn.isolationLevel(null); // the server's default
      // endregion

      // region session
      conn.setSession(SessionOptions.unchanged().readonly(true).autocommit(true));
      try {
        cur.execute("DELETE FROM users");
      } catch (ReadOnlySqlTransaction e) {
        System.out.println("Refused: " + e.diag().messagePrimary());
      }
      conn.reset(); // as the session was at first
      // endregion

      // region block
      TransactionOptions report =
          TransactionOptions.defaults().isolationLevel(IsolationLevel.SERIALIZABLE).readonly(true);
      conn.inTransaction(
          report,
          tx -> {
            var count = tx.cursor().execute("SELECT count(*) FROM users").fetchOne();
            var names = tx.cursor().execute("SELECT name FROM users ORDER BY name").fetchAll();
            System.out.println(count.getLong(0) == names.size()); // one moment of the table
          });
      // endregion
    }
  }
}
