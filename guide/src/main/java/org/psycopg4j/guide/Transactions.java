// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.errors.PsycopgException;

/** The first statement begins a transaction; commit keeps all of it, rollback nothing. */
final class Transactions {
  private Transactions() {}

  static void run(String dsn) {
    try (Connection conn = Psycopg.connect(dsn);
        Cursor<Row> cur = conn.cursor()) {
      // region commit
      try {
        cur.execute("INSERT INTO users (name, age) VALUES (%s, %s)", "Bob", 30);
        cur.execute("INSERT INTO users (name, age) VALUES (%s, %s)", "Charlie", 35);
        conn.commit();
      } catch (PsycopgException e) {
        conn.rollback();
        System.out.println("Transaction failed: " + e.getMessage());
      }
      // endregion
      System.out.println(cur.execute("SELECT name FROM users ORDER BY name").fetchAll());
      conn.commit();

      // region rollback
      try {
        cur.execute("UPDATE users SET age = 0");
        cur.execute("INSERT INTO guests (name) VALUES (%s)", "Greta");
        conn.commit();
      } catch (PsycopgException e) {
        conn.rollback();
        System.out.println("Transaction failed: " + e.diag().messagePrimary());
      }
      // endregion
      System.out.println(cur.execute("SELECT min(age) FROM users").fetchOne());
    }
  }
}
