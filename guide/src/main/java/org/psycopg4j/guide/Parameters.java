// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.types.Tuple;

/** Values never go into the text of a statement: a placeholder takes each, whatever is in it. */
final class Parameters {
  private Parameters() {}

  // region person
  /** Someone to look for; its components are the arguments by their names. */
  record Person(String name, int age) {}

  // endregion

  static void run(String dsn) {
    try (Connection conn = Psycopg.connect(dsn);
        Cursor<Row> cur = conn.cursor()) {
      // region placeholders
      cur.execute("SELECT %s, %s, %s", "O'Reilly", 42, null);
      System.out.println(cur.fetchOne());

      cur.execute("SELECT %(name)s, %(age)s, %(name)s", Map.of("name", "Dora", "age", 40));
      System.out.println(cur.fetchOne());

      cur.execute(
          "SELECT id FROM users WHERE name = %(name)s AND age = %(age)s", new Person("Emil", 31));
      System.out.println(cur.fetchOne());
      // endregion

      // region lists
      cur.execute("SELECT name FROM users WHERE id IN %s ORDER BY id", Tuple.of(1, 2));
      System.out.println(cur.fetchAll());

      cur.execute("SELECT name FROM users WHERE id = ANY(%s) ORDER BY id", List.of(2, 3));
      System.out.println(cur.fetchAll());
      // endregion

      // region mogrify
      byte[] sql = cur.mogrify("SELECT %s, %s", "O'Reilly", LocalDate.of(2026, 1, 31));
      System.out.println(new String(sql, StandardCharsets.UTF_8));
      // endregion
    }
  }
}
