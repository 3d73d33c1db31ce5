// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.util.stream.Stream;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.CursorOptions;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.ScrollMode;

/** Results that are too large to have here: they stay on the server and come page by page. */
final class ServerSideCursors {
  private ServerSideCursors() {}

  static void run(String dsn) {
    try (Connection conn = Psycopg.connect(dsn)) {
      // region named
      try (Cursor<Row> cur = conn.cursor("numbers")) { // a name makes it one on the server
        cur.execute("SELECT n, n * n FROM generate_series(1, %s) AS n", 1_000_000);
        System.out.println("First: " + cur.fetchOne());
        long sum = 0;
        for (Row row : cur) { // cur.itersize() rows at a time, the next page under way
          sum += row.getInt(0);
          if (row.getInt(0) == 10_000) {
            break;
          }
        }
        System.out.println("Sum of the others up to 10000: " + sum);
      }
      conn.rollback();
      // endregion

      // region scroll
      try (Cursor<Row> cur = conn.cursor(CursorOptions.name("pages").scrollable(true))) {
        cur.execute("SELECT name FROM users ORDER BY id");
        cur.scroll(2);
        System.out.println("Third: " + cur.fetchOne());
        cur.scroll(-2);
        System.out.println("Second: " + cur.fetchOne() + ", now before row " + cur.rowNumber());
        cur.scroll(0, ScrollMode.ABSOLUTE);
        System.out.println("From the start: " + cur.fetchMany(2));
      }
      conn.rollback();
      // endregion

      // region hold
      try (Cursor<Row> cur = conn.cursor(CursorOptions.name("kept").withHold(true))) {
        cur.execute("SELECT name FROM users ORDER BY id");
        conn.commit(); // the server keeps the result until the cursor is closed
        System.out.println("After the commit: " + cur.fetchOne());
      }
      // endregion

      // region stream
      try (Cursor<Row> cur = conn.cursor();
          Stream<Row> rows = cur.stream("SELECT generate_series(1, %s)", 1_000_000)) {
        System.out.println(
            "Multiples of 99999: "
                + rows.mapToInt(row -> row.getInt(0)).filter(n -> n % 99_999 == 0).limit(3).sum());
      }
      conn.commit();
      // endregion
    }
  }
}
