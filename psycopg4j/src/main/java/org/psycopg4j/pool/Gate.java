// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.psycopg4j.errors.OperationalException;

/** Where threads wait for something that seldom changes. For any thread. */
final class Gate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition opened = lock.newCondition();

  /** Tells those who wait that something has changed. */
  void open() {
    lock.lock();
    try {
      opened.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for something to be so.
   *
   * @param end until when, as {@link System#nanoTime} counts
   * @return whether it is so
   */
  boolean await(long end, BooleanSupplier isSo) {
    lock.lock();
    try {
      while (!isSo.getAsBoolean()) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        opened.await(left, TimeUnit.NANOSECONDS);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationalException("interrupted while waiting for a connection pool", e);
    } finally {
      lock.unlock();
    }
  }
}
