// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.QueryCanceled;
import org.psycopg4j.internal.net.Deadline;
import org.psycopg4j.internal.net.Patience;

/**
 * The lock of a connection, held for one exchange with the server. Once a thread has let go of it,
 * what has come for the user's code is delivered on that thread: never under the lock.
 *
 * <p>A request that goes on while user's code runs holds no lock but a {@link Turn}: then whoever
 * asks for the lock waits for the turn's end, and on the turn's own thread that is an error, for it
 * would wait for itself.
 */
final class SessionLock extends ReentrantLock {
  private static final long serialVersionUID = 1L;
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1); // after a turn's threads

  private final transient Runnable delivery;
  private final transient TimeLimits limits;
  private transient @Nullable Condition turnEnded; // made for the first who waits; the holder's
  private transient volatile @Nullable Turn turn;
  private transient Deadline deadline = Deadline.NEVER;
  private transient volatile boolean refused; // to the last one who had something to send

  SessionLock(Runnable delivery, TimeLimits limits) {
    this.delivery = delivery;
    this.limits = limits;
  }

  /**
   * Takes the lock when nobody has it and nobody's turn it is.
   *
   * @throws QueryCanceled if the call's time is over before that, or the thread that has to wait is
   *     interrupted
   */
  @Override
  public void lock() {
    if (isHeldByCurrentThread()) {
      super.lock();
      return;
    }
    Deadline until = limits.deadline();
    try {
      acquire(until);
    } catch (InterruptedException e) {
      refused = true;
      Thread.currentThread().interrupt();
      throw Patience.interruptedUnsent();
    } catch (QueryCanceled e) {
      refused = true;
      throw e;
    }
    deadline = until;
  }

  /** Takes note of whether the last one who had something to send could not even send it. */
  void refused(boolean unsent) {
    if (refused != unsent) {
      refused = unsent;
    }
  }

  /** Whether the last one who had something to send could not even send it. For any thread. */
  boolean isRefused() {
    return refused;
  }

  /** The same for what has to be done in any case: waits for as long as it takes. */
  void lockInAnyCase() {
    super.lock();
    if (getHoldCount() > 1) {
      return;
    }
    boolean keeps = false;
    boolean interrupted = false;
    try {
      while (turn != null) {
        requireAnothers();
        try {
          awaitTurn(Long.MAX_VALUE);
        } catch (InterruptedException e) {
          interrupted = true; // for later
        }
      }
      keeps = true;
    } finally {
      if (!keeps) {
        super.unlock();
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    deadline = limits.deadline();
  }

  /** Takes the lock if that needs no waiting. */
  boolean lockIfFree() {
    if (turn != null || !super.tryLock()) {
      return false;
    }
    if (turn != null) {
      super.unlock();
      return false;
    }
    deadline = limits.deadline();
    return true;
  }

  private void acquire(Deadline until) throws InterruptedException {
    if (!super.tryLock()) {
      if (until.isNever()) {
        super.lockInterruptibly();
      } else if (!super.tryLock(until.nanosLeft(), TimeUnit.NANOSECONDS)) {
        throw Patience.unsent(until);
      }
    }
    boolean keeps = false;
    try {
      while (turn != null) {
        requireAnothers();
        if (until.hasPassed()) {
          throw Patience.unsent(until);
        }
        awaitTurn(until.nanosLeft());
      }
      keeps = true;
    } finally {
      if (!keeps) {
        super.unlock();
      }
    }
  }

  /** Waits for the turn's end, or for a while: its threads may end without ending it. */
  @SuppressWarnings("WaitNotInLoop") // its callers have the loop
  private void awaitTurn(long nanos) throws InterruptedException {
    Turn others = turn;
    if (others != null && others.isLeft()) {
      others.giveUp();
    } else {
      if (turnEnded == null) {
        turnEnded = newCondition();
      }
      turnEnded.awaitNanos(Math.min(nanos, LOOK_NANOS));
    }
  }

  private void requireAnothers() {
    Turn others = turn;
    if (others == null || others.isAnothers()) {
      return;
    }
    throw new ProgrammingException(
        others.isNobodys()
            ? "a single async query can be executed on the same connection"
            : "the connection is busy: " + others.command() + " is under way on it");
  }

  /** Until when the holder's call may take. */
  Deadline deadline() {
    return deadline;
  }

  /**
   * Takes the lock when nobody has it and nobody's turn it is, unless that takes longer than so
   * many nanoseconds.
   *
   * @return whether it was taken
   * @throws ProgrammingException if it is the current thread's turn, or one that is polled for
   */
  boolean lockWithin(long nanos) throws InterruptedException {
    long end = System.nanoTime() + nanos;
    if (!tryLock(nanos, TimeUnit.NANOSECONDS)) {
      return false;
    }
    boolean taken = false;
    try {
      while (turn != null) {
        requireAnothers();
        long left = end - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        awaitTurn(left);
      }
      taken = true;
      return true;
    } finally {
      if (!taken) {
        super.unlock();
      }
    }
  }

  /** Takes the lock whosever turn it is. */
  void lockInTurn() {
    super.lock();
    if (getHoldCount() == 1) {
      deadline = limits.deadline();
    }
  }

  @Override
  public void unlock() {
    super.unlock();
    if (turn == null && !isHeldByCurrentThread()) {
      delivery.run();
    }
  }

  /** Does something with the lock let go of, however often the thread has taken it. */
  void without(Runnable work) {
    int holds = getHoldCount();
    for (int i = 0; i < holds; i++) {
      super.unlock();
    }
    try {
      work.run();
    } finally {
      for (int i = 0; i < holds; i++) {
        super.lock();
      }
    }
  }

  /** The turn that is going on, or null. For any thread. */
  @Nullable Turn turn() {
    return turn;
  }

  /** Gives the connection to a request that lasts. For the lock's holder. */
  void begin(Turn of) {
    turn = of;
  }

  /** Takes note that the turn has ended: others go on. For the lock's holder. */
  void end() {
    turn = null;
    if (turnEnded != null) {
      turnEnded.signalAll();
    }
  }
}
