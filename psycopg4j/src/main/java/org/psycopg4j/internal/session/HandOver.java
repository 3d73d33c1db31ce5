// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.net.Session;

/**
 * The end of one user's dialogue, after which another one can begin over the same session: its
 * transaction is undone, and what it has set on this side, or by this side's methods, is as it was.
 */
final class HandOver {
  private static final System.Logger LOGGER = System.getLogger("org.psycopg4j");

  private HandOver() {}

  /**
   * Ends a dialogue; waits for a statement that another thread executes. Undoing the transaction
   * may take as long as a cancel may. For any thread.
   *
   * @param terms what the session is to be like
   * @return the session; null if it is of no use any more, and closed: it was closed or broken
   *     before, or could not be brought in order, or is in the middle of a request
   */
  static @Nullable Session of(Dialogue dialogue, Terms terms) {
    try {
      dialogue.lockInAnyCase();
    } catch (ProgrammingException e) {
      dialogue.close(); // a request of this thread's, or one that is polled for, is under way
      return null;
    }
    try {
      return dialogue.closed() == 0 ? inOrder(dialogue, terms) : null;
    } catch (PsycopgException e) {
      LOGGER.log(Level.DEBUG, "a connection could not be made ready for its next user", e);
      dialogue.close();
      return null;
    } finally {
      dialogue.lock().unlock();
    }
  }

  private static @Nullable Session inOrder(Dialogue dialogue, Terms terms) {
    dialogue.settle();
    if (dialogue.serverStatus() != 'I') {
      dialogue.tidy("ROLLBACK");
    }
    TransactionControl.giveBack(dialogue, terms);
    if (dialogue.closed() != 0 || dialogue.serverStatus() != 'I') {
      dialogue.close();
      return null;
    }
    return dialogue.passOn();
  }
}
