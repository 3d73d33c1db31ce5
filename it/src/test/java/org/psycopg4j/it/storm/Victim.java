// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.storm;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that may be interrupted once in each operation: a second time would give the connection
 * up. It knows whether it was, and sees to it that the flag has not got lost.
 */
final class Victim {
  private static final int CALM = 0;
  private static final int EXPOSED = 1;
  private static final int HIT = 2;
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private final AtomicInteger state = new AtomicInteger(CALM);
  private volatile @Nullable Thread thread;

  /** The thread's operation begins. */
  void expose() {
    thread = Thread.currentThread();
    state.set(EXPOSED);
  }

  /** Interrupts the thread, if it is in an operation and was not interrupted in it. */
  boolean interrupt() {
    Thread hit = thread;
    if (hit == null || !state.compareAndSet(EXPOSED, HIT)) {
      return false;
    }
    hit.interrupt();
    return true;
  }

  /** The thread's operation has ended; returns whether it was interrupted in it. */
  boolean calm() {
    if (state.getAndSet(CALM) != HIT) {
      return false;
    }
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!Thread.interrupted()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("the interrupt flag was lost");
      }
      LockSupport.parkNanos(10_000);
    }
    return true;
  }
}
