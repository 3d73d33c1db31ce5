// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.util.List;
import org.psycopg4j.Column;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;

/** A cursor has the result of its last statement and a position in it. */
final class Cursors {
  private Cursors() {}

  static void run(String dsn) {
    try (Connection conn = Psycopg.connect(dsn)) {
      // region fetch
      try (Cursor<Row> cur = conn.cursor()) {
        cur.execute("SELECT * FROM users ORDER BY id");

        Row row = cur.fetchOne(); // null after the last
        System.out.println("One: " + row);

        List<Row> two = cur.fetchMany(2);
        System.out.println("Two: " + two);

        List<Row> others = cur.fetchAll();
        System.out.println("The others: " + others);
      }
      // endregion

      // region iterate
      try (Cursor<Row> cur = conn.cursor()) {
        cur.execute("SELECT name, age FROM users ORDER BY name");
        for (Row row : cur) {
          System.out.println(cur.rowNumber() + " of " + cur.rowCount() + ": " + row);
        }
        for (Column column : cur.description()) {
          System.out.println(column.name() + " has type " + column.typeCode());
        }
      }
      // endregion
    }
  }
}
