// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.util.List;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.sql.Composed;
import org.psycopg4j.sql.Identifier;
import org.psycopg4j.sql.Literal;
import org.psycopg4j.sql.Placeholder;
import org.psycopg4j.sql.SQL;

/** What no placeholder can stand for, such as the name of a table, is composed. */
final class ComposingSql {
  private ComposingSql() {}

  static void run(String dsn) {
    try (Connection conn = Psycopg.connect(dsn);
        Cursor<Row> cur = conn.cursor()) {
      // region compose
      List<Identifier> columns = List.of(Identifier.of("name"), Identifier.of("age"));
      Composed query =
          SQL.of("SELECT {} FROM {} WHERE age > %s ORDER BY {}")
              .format(SQL.of(", ").join(columns), Identifier.of("users"), columns.get(1));
      cur.execute(query, 31);
      System.out.println(query.asString(conn));
      System.out.println(cur.fetchAll());
      // endregion

      // region placeholders
      Composed insert =
          SQL.of("INSERT INTO users ({}) VALUES ({})")
              .format(SQL.of(", ").join(columns), SQL.of(", ").join(Placeholder.of().times(2)));
      cur.execute(insert, "Ida", 50);
      System.out.println(cur.statusMessage());
      // endregion

      // region literal
      cur.execute(
          SQL.of("CREATE TEMP TABLE visits (at date DEFAULT now(), place text DEFAULT {})")
              .format(Literal.of("the 'Moon'")));
      cur.execute("INSERT INTO visits DEFAULT VALUES RETURNING place");
      System.out.println(cur.fetchOne());
      // endregion
      conn.rollback();
    }
  }
}
