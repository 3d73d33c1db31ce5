// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.psycopg4j.internal.engine.QueryExchange;
import org.psycopg4j.internal.session.Dialogue;
import org.psycopg4j.internal.session.TransactionControl;
import org.psycopg4j.internal.session.TransactionState;

/** The two-phase transactions that wait on the server for their end (manual: pg_prepared_xacts). */
final class PreparedTransactions {
  private PreparedTransactions() {}

  /** Asks the server for them. A transaction that has to be begun for that is rolled back. */
  static List<Xid> of(Dialogue dialogue, TransactionControl control) {
    dialogue.requireSync("tpc_recover");
    dialogue.lock().lock();
    try {
      dialogue.requireOpen();
      TransactionState transaction = dialogue.transaction();
      transaction.requireNotPrepared("tpc_recover");
      boolean begun = transaction.isBegun();
      QueryExchange query =
          dialogue.query("SELECT gid, prepared, owner, database FROM pg_prepared_xacts");
      try {
        dialogue.beginAndRun(query);
      } finally {
        if (!begun && dialogue.closed() == 0) {
          control.rollback();
        }
      }
      return xids(Result.ofOurOwn(query, dialogue.dialect().decoding()));
    } finally {
      dialogue.lock().unlock();
    }
  }

  private static List<Xid> xids(Result rows) {
    List<Xid> xids = new ArrayList<>();
    for (Row row; (row = rows.next()) != null; ) {
      Xid xid = Xid.fromString(Objects.requireNonNull(row.getString(0)));
      xids.add(xid.found(row.get(1, OffsetDateTime.class), row.getString(2), row.getString(3)));
    }
    return xids;
  }
}
