// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.trials;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.psycopg4j.benchmarks.Blackhole;
import org.psycopg4j.benchmarks.pools.Pool;

/**
 * A user of a pool: borrows, executes a SELECT or an INSERT in turn, returns, and goes on when that
 * fails. {@link #request} is for one thread, the counts for who has waited for its end.
 */
final class Requester<C> implements Runnable {
  private final Pool<C> pool;
  private final Blackhole values = new Blackhole();
  private final Durations durations = new Durations();
  private final Failures failures = new Failures();
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private final int step;
  private int id;
  private long turns;
  private long inserted;
  private volatile boolean stopped;
  private volatile long served;

  /**
   * For one of several.
   *
   * @param id of the first row that it inserts
   * @param step from each row's id to the next
   */
  Requester(Pool<C> pool, int id, int step) {
    this.pool = pool;
    this.id = id;
    this.step = step;
  }

  @Override
  @SuppressWarnings("CatchingUnchecked") // an Error is the trial's
  public void run() {
    try {
      while (!stopped) {
        request();
      }
      done.complete(null);
    } catch (Throwable t) {
      done.completeExceptionally(t);
    }
  }

  /** Does it once. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  void request() {
    boolean insert = turns++ % 2 == 1;
    long began = System.nanoTime();
    try {
      request(insert);
      inserted += insert ? 1 : 0;
      served++;
    } catch (Exception e) {
      failures.add(e);
    }
    durations.add(System.nanoTime() - began);
  }

  private void request(boolean insert) throws Exception {
    C lent = pool.borrow();
    try {
      if (insert) {
        id += step;
        pool.insert(lent, id);
      } else {
        pool.selectOne(lent, values);
      }
    } catch (Exception e) {
      discard(lent, e);
      throw e;
    }
    pool.giveBack(lent);
  }

  private void discard(C lent, Exception cause) {
    try {
      pool.discard(lent);
    } catch (Exception e) {
      cause.addSuppressed(e);
    }
  }

  /** How many it has done so far; for any thread. */
  long served() {
    return served;
  }

  /** Has it end after its current request. */
  void stop() {
    stopped = true;
  }

  void awaitEnd() throws ExecutionException, InterruptedException {
    done.get();
  }

  Durations durations() {
    return durations;
  }

  Failures failures() {
    return failures;
  }

  /** The rows that the server has confirmed. */
  long inserted() {
    return inserted;
  }
}
