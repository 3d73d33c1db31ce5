// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.pool.Refusal;
import org.psycopg4j.internal.pool.Waiter;

/**
 * A future that waits in the queue. What it is told is passed on by the executor, so that nobody
 * else's thread runs what is chained to it.
 */
final class FutureWaiter extends Waiter<Seat> {
  private final Executor executor;
  private final Consumer<Seat> granted;
  private final Consumer<Refusal> refused;
  private final Consumer<Seat> unused;
  private volatile @Nullable Runnable stopTimer;
  private volatile boolean over;

  /**
   * @param unused who takes what was granted when the executor is gone; must not block
   */
  FutureWaiter(
      Executor executor, Consumer<Seat> granted, Consumer<Refusal> refused, Consumer<Seat> unused) {
    this.executor = executor;
    this.granted = granted;
    this.refused = refused;
    this.unused = unused;
  }

  /** Says how to stop the timer that ends the wait when it has lasted too long. */
  void timedBy(Runnable stop) {
    stopTimer = stop;
    if (over) { // it was told before the timer was known
      stop.run();
    }
  }

  /** Takes note that the wait is over. */
  void stopTimer() {
    over = true;
    Runnable stop = stopTimer;
    if (stop != null) {
      stop.run();
    }
  }

  @Override
  protected void granted(Seat seat) {
    stopTimer();
    try {
      executor.execute(() -> granted.accept(seat));
    } catch (RejectedExecutionException e) {
      unused.accept(seat);
    }
  }

  @Override
  protected void refused(Refusal why) {
    stopTimer();
    try {
      executor.execute(() -> refused.accept(why));
    } catch (RejectedExecutionException e) {
      refused.accept(why);
    }
  }

  /** Does something when a future was completed from outside. */
  @SuppressWarnings("FutureReturnValueIgnored") // what is chained has no value, and can't fail
  static void whenGivenUp(CompletableFuture<?> future, Runnable work) {
    future.whenComplete(
        (value, error) -> {
          if (error != null) {
            work.run();
          }
        });
  }
}
