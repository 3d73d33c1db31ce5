// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;

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

  private final transient Runnable delivery;
  private final transient Condition turnEnded = newCondition();
  private transient volatile @Nullable Turn turn;

  SessionLock(Runnable delivery) {
    this.delivery = delivery;
  }

  /** Takes the lock when nobody has it and nobody's turn it is. */
  @Override
  public void lock() {
    super.lock();
    if (turn != null && getHoldCount() == 1) {
      awaitEndOfTurn();
    }
  }

  private void awaitEndOfTurn() {
    for (Turn others; (others = turn) != null; ) {
      if (others.isMine()) {
        super.unlock();
        throw new ProgrammingException(
            "the connection is busy: " + others.command() + " is under way on it");
      }
      if (others.isNobodys()) {
        super.unlock();
        throw new ProgrammingException(
            "a single async query can be executed on the same connection");
      }
      turnEnded.awaitUninterruptibly();
    }
  }

  /** Takes the lock whosever turn it is. */
  void lockInTurn() {
    super.lock();
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
    turnEnded.signalAll();
  }
}
