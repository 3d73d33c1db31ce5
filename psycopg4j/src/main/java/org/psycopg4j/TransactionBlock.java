// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.session.TransactionState;

/**
 * psycopg2's {@code with conn:}, which nests: the outermost block is the transaction, each one
 * within it a savepoint.
 */
final class TransactionBlock {
  private final Connection conn;
  private final int depth;

  private TransactionBlock(Connection conn, int depth) {
    this.conn = conn;
    this.depth = depth;
  }

  static <T extends @Nullable Object, X extends Exception> T run(
      Connection conn, TransactionOptions options, TransactionCall<T, X> body) throws X {
    TransactionBlock block = enter(conn, options);
    T result;
    try {
      result = body.call(conn);
    } catch (Throwable t) {
      block.undo(t);
      throw t;
    }
    block.keep();
    return result;
  }

  private static TransactionBlock enter(Connection conn, TransactionOptions options) {
    conn.dialogue().requireSync("commit"); // which it would end with
    conn.lock().lock();
    try {
      conn.requireOpen();
      TransactionState state = conn.transaction();
      state.requireOwn();
      state.requireNoTwoPhase("inTransaction");
      if (!options.areDefaults() && (state.depth() > 0 || state.isBegun())) {
        throw new ProgrammingException(
            "inTransaction with options cannot be used inside a transaction: commit or roll back"
                + " the one that an earlier statement has begun");
      }
      state.enterBlock(options.modes());
      TransactionBlock block = new TransactionBlock(conn, state.depth());
      try {
        if (block.isSavepoint()) {
          conn.beginAndRun("SAVEPOINT " + block.name());
        }
      } catch (Throwable t) {
        state.leaveBlock();
        throw t;
      }
      return block;
    } finally {
      conn.lock().unlock();
    }
  }

  /** The body has returned: commits. If a statement in it had failed, undoes it and says so. */
  private void keep() {
    conn.dialogue().lockInAnyCase();
    try {
      conn.requireOpen();
      conn.dialogue().settle();
      if (conn.getTransactionStatus() == TransactionStatus.INERROR) {
        PsycopgException failed = failure();
        rollBack(failed);
        throw failed;
      }
      if (!isSavepoint() && conn.isTransactionGone()) {
        conn.rollback();
        throw new ProgrammingException(
            "a statement in the transaction block ended its transaction: what came before it may"
                + " be committed, what came after it was not in a transaction");
      }
      if (isSavepoint()) {
        conn.runToItsEnd("RELEASE SAVEPOINT " + name());
      } else {
        conn.commit();
      }
    } finally {
      leave();
      conn.lock().unlock();
    }
  }

  /** Why nothing can be committed: what nobody knows of yet, or else that nobody has told of it. */
  private PsycopgException failure() {
    PsycopgException unseen = conn.dialogue().unseenFailure();
    return unseen != null
        ? unseen
        : new ProgrammingException(
            "the transaction block was rolled back, not committed: a statement in it had failed,"
                + " and its error was not passed on");
  }

  /** The body has thrown: rolls back. What goes wrong here is added to what was thrown. */
  private void undo(Throwable thrown) {
    conn.dialogue().lockInAnyCase();
    try {
      rollBack(thrown);
    } finally {
      leave();
      conn.lock().unlock();
    }
  }

  private void rollBack(Throwable reason) {
    if (conn.closed() != 0) {
      return; // then the server rolls back, and the reason is why
    }
    try {
      if (isSavepoint()) {
        conn.transaction().cursorsLost();
        conn.dialogue().undo("ROLLBACK TO SAVEPOINT " + name() + "; RELEASE SAVEPOINT " + name());
      } else {
        conn.rollback();
      }
    } catch (RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  private void leave() {
    conn.transaction().leaveBlock();
  }

  private boolean isSavepoint() {
    return depth > 1;
  }

  private String name() {
    return "psycopg4j_" + (depth - 1);
  }
}
