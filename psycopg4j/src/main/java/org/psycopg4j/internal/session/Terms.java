// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What each user of a session finds it to be like, whatever the users before did: the settings that
 * this side keeps. Immutable.
 *
 * @param autocommit whether each statement is a transaction of its own
 * @param beginsApart whether BEGIN is answered before the first statement is sent
 * @param modes what transactions are to be like
 * @param timeout how long a call may take; null is as long as it takes
 * @param cancelTimeout how long the server has to take a cancel, and to answer it
 * @param dialect how literals are written and results read
 */
public record Terms(
    boolean autocommit,
    boolean beginsApart,
    TransactionModes modes,
    @Nullable Duration timeout,
    Duration cancelTimeout,
    Dialect dialect) {

  /** What a dialogue is like now. For the lock's holder, or its only user. */
  public static Terms of(Dialogue dialogue) {
    return new Terms(
        dialogue.transaction().autocommit(),
        dialogue.transaction().beginsApart(),
        dialogue.transaction().modes(),
        dialogue.limits().timeout(),
        dialogue.limits().cancelTimeout(),
        dialogue.dialect());
  }

  /** Makes a new dialogue so. One that is polled is in autocommit, with the server's modes. */
  void apply(TransactionState transaction, TimeLimits limits) {
    // What is so already isn't written: each write of a volatile field has the processor wait.
    boolean polled = transaction.autocommit();
    if (!polled && (autocommit || !modes.equals(transaction.modes()))) {
      transaction.settings(modes, autocommit);
    }
    if (beginsApart) {
      transaction.beginApart();
    }
    if (timeout != null) {
      limits.timeout(timeout);
    }
    if (!cancelTimeout.equals(limits.cancelTimeout())) {
      limits.cancelTimeout(cancelTimeout);
    }
  }
}
