// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.async;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.OperationalException;

/**
 * A task that a future stands for. It counts as waiting from its submission until its turn comes;
 * whoever completes the future from outside, by cancelling it or by its time-out, gives the task
 * up.
 *
 * @param <R> what the future's value is
 */
abstract class Call<R extends @Nullable Object> implements Task {
  final Line line;
  final Lane lane;
  private final LoopFuture<R> future;
  private final AtomicBoolean counted = new AtomicBoolean(true);
  private volatile boolean settled;
  private boolean started;

  Call(Line line, Lane lane) {
    this.line = line;
    this.lane = lane;
    this.future = new LoopFuture<>(line.loop());
  }

  /** Has it wait for its turn. For any thread. */
  @SuppressWarnings("FutureReturnValueIgnored") // what is chained here has no value, and can't fail
  final CompletableFuture<R> submit(int mostQueued) {
    if (line.queued().incrementAndGet() > mostQueued) {
      uncount();
      settleNow(
          new OperationalException(
              "too many calls wait for their turn on the connection: %d".formatted(mostQueued)));
      return future;
    }
    future.whenComplete(
        (value, error) -> {
          if (!settled) {
            uncount();
            abandonLater();
          }
        });
    try {
      line.execute(() -> lane.add(this));
    } catch (RejectedExecutionException e) {
      uncount();
      settleNow(new InterfaceException("the event loop is closed"));
    }
    return future;
  }

  private void abandonLater() {
    try {
      line.execute(
          () -> {
            if (started) {
              abandon();
            } else {
              lane.drop(this);
            }
          });
    } catch (RejectedExecutionException e) {
      settled = true; // the loop is closed, and everything with it
    }
  }

  private void uncount() {
    if (counted.getAndSet(false)) {
      line.queued().decrementAndGet();
    }
  }

  @Override
  public final void start() {
    uncount();
    started = true;
    begin();
  }

  @Override
  public final boolean isGone() {
    return future.isDone();
  }

  @Override
  public final void fail(Throwable reason) {
    if (started) {
      interrupt(reason);
    } else {
      uncount();
      settle(reason);
    }
  }

  /** Its turn has come. */
  abstract void begin();

  /** Nobody waits for it any more: it is to end soon. */
  abstract void abandon();

  /** It is under way and has to end with this error. */
  abstract void interrupt(Throwable reason);

  /** Ends with an error. */
  final void settle(Throwable error) {
    line.loop().complete(() -> settleNow(error));
  }

  /** Ends with an error. Where user's code may run. */
  final void settleNow(Throwable error) {
    settled = true;
    future.completeExceptionally(error);
  }

  /** Ends with a value. Where user's code may run. */
  final void settleWith(R value) {
    settled = true;
    future.complete(value);
  }
}
