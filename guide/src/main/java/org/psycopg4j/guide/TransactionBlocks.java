// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.errors.CheckViolation;

/** A transaction as a block: committed at its end, rolled back by what it throws. */
final class TransactionBlocks {
  private TransactionBlocks() {}

  static void run(String dsn) {
    try (Connection conn = Psycopg.connect(dsn)) {
      // region block
      conn.inTransaction(
          tx -> {
            tx.cursor().execute("ALTER TABLE users ADD CHECK (age >= 0)");
            tx.cursor().execute("UPDATE users SET age = age + 1 WHERE name = %s", "Bob");
          });
      System.out.println(conn.getTransactionStatus()); // IDLE: it is committed
      // endregion

      // region nested
      conn.inTransaction(
          tx -> {
            tx.cursor().execute("INSERT INTO users (name, age) VALUES (%s, %s)", "Hugo", 19);
            try {
              tx.inTransaction( // a block in a block is a savepoint
                  inner -> inner.cursor().execute("UPDATE users SET age = %s", -1));
            } catch (CheckViolation e) {
              System.out.println("Undone: " + e.diag().messagePrimary());
            }
          });
      // endregion

      // region result
      long count =
          conn.callInTransaction(
              tx -> tx.cursor().execute("SELECT count(*) FROM users").fetchOne().getLong(0));
      System.out.println(count + " users, Hugo among them");
      // endregion
    }
  }
}
