// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.util.Map;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;

/** Rows change; what a statement returns can be fetched. */
final class Updating {
  private Updating() {}

  static void run(String dsn) {
    try (Connection conn = Psycopg.connect(dsn)) {
      // region update
      try (Cursor<Row> cur = conn.cursor()) {
        cur.execute(
            "UPDATE users SET age = %(age)s WHERE name = %(name)s",
            Map.of("age", 26, "name", "Alice"));
        System.out.println(cur.rowCount() + " updated");
      }
      conn.commit();
      // endregion

      // region returning
      try (Cursor<Row> cur = conn.cursor()) {
        cur.execute("UPDATE users SET age = age + 1 WHERE name = %s RETURNING age", "Dora");
        System.out.println("Dora would be " + cur.fetchOne().getInt("age"));
      }
      conn.rollback(); // but her birthday is tomorrow
      // endregion
    }
  }
}
