// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import org.psycopg4j.Connection;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.internal.session.Dialogues;
import org.psycopg4j.internal.session.Lender;
import org.psycopg4j.internal.session.LentSession;

/**
 * What the pool itself does with a connection, by a hook of the user's for the most part. Who
 * closes the connection in it really closes it.
 */
final class OwnUse implements Lender {
  private static final System.Logger LOGGER = System.getLogger("org.psycopg4j");

  private OwnUse() {}

  /**
   * Does something with a connection that nobody has, and ends the transaction after it.
   *
   * @param failed told of what it throws
   * @return whether it threw nothing, and the session can have another user
   */
  @SuppressWarnings("CatchingUnchecked") // a hook may throw anything: the connection is not used
  static boolean passes(
      LentSession session, Consumer<Connection> work, Consumer<Throwable> failed) {
    Connection conn = (Connection) session.lend(false, new OwnUse());
    boolean good = false;
    try {
      work.accept(conn);
      good = true;
    } catch (Throwable t) {
      LOGGER.log(Level.DEBUG, "a connection of a pool was found to be of no use", t);
      failed.accept(t);
    }
    return session.takeBack(conn) && good;
  }

  /** Ends the transaction that somebody has left open, if the connection is. */
  static void endTransaction(Connection conn) {
    if (conn.closed() == 0 && conn.getTransactionStatus() != TransactionStatus.IDLE) {
      conn.rollback();
    }
  }

  @Override
  public void takeBack(AutoCloseable connection) {
    Dialogues.of(connection).close();
  }
}
