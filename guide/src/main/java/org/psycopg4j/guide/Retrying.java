// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import org.psycopg4j.Connection;
import org.psycopg4j.IsolationLevel;
import org.psycopg4j.Psycopg;
import org.psycopg4j.TransactionOptions;

/** A transaction that another one was in the way of, tried again. */
final class Retrying {
  private Retrying() {}

  static void run(String dsn) {
    try (Connection conn = Psycopg.connect(dsn);
        Connection other = Psycopg.connect(dsn)) {
      int[] tries = {0};
      // region retries
      int age =
          conn.callInTransaction(
              TransactionOptions.defaults()
                  .isolationLevel(IsolationLevel.REPEATABLE_READ)
                  .retries(3), // the body runs again after a serialization failure or a deadlock
              tx -> {
                var bob =
                    tx.cursor().execute("SELECT age FROM users WHERE name = 'Bob'").fetchOne();
                if (tries[0]++ == 0) { // meanwhile, somewhere else
                  other.cursor().execute("UPDATE users SET age = age + 10 WHERE name = 'Bob'");
                  other.commit();
                }
                int older = bob.getInt(0) + 1;
                tx.cursor().execute("UPDATE users SET age = %s WHERE name = 'Bob'", older);
                return older;
              });
      // endregion
      System.out.println("Bob is " + age + " after " + tries[0] + " tries");
    }
  }
}
