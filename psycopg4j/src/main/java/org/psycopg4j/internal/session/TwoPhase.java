// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.engine.QueryExchange;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.internal.types.literal.StringLiteral;

/**
 * Two-phase commit (manual: "PREPARE TRANSACTION"): a transaction is begun under an identifier,
 * prepared, and then committed or rolled back, by this connection or by another. Each method takes
 * the lock; any thread may call it.
 */
public final class TwoPhase {
  private final Dialogue dialogue;
  private final TransactionState transaction;

  public TwoPhase(Dialogue dialogue) {
    this.dialogue = dialogue;
    this.transaction = dialogue.transaction();
  }

  /** Begins a transaction that has this identifier. */
  public void begin(String id) {
    dialogue.requireSync("tpc_begin");
    dialogue.exclusively(
        () -> {
          dialogue.requireOpen();
          transaction.requireNone("tpc_begin");
          if (transaction.autocommit()) {
            throw new ProgrammingException("tpc_begin can't be called in autocommit mode");
          }
          dialogue.run(transaction.begin());
          transaction.begun(id);
        });
  }

  /** Prepares the transaction: from now on it can be committed after a crash as well. */
  public void prepare() {
    dialogue.requireSync("tpc_prepare");
    dialogue.exclusively(
        () -> {
          dialogue.requireOpen();
          transaction.requireNotPrepared("tpc_prepare");
          String id = transaction.twoPhaseId();
          if (id == null) {
            throw new ProgrammingException("prepare must be called inside a two-phase transaction");
          }
          requireThere();
          QueryExchange prepare = statement("PREPARE TRANSACTION ", id);
          dialogue.runToItsEnd(prepare);
          if ("ROLLBACK".equals(prepare.commandTag())) {
            throw new ProgrammingException(
                "the two-phase transaction was rolled back, not prepared: a statement in it had"
                    + " failed");
          }
          transaction.prepared();
        });
  }

  /** Commits or rolls back the transaction of this connection, prepared or not. */
  public void finish(String verb) {
    dialogue.requireSync(command(verb));
    dialogue.exclusively(
        () -> {
          dialogue.requireOpen();
          String id = transaction.twoPhaseId();
          if (id == null) {
            throw new ProgrammingException(
                "tpc_commit/tpc_rollback with no parameter must be called in a two-phase"
                    + " transaction");
          }
          if (transaction.phase() == TransactionState.Phase.PREPARED) {
            dialogue.runToItsEnd(statement(verb + " PREPARED ", id));
            transaction.ended();
          } else {
            finishInOnePhase(verb);
          }
        });
  }

  private static String command(String verb) {
    return verb.equals("COMMIT") ? "tpc_commit" : "tpc_rollback";
  }

  private void finishInOnePhase(String verb) {
    dialogue.settle();
    boolean commits = verb.equals("COMMIT");
    boolean gone = dialogue.isTransactionGone();
    if (gone && commits) {
      transaction.ended();
      requireThere(gone);
    }
    PsycopgException unseen = commits ? dialogue.unseenFailure() : null;
    try {
      if (commits) {
        dialogue.runToItsEnd(verb);
      } else {
        dialogue.undo(verb);
      }
    } finally {
      if (dialogue.closed() != 0 || dialogue.serverStatus() == 'I') {
        transaction.ended();
      }
    }
    if (unseen != null) {
      throw unseen; // nobody knows of it yet, and nothing was committed
    }
  }

  /* A PREPARE that failed has rolled the transaction back (manual: "PREPARE TRANSACTION"), and a
  statement of the user's may have ended it. psycopg2 would then commit nothing, in silence. */
  private void requireThere() {
    requireThere(dialogue.isTransactionGone());
  }

  private static void requireThere(boolean gone) {
    if (gone) {
      throw new ProgrammingException(
          "the two-phase transaction is gone: it could not be prepared, or a statement ended it");
    }
  }

  /** Commits or rolls back a transaction that was prepared by whatever connection. */
  public void finish(String verb, String id) {
    dialogue.requireSync(command(verb));
    dialogue.exclusively(
        () -> {
          dialogue.requireOpen();
          transaction.requireOwn();
          if (transaction.phase() != TransactionState.Phase.READY || transaction.depth() > 0) {
            throw new ProgrammingException(
                "tpc_commit/tpc_rollback with a xid must be called outside a transaction");
          }
          dialogue.runToItsEnd(statement(verb + " PREPARED ", id));
        });
  }

  private QueryExchange statement(String command, String id) {
    Quoting quoting = dialogue.dialect().quoting();
    SqlBuffer sql = new SqlBuffer(quoting.charset());
    sql.ascii(command);
    StringLiteral.write(id, sql, quoting);
    return new QueryExchange(sql.toByteArray(), dialogue.parameters());
  }
}
