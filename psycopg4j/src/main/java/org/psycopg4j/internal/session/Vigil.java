// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.net.InputWatch;

/**
 * The threads that wait for what the server sends unasked. One of them watches the socket, the
 * others wait for it; none holds the connection's lock, so statements go on meanwhile, and what
 * comes with their answers ends the waits as well.
 *
 * <p>Any thread may call its methods, but {@link #note}.
 */
public final class Vigil {
  /* This lock is taken for a few instructions, never while waiting for the connection's. */
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final AtomicInteger waiting = new AtomicInteger();
  private boolean watched; // by one of them
  private @Nullable InputWatch watch; // where that one is
  private volatile boolean news;

  /** Takes note that something has come. For the holder of the connection's lock. */
  public void note() {
    news = true;
  }

  /** Tells who waits if something has come. For whoever has let go of the connection's lock. */
  public void tell() {
    if (!news) {
      return;
    }
    news = false;
    if (waiting.get() > 0) { // who begins to wait after this looks first
      lock.lock();
      try {
        changed.signalAll();
        if (watch != null) {
          watch.wakeUp();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Waits for something that may come.
   *
   * @param arrived takes it from where it is put when it comes, or says null
   * @param nanos how long; with 0 or less it takes what has come
   * @return null if the time has passed without
   * @throws OperationalException if the thread was interrupted; its flag stays set
   * @throws org.psycopg4j.errors.PsycopgException if the connection is closed, or lost meanwhile
   */
  public <T> @Nullable T await(Dialogue dialogue, Supplier<@Nullable T> arrived, long nanos) {
    long end = System.nanoTime() + nanos;
    dialogue.requireOpen();
    waiting.incrementAndGet();
    try {
      lock.lockInterruptibly();
      try {
        T found = arrived.get();
        while (found == null && watched) {
          long left = end - System.nanoTime();
          if (left <= 0) {
            return null;
          }
          changed.awaitNanos(left);
          found = arrived.get();
        }
        if (found != null) {
          handOverIfNobodyWatches();
          return found;
        }
        watched = true;
      } finally {
        lock.unlock();
      }
      return watch(dialogue, arrived, end);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationalException("interrupted while waiting for notifications", e);
    } catch (IOException e) {
      throw new OperationalException("could not wait for the server: " + e.getMessage(), e);
    } finally {
      waiting.decrementAndGet();
    }
  }

  private <T> @Nullable T watch(Dialogue dialogue, Supplier<@Nullable T> arrived, long end)
      throws IOException, InterruptedException {
    try {
      while (true) {
        InputWatch here = dialogue.polling().takeUnasked(Math.max(0, end - System.nanoTime()));
        watchFrom(here);
        T found = arrived.get(); // after that: what comes from now on wakes this thread up
        long left = end - System.nanoTime();
        if (found != null || here == null || left <= 0) {
          return found;
        }
        here.await(left);
      }
    } finally {
      endWatch();
    }
  }

  private void watchFrom(@Nullable InputWatch here) {
    lock.lock();
    try {
      watch = here;
    } finally {
      lock.unlock();
    }
  }

  private void endWatch() {
    lock.lock();
    try {
      watched = false;
      watch = null;
      handOverIfNobodyWatches();
    } finally {
      lock.unlock();
    }
  }

  /* Who was told to watch and finds what it wanted instead tells the next. */
  private void handOverIfNobodyWatches() {
    if (!watched) {
      changed.signal();
    }
  }
}
