// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.trials;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.psycopg4j.benchmarks.Blackhole;
import org.psycopg4j.benchmarks.pools.Pool;

/** One thread of a {@link Contest}: borrows and returns until its time is over. */
final class Contestant<C> implements Runnable {
  private final Pool<C> pool;
  private final boolean select;
  private final long limitNanos;
  private final CountDownLatch ready;
  private final CountDownLatch go;
  private final Durations waits = new Durations();
  private final Blackhole values = new Blackhole();
  private final CompletableFuture<Durations> done = new CompletableFuture<>();

  Contestant(
      Pool<C> pool, boolean select, long limitNanos, CountDownLatch ready, CountDownLatch go) {
    this.pool = pool;
    this.select = select;
    this.limitNanos = limitNanos;
    this.ready = ready;
    this.go = go;
  }

  @Override
  @SuppressWarnings("CatchingUnchecked") // whatever it is, it is the result's
  public void run() {
    try {
      ready.countDown();
      go.await();
      work();
      done.complete(waits);
    } catch (Throwable t) {
      done.completeExceptionally(t);
    }
  }

  private void work() throws Exception {
    long start = System.nanoTime();
    for (long asked = start; asked - start < limitNanos; asked = System.nanoTime()) {
      C lent = pool.borrow();
      waits.add(System.nanoTime() - asked);
      try {
        if (select) {
          pool.selectOne(lent, values);
        }
      } finally {
        pool.giveBack(lent);
      }
    }
  }

  /** How long it has waited each time; waits until it has ended. */
  Durations waits() throws ExecutionException, InterruptedException {
    return done.get();
  }
}
