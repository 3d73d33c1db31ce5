// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.util.Map;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;

/** The adapter on one screen. */
final class QuickStart {
  private QuickStart() {}

  static void run(String dsn) {
    // region quickstart
    try (Connection conn = Psycopg.connect(dsn);
        Cursor<Row> cur = conn.cursor()) {
      cur.execute("CREATE TABLE planets (id serial PRIMARY KEY, name text, moons int)");
      cur.execute("INSERT INTO planets (name, moons) VALUES (%s, %s)", "Earth", 1);
      cur.execute(
          "INSERT INTO planets (name, moons) VALUES (%(name)s, %(moons)s)",
          Map.of("name", "Mars", "moons", 2));
      conn.commit();

      for (Row row : cur.execute("SELECT * FROM planets WHERE moons > %s", 0)) {
        System.out.println(row); // (1, 'Earth', 1), then (2, 'Mars', 2)
      }
      Row mars = cur.execute("SELECT name, moons FROM planets WHERE name = %s", "Mars").fetchOne();
      System.out.println(mars.getString("name") + " has " + mars.getInt("moons") + " moons");
    }
    // endregion
  }
}
