// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.async;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;

/**
 * A future that an event loop completes, and those that are chained to it: to wait for one of them
 * on the loop's own thread is an error, for it would wait for itself.
 */
final class LoopFuture<T extends @Nullable Object> extends CompletableFuture<T> {
  private final EventLoop loop;

  LoopFuture(EventLoop loop) {
    this.loop = loop;
  }

  @Override
  public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
    return new LoopFuture<>(loop);
  }

  @Override
  public T join() {
    requireElsewhere();
    return super.join();
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    requireElsewhere();
    return super.get();
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    requireElsewhere();
    return super.get(timeout, unit);
  }

  private void requireElsewhere() {
    if (!isDone() && loop.isCurrentThread()) {
      throw new ProgrammingException(
          "the event loop's thread can't wait for what it has to do itself: chain to the future");
    }
  }
}
