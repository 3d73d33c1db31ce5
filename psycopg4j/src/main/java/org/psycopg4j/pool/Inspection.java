// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Connection;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.internal.session.Lender;
import org.psycopg4j.internal.session.LentSession;

/**
 * What the pool itself has asked over a connection between two borrowers, by a connection of its
 * own: nothing that a hook does to that one is found by the next borrower. For one thread.
 */
final class Inspection implements Lender {
  private final LentSession session;
  private volatile boolean closed; // by the hook, which so says that it is no good

  private Inspection(LentSession session) {
    this.session = session;
  }

  /**
   * Asks. A transaction that is left open is rolled back.
   *
   * @return why the connection is of no use any more; null if it is good
   */
  @SuppressWarnings("CatchingUnchecked") // whatever a hook throws, the connection is not used again
  static @Nullable Throwable of(LentSession session, Consumer<Connection> question) {
    Inspection inspection = new Inspection(session);
    Connection conn = (Connection) session.lend(false, inspection);
    Throwable failure = null;
    try {
      question.accept(conn);
      endTransaction(conn);
    } catch (Throwable t) {
      failure = t;
    }
    boolean isBack = !inspection.closed && session.takeBack(conn);
    if (failure == null && !isBack) {
      failure = new InterfaceException("the connection was closed or lost while it was looked at");
    }
    return failure;
  }

  private static void endTransaction(Connection conn) {
    if (conn.closed() == 0 && conn.getTransactionStatus() != TransactionStatus.IDLE) {
      conn.rollback();
    }
  }

  @Override
  public void takeBack(AutoCloseable connection) {
    closed = true;
    session.takeBack(connection);
  }
}
