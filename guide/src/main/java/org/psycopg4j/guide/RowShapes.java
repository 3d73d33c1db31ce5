// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.psycopg4j.Columns;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.DictRow;
import org.psycopg4j.NamedTuple;
import org.psycopg4j.Psycopg;
import org.psycopg4j.RowFactory;

/** What a row is returned as is the cursor's choice. */
final class RowShapes {
  private RowShapes() {}

  // region user
  /** A row of the table of users. */
  public record User(int id, String name, int age) {}

  // endregion

  static void run(String dsn) {
    try (Connection conn = Psycopg.connect(dsn)) {
      // region dict
      try (Cursor<DictRow> cur = conn.cursor(RowFactory.dict())) {
        DictRow row = cur.execute("SELECT * FROM users ORDER BY id").fetchOne();
        System.out.println(row.get("name") + " or " + row.get(1));
      }
      // endregion

      // region shapes
      Cursor<Map<String, Object>> maps = conn.cursor(RowFactory.realDict());
      System.out.println(maps.execute("SELECT name, age FROM users ORDER BY id").fetchOne());

      Cursor<NamedTuple> tuples = conn.cursor(RowFactory.namedTuple());
      System.out.println(tuples.execute("SELECT name, age FROM users ORDER BY id").fetchOne());

      Cursor<String> names = conn.cursor(RowFactory.scalar(String.class));
      System.out.println(names.execute("SELECT name FROM users ORDER BY id").fetchMany(3));
      // endregion

      // region record
      List<User> users =
          conn.cursor().execute("SELECT id, name, age FROM users ORDER BY id").fetchAll(User.class);
      System.out.println(users.get(0));
      // endregion

      // region columns
      Columns columns = conn.cursor().execute("SELECT age FROM users").fetchColumns();
      int[] ages = columns.ints("age");
      System.out.println("Sum of the ages: " + IntStream.of(ages).sum());
      // endregion
    }
  }
}
