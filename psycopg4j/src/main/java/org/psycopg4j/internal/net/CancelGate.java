// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps requests from being sent while a cancel is on its way, which would hit them instead of the
 * one that it is meant for. Its lock is held for moments only: who cancels waits for nobody.
 *
 * <p>If nobody knows what has become of a cancel, the gate stays closed: it might come at any time.
 */
final class CancelGate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition opened = lock.newCondition();
  private volatile int underWay;
  private volatile boolean stuck;
  private volatile boolean deaf; // to cancels, as long as a rollback is being answered
  private volatile boolean wanted; // by another thread than the one that waits for the answer
  private volatile @Nullable Object user; // of the session, whose requests may be canceled

  /** Takes note of whose requests come from now on: no other's cancel may hit them. */
  void usedBy(@Nullable Object newUser) {
    user = newUser; // before pass() looks at underWay: see close()
  }

  /** Whose requests they are. */
  @Nullable Object user() {
    return user;
  }

  /**
   * Takes note that a cancel is about to be sent.
   *
   * @param by whose request it is to cancel
   * @return whether it may be: nobody cancels a rollback, or another user's request
   */
  @SuppressWarnings({"NonAtomicVolatileUpdate", "ReferenceEquality"}) // the holder alone writes
  boolean close(@Nullable Object by) {
    lock.lock();
    try {
      // First closed, then looked at whose request it is: a user who comes in between either is
      // seen
      // here, or finds the gate closed.
      underWay++;
      if (deaf || user != by) {
        underWay--;
        opened.signalAll();
        return false;
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes note that a cancel is not on its way any more.
   *
   * @param known whether it was taken by the server, or not sent at all
   */
  @SuppressWarnings("NonAtomicVolatileUpdate") // the lock's holder alone writes
  void open(boolean known) {
    lock.lock();
    try {
      underWay--;
      stuck |= !known;
      opened.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes note of whether the request that is being answered is to be canceled. */
  void want(boolean cancel) {
    wanted = cancel;
  }

  /** Whether another thread wants the request to be canceled. */
  boolean isWanted() {
    return wanted;
  }

  /** Whether a request may be sent now, or nobody knows when. */
  boolean isOpen() {
    return underWay == 0 && !stuck;
  }

  /**
   * Waits until a request may be sent, and forgets what was wanted of the one before it.
   *
   * @return whether one may be sent at all
   */
  boolean pass(Patience patience) {
    if (underWay > 0 || wanted || deaf || patience.isDeaf()) {
      lock.lock();
      try {
        awaitNone(patience);
        wanted = false;
        deaf = patience.isDeaf();
      } finally {
        lock.unlock();
      }
    }
    return !stuck;
  }

  private void awaitNone(Patience patience) {
    try {
      while (underWay > 0) {
        if (patience.isCancelable()) {
          patience.requireTime();
          opened.awaitNanos(patience.nanosLeft());
        } else {
          opened.awaitUninterruptibly();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Patience.interruptedUnsent();
    }
  }
}
