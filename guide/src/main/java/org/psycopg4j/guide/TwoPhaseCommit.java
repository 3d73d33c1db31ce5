// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.guide;

import java.util.UUID;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Xid;

/** A transaction over two databases: both promise to commit before either does. */
final class TwoPhaseCommit {
  private TwoPhaseCommit() {}

  static void run(String dsn) {
    try (Connection first = Psycopg.connect(dsn)) {
      if (isOff(first)) {
        System.out.println("This server has max_prepared_transactions = 0");
        return;
      }
      first.inTransaction(
          tx ->
              tx.cursor().execute("CREATE TABLE accounts AS SELECT name, 100 AS money FROM users"));
      String transfer = UUID.randomUUID().toString(); // no other transaction has it
      // region prepare
      try (Connection second = Psycopg.connect(dsn)) { // mostly another server
        first.tpcBegin(first.xid(1, transfer, "first"));
        second.tpcBegin(second.xid(1, transfer, "second"));
        first.cursor().execute("UPDATE accounts SET money = money - 10 WHERE name = 'Bob'");
        second.cursor().execute("UPDATE accounts SET money = money + 10 WHERE name = 'Emil'");
        first.tpcPrepare(); // from here on a commit can't fail,
        second.tpcPrepare(); // even if a server restarts in between
        first.tpcCommit();
      } // as if this program had crashed before the second commit
      // endregion

      // region recover
      for (Xid xid : first.tpcRecover()) { // what was prepared and waits for its end
        if (xid.gtrid().equals(transfer)) {
          first.tpcCommit(xid);
          System.out.println("Committed the " + xid.bqual() + " part");
        }
      }
      // endregion
      System.out.println(first.cursor().execute("SELECT sum(money) FROM accounts").fetchOne());
    }
  }

  private static boolean isOff(Connection conn) {
    return conn.callInTransaction(
        tx -> "0".equals(tx.cursor().execute("SHOW max_prepared_transactions").fetchOne().get(0)));
  }
}
