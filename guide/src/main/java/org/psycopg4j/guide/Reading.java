// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.util.List;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;

/** Rows print as tuples do and are read by position or by name. */
final class Reading {
  private Reading() {}

  static void run(String dsn) {
    try (Connection conn = Psycopg.connect(dsn)) {
      // region read
      try (Cursor<Row> cur = conn.cursor()) {
        cur.execute("SELECT * FROM users ORDER BY id");
        List<Row> rows = cur.fetchAll();
        for (Row row : rows) {
          System.out.println(row);
        }
      }
      // endregion

      // region typed
      try (Cursor<Row> cur = conn.cursor()) {
        for (Row row : cur.execute("SELECT name, age FROM users ORDER BY age")) {
          String name = row.getString("name");
          int age = row.getInt("age");
          System.out.printf("%s is %d%n", name, age);
        }
      }
      // endregion
    }
  }
}
