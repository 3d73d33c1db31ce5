// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.NotSupportedException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.wire.Encodings;

/**
 * The ends of a connection's transactions, and the settings that are made between them. Each method
 * takes the lock; any thread may call it.
 */
public final class TransactionControl {
  private final Dialogue dialogue;
  private final TransactionState transaction;

  public TransactionControl(Dialogue dialogue) {
    this.dialogue = dialogue;
    this.transaction = dialogue.transaction();
  }

  /** Ends the transaction, if there is one. */
  public void commit() {
    dialogue.requireSync("commit");
    dialogue.exclusively(
        () -> {
          requireEndable("commit");
          dialogue.settle();
          PsycopgException unseen = dialogue.unseenFailure();
          end(() -> dialogue.runToItsEnd("COMMIT"));
          if (unseen != null) {
            throw unseen; // nobody knows of it yet, and nothing was committed
          }
        });
  }

  /** Undoes the transaction, if there is one. */
  public void rollback() {
    dialogue.requireSync("rollback");
    dialogue.inAnyCase(
        () -> {
          requireEndable("rollback");
          end(() -> dialogue.undo("ROLLBACK"));
        });
  }

  private void requireEndable(String command) {
    dialogue.requireOpen();
    transaction.requireNoTwoPhase(command);
    transaction.requireOutermost(command);
  }

  private void end(Runnable statement) {
    if (!transaction.isBegun()) {
      return;
    }
    try {
      statement.run();
    } finally {
      // A COMMIT that was canceled leaves a failed transaction to be rolled back.
      if (dialogue.closed() != 0 || dialogue.serverStatus() == 'I') {
        transaction.ended();
      }
    }
  }

  /**
   * Changes the session's settings. With autocommit they become the server's defaults, for there is
   * no BEGIN to say them; without it, the next BEGIN says them.
   */
  public void change(SettingsChange change) {
    dialogue.requireSync("set_session");
    dialogue.exclusively(
        () -> {
          dialogue.requireOpen();
          transaction.requireNone("set_session");
          apply(change);
        });
  }

  private void apply(SettingsChange change) {
    TransactionModes before = transaction.modes();
    TransactionModes after = before.changedBy(change);
    boolean was = transaction.autocommit();
    boolean will = change.autocommit() == null ? was : change.autocommit();
    List<String> statements = will ? after.setting(change) : was ? before.resetting() : List.of();
    statements.forEach(dialogue::run);
    transaction.settings(after, will);
  }

  /**
   * Rolls back and changes the isolation level, or turns autocommit on ({@code
   * set_isolation_level}).
   */
  public void rollBackAndChange(SettingsChange change) {
    dialogue.requireSync("\"isolation_level\"");
    dialogue.exclusively(
        () -> {
          dialogue.requireOpen();
          transaction.requireNotPrepared("\"isolation_level\"");
          transaction.requireNoTwoPhase("set_isolation_level");
          transaction.requireOutermost("set_isolation_level");
          end(() -> dialogue.undo("ROLLBACK"));
          apply(change);
        });
  }

  /**
   * Gives a session back the settings that it was lent with, where its user has changed them. For
   * the lock's holder, outside of transactions.
   */
  static void giveBack(Dialogue dialogue, Terms terms) {
    TransactionState transaction = dialogue.transaction();
    if (dialogue.isAsync()) {
      return; // it has no methods that change them
    }
    boolean was = transaction.autocommit();
    if (was != terms.autocommit() || !transaction.modes().equals(terms.modes())) {
      List<String> statements = new ArrayList<>();
      if (was) {
        statements.addAll(transaction.modes().resetting());
      }
      if (terms.autocommit()) {
        statements.addAll(terms.modes().setting());
      }
      statements.forEach(dialogue::tidy);
    }
    String encoding = terms.dialect().encoding();
    if (!dialogue.dialect().encoding().equals(encoding)) {
      dialogue.tidy("SET client_encoding TO '" + encoding + "'");
    }
  }

  /** Undoes the transaction and gives the session back the state that it began with. */
  public void reset() {
    dialogue.requireSync("reset");
    dialogue.exclusively(
        () -> {
          dialogue.requireOpen();
          transaction.requireOutermost("reset");
          dialogue.settle();
          if (dialogue.serverStatus() != 'I' || transaction.isBegun()) {
            dialogue.undo("ABORT");
          }
          transaction.ended();
          transaction.cursorsLost(); // those WITH HOLD go as well
          dialogue.run("DISCARD ALL");
          transaction.settings(TransactionModes.DEFAULT, false);
          if (!dialogue.parameters().hasIsoDates()) {
            dialogue.run("SET datestyle TO 'ISO'");
          }
        });
  }

  /** Undoes the transaction and sets the client's encoding; does nothing if it is the same. */
  public void clientEncoding(String encoding) {
    dialogue.requireSync("set_client_encoding");
    dialogue.exclusively(
        () -> {
          dialogue.requireOpen();
          transaction.requireNotPrepared("set_client_encoding");
          String before = dialogue.dialect().encoding();
          String wanted = Encodings.clean(encoding);
          if (wanted.equals(before)) {
            return;
          }
          transaction.requireNoTwoPhase("set_client_encoding");
          transaction.requireOutermost("set_client_encoding");
          end(() -> dialogue.undo("ROLLBACK"));
          dialogue.run("SET client_encoding TO '" + wanted + "'");
          requireCharset(before);
        });
  }

  /** Raises an error if Java lacks the new encoding; the session has the old one then. */
  private void requireCharset(String before) {
    String now = dialogue.dialect().encoding();
    try {
      Encodings.charset(now);
    } catch (NotSupportedException e) {
      dialogue.run("SET client_encoding TO '" + before + "'");
      throw new OperationalException("no Java charset for PostgreSQL encoding '" + now + "'", e);
    }
  }

  /** The change that {@code set_isolation_level}'s number stands for: 0 is autocommit. */
  public static SettingsChange legacy(int level, @Nullable String isolation) {
    if (level < 0 || level > 4) {
      throw new ParameterException(
          ParameterException.Kind.VALUE, "isolation level must be between 0 and 4");
    }
    return level == 0
        ? SettingsChange.NONE.withAutocommit(true)
        : SettingsChange.NONE.withAutocommit(false).withIsolation(isolation);
  }
}
