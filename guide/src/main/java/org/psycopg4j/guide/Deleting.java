// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;

/** Rows go. */
final class Deleting {
  private Deleting() {}

  static void run(String dsn) {
    try (Connection conn = Psycopg.connect(dsn)) {
      // region delete
      try (Cursor<Row> cur = conn.cursor()) {
        cur.execute("DELETE FROM users WHERE name = %s", "Alice");
        System.out.println(cur.rowCount() + " deleted");
        System.out.println(cur.execute("SELECT count(*) FROM users").fetchOne());
      }
      conn.commit();
      // endregion
    }
  }
}
