// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.Locale;
import org.psycopg4j.internal.session.Dialogue;
import org.psycopg4j.internal.session.TransactionState;
import org.psycopg4j.internal.session.Turn;

/**
 * Where a pipeline stands between BEGIN and COMMIT once the server has come to its end, of which
 * the connection learns when the answers are here. Belongs to the pipeline's thread.
 */
final class PipelineTransaction {
  private final Dialogue dialogue;
  private final Turn turn;
  private boolean open;
  private boolean ended; // one has, at least

  PipelineTransaction(Dialogue dialogue, Turn turn) {
    this.dialogue = dialogue;
    this.turn = turn;
    this.open = turn.step(() -> dialogue.transaction().isBegun());
  }

  /** Whether BEGIN goes before the next statement. */
  boolean beginsNext() {
    return !open
        && turn.step(() -> ended ? wantsTransactions() : dialogue.transaction().needsBegin());
  }

  private boolean wantsTransactions() {
    TransactionState state = dialogue.transaction();
    return !state.autocommit() || state.depth() > 0;
  }

  void queued(boolean begins) {
    if (begins) {
      open = true;
    }
  }

  boolean isOpen() {
    return open;
  }

  /** Raises an error if this transaction is not a pipeline's to end. */
  void requireEndable(String command) {
    turn.step(
        () -> {
          dialogue.transaction().requireEndable(command.toLowerCase(Locale.ROOT));
          return this;
        });
  }

  void ends() {
    open = false;
    ended = true;
  }

  /** Takes note that all answers are here. */
  void confirm() {
    boolean isThere = dialogue.closed() == 0 && dialogue.serverStatus() != 'I';
    open = isThere && open;
  }

  /** Has the connection know what the server has made of all that. */
  void settle() {
    turn.step(
        () -> {
          TransactionState state = dialogue.transaction();
          if (ended && state.isBegun()) {
            state.ended();
          }
          if (open && !state.isBegun()) {
            state.begun();
          }
          return this;
        });
  }
}
