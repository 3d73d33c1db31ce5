// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.util.List;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;

/** A new table and its first rows. */
final class Creating {
  private Creating() {}

  static void run(String dsn) {
    try (Connection conn = Psycopg.connect(dsn)) {
      // region create
      try (Cursor<Row> cur = conn.cursor()) {
        cur.execute(
            """
            CREATE TABLE users (
                id SERIAL PRIMARY KEY,
                name VARCHAR(100),
                age INTEGER
            )
            """);
        cur.execute("INSERT INTO users (name, age) VALUES (%s, %s)", "Alice", 25);
        System.out.println(cur.statusMessage()); // INSERT 0 1
      }
      conn.commit();
      // endregion

      // region many
      try (Cursor<Row> cur = conn.cursor()) {
        cur.executeMany(
            "INSERT INTO users (name, age) VALUES (%s, %s)",
            List.of(List.of("Dora", 40), List.of("Emil", 31)));
        System.out.println(cur.rowCount() + " more");
      }
      conn.commit();
      // endregion
    }
  }
}
