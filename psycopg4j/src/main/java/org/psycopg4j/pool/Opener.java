// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.pool.Supply;
import org.psycopg4j.internal.session.Backoff;

/**
 * Opens what the places order, by the workers. As long as the server can't be reached, only as many
 * attempts are made as there are workers, with a growing pause in between: an order that comes in
 * such a pause fails at once, and when it is over what is missing then is ordered again.
 *
 * <p>For any thread.
 */
final class Opener implements Supply {
  private static final System.Logger LOGGER = System.getLogger("org.psycopg4j");
  private static final Backoff PAUSES = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(2));

  private final Threads threads;
  private final Figures figures;
  private final Supplier<Seat> connector;
  private final Duration longOutage;
  private final Set<Thread> connecting = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Orders orders;
  private int failures; // since a connection could be opened
  private long firstFailure;
  private boolean pausing;
  private boolean told; // of the long outage
  private volatile boolean closed;
  private volatile @Nullable Throwable lastError; // null when a connection could be opened since

  /** Who orders, and is told what has become of it. */
  interface Orders {
    /** An order has come. */
    void opened(Seat seat);

    /** An order has failed. */
    void failed();

    /** It is time to order again. */
    void again();

    /** Nothing could be opened for a long time; called once for each such time. */
    void outage();
  }

  /**
   * @param connector connects and prepares what is connected
   * @param longOutage how long nothing may be opened before it is told
   */
  Opener(Threads threads, Figures figures, Supplier<Seat> connector, Duration longOutage) {
    this.threads = threads;
    this.figures = figures;
    this.connector = connector;
    this.longOutage = longOutage;
  }

  /** Says whose orders they are; before the first one. */
  void serve(Orders whose) {
    orders = whose;
  }

  private Orders orders() {
    Orders whose = orders;
    if (whose == null) {
      throw new IllegalStateException("nobody has ordered");
    }
    return whose;
  }

  @Override
  public void open(int count) {
    boolean pause = isPausing();
    for (int i = 0; i < count; i++) {
      if (pause || !threads.work(this::openOne)) {
        orders().failed();
      }
    }
  }

  /** Why nothing can be opened just now; null if nothing is known to be wrong. */
  @Nullable Throwable lastError() {
    return lastError;
  }

  /** Opens nothing any more; whoever connects is interrupted. */
  void close() {
    closed = true;
    connecting.forEach(Thread::interrupt);
  }

  private boolean isPausing() {
    lock.lock();
    try {
      return pausing;
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("CatchingUnchecked") // a hook may throw anything
  private void openOne() {
    if (closed || isPausing()) {
      orders().failed();
      return;
    }
    long began = System.nanoTime();
    Seat seat;
    connecting.add(Thread.currentThread());
    try {
      if (closed) {
        Thread.currentThread().interrupt();
      }
      seat = connector.get();
    } catch (Throwable t) {
      count(began);
      figures.failedAttempts.increment();
      orders().failed();
      failed(began, t);
      return;
    } finally {
      connecting.remove(Thread.currentThread());
      Thread.interrupted(); // that was for the attempt
    }
    count(began);
    succeeded();
    orders().opened(seat);
  }

  private void count(long began) {
    figures.attempts.increment();
    figures.attemptNanos.add(System.nanoTime() - began);
  }

  private void succeeded() {
    boolean again;
    lock.lock();
    try {
      again = failures > 0;
      failures = 0;
      told = false;
      lastError = null;
    } finally {
      lock.unlock();
    }
    if (again) {
      orders().again(); // what failed meanwhile
    }
  }

  private void failed(long began, Throwable why) {
    lastError = why;
    if (closed) {
      return;
    }
    LOGGER.log(Level.DEBUG, "a connection pool could not open a connection", why);
    boolean tells;
    long pause = 0;
    lock.lock();
    try {
      if (failures == 0) {
        firstFailure = began;
      }
      tells = !told && System.nanoTime() - firstFailure >= longOutage.toNanos();
      told |= tells;
      if (!pausing) {
        pause = PAUSES.nanos(failures, ThreadLocalRandom.current());
        pausing = true;
        failures++;
      }
    } finally {
      lock.unlock();
    }
    if (pause > 0) {
      pauseFor(Math.max(pause, TimeUnit.MILLISECONDS.toNanos(1)));
    }
    if (tells) {
      orders().outage();
    }
  }

  private void pauseFor(long nanos) {
    try {
      threads.after(nanos, this::pauseIsOver);
    } catch (RejectedExecutionException e) {
      LOGGER.log(Level.DEBUG, "a connection pool was closed while it could not connect", e);
    }
  }

  private void pauseIsOver() {
    lock.lock();
    try {
      pausing = false;
    } finally {
      lock.unlock();
    }
    orders().again();
  }
}
