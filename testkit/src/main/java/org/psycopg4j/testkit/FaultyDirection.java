// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.io.EOFException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What goes one way through a {@link FaultProxy}, over all of its connections: counted, and at some
 * byte broken. Any thread may call its methods.
 */
public final class FaultyDirection {
  private enum Fault {
    CUT,
    RESET,
    FREEZE
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long bytes;
  private long writes;
  private long passed;
  private long limit;
  private @Nullable Fault fault;
  private boolean frozen;
  private boolean closed;
  private int delayMillis;

  FaultyDirection() {}

  /** How many bytes the proxy has read, passed on or not. */
  public long bytes() {
    return read(() -> bytes);
  }

  /** In how many pieces it has read them: the sender's writes, unless TCP joined some. */
  public long writes() {
    return read(() -> writes);
  }

  /** Ends the connection in order after this many more bytes, before the next one. */
  public void cutAfter(long moreBytes) {
    breakAfter(moreBytes, Fault.CUT);
  }

  /** Resets the connection on both sides after this many more bytes, before the next one. */
  public void resetAfter(long moreBytes) {
    breakAfter(moreBytes, Fault.RESET);
  }

  /** Freezes after this many more bytes. */
  public void freezeAfter(long moreBytes) {
    breakAfter(moreBytes, Fault.FREEZE);
  }

  /** Passes nothing on any longer, and keeps the connections open. */
  public void freeze() {
    change(() -> frozen = true);
  }

  /** Passes on again what was kept back. */
  public void thaw() {
    change(() -> frozen = false);
  }

  /** Keeps every piece back for so long. */
  public void delayMillis(int millis) {
    change(() -> delayMillis = millis);
  }

  /** Notes what was read. */
  void count(int length) {
    change(
        () -> {
          writes++;
          bytes += length;
        });
  }

  /**
   * Says how many of so many bytes may be passed on, at least one; waits while frozen, and breaks
   * the connection when its time has come.
   */
  int pass(int wanted, ProxiedConnection connection) throws EOFException, InterruptedException {
    lock.lock();
    try {
      delay();
      while (true) {
        if (closed) {
          throw new EOFException("the proxy is closed");
        } else if (frozen) {
          changed.await();
        } else if (fault != null && passed >= limit) {
          apply(fault, connection);
        } else {
          int length = fault == null ? wanted : (int) Math.min(wanted, limit - passed);
          passed += length;
          return length;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  void close() {
    change(() -> closed = true);
  }

  private void apply(Fault due, ProxiedConnection connection) throws EOFException {
    fault = null;
    switch (due) {
      case FREEZE -> frozen = true;
      case CUT -> {
        connection.cut();
        throw new EOFException("cut as planned");
      }
      case RESET -> {
        connection.reset();
        throw new EOFException("reset as planned");
      }
    }
  }

  private void delay() throws InterruptedException {
    long left = TimeUnit.MILLISECONDS.toNanos(delayMillis);
    while (left > 0 && !closed) {
      left = changed.awaitNanos(left);
    }
  }

  private void breakAfter(long moreBytes, Fault what) {
    change(
        () -> {
          limit = passed + moreBytes;
          fault = what;
        });
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private long read(LongSupplier count) {
    lock.lock();
    try {
      return count.getAsLong();
    } finally {
      lock.unlock();
    }
  }
}
