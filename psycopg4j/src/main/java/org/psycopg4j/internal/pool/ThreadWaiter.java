// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.pool;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread, platform or virtual, that waits for a connection. For the thread that made it.
 *
 * @param <T> an open connection
 */
public final class ThreadWaiter<T> extends Waiter<T> {
  private final Places<T> places;
  private final Thread thread = Thread.currentThread();
  private @Nullable T connection;
  private @Nullable Refusal refusal;
  private volatile boolean stirred; // it may look
  private volatile boolean answered; // after the two above are written

  /** The current thread as a waiter for a place of these; it has not joined yet. */
  public ThreadWaiter(Places<T> places) {
    this.places = places;
  }

  @Override
  protected void granted(T connection) {
    this.connection = connection;
    answered = true;
    LockSupport.unpark(thread);
  }

  @Override
  protected boolean looks() {
    return true;
  }

  @Override
  protected void roused() {
    stirred = true;
    LockSupport.unpark(thread);
  }

  @Override
  protected void refused(Refusal why) {
    refusal = why;
    answered = true;
    LockSupport.unpark(thread);
  }

  /**
   * Waits for what was joined for. It may then join again.
   *
   * <p>What is granted in the moment the time ends is returned. What is granted in the moment of an
   * interrupt is returned too, with the thread's interrupt flag set: it is the caller's, to be used
   * or put back.
   *
   * @param nanos how long; less than 1: only looks; {@code Long.MAX_VALUE}: for good
   * @return the connection; null if the time has ended: then the thread is out of the queue
   * @throws Refused if the places were closed
   * @throws InterruptedException if the thread was interrupted: then it is out of the queue
   */
  public @Nullable T await(long nanos) throws InterruptedException, Refused {
    long end = System.nanoTime() + Math.max(0, nanos); // may overflow: only the difference counts
    boolean interrupted = false;
    while (!answered) {
      if (stirred) {
        stirred = false;
        T found = places.look(this);
        if (found != null) {
          return found;
        }
        continue; // it may have been answered meanwhile
      }
      long left = end - System.nanoTime();
      interrupted = Thread.interrupted();
      if (!interrupted && left > 0) {
        LockSupport.parkNanos(this, left);
      } else if (!places.leave(this)) {
        interrupted |= awaitAnswer();
      } else if (interrupted) {
        throw new InterruptedException();
      } else {
        return null;
      }
    }
    if (interrupted) {
      thread.interrupt();
    }
    return take();
  }

  /** Waits for the answer that another thread is about to give; says whether it was interrupted. */
  private boolean awaitAnswer() {
    boolean interrupted = false;
    while (!answered) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    return interrupted;
  }

  private @Nullable T take() throws Refused {
    T granted = connection;
    Refusal why = refusal;
    connection = null;
    refusal = null;
    answered = false;
    if (why != null) {
      throw new Refused(why);
    }
    return granted;
  }
}
