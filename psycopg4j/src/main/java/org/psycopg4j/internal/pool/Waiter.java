// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.pool;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who waits for a connection in the queue of {@link Places}. Each time it has joined it is
 * granted one, or refused, exactly once and never both, unless it has left before.
 *
 * <p>A waiter is in one queue at a time. When it has been served it may join again.
 *
 * @param <T> an open connection
 */
public abstract class Waiter<T> {
  /* The links of the queue are in the waiter: whoever leaves is out in one step, however many wait.
   * They are the lock's, which belongs to the places. */
  @Nullable Waiter<T> before;
  @Nullable Waiter<T> after;
  @Nullable Places<T> queuedAt; // in whose queue it is
  boolean roused; // and has not looked since; the lock's, too
  long ticket; // the lower, the earlier it has asked; 0: before all who have one

  /** A waiter that is in no queue. */
  protected Waiter() {}

  /**
   * Here is one: it is this waiter's until it is put back, or gone. Called without a lock, by the
   * thread that had it before; must neither block nor throw.
   */
  protected abstract void granted(T connection);

  /**
   * Whether it looks for itself when it is {@link #roused}: then a thread that is running may be
   * quicker. Always the same.
   */
  protected boolean looks() {
    return false;
  }

  /**
   * One is idle: it may {@link Places#look} for it. Called without a lock, by the thread that had
   * it before; must neither block nor throw.
   */
  protected void roused() {}

  /**
   * There will be none. Called without a lock, by the thread that closes the places or joins; must
   * neither block nor throw.
   */
  protected abstract void refused(Refusal why);
}
