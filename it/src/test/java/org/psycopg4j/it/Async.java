// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.async.EventLoop;

/** What tests of asynchronous connections wait for: not for ever. */
final class Async {
  private static final int SECONDS = 30;

  private Async() {}

  static AsyncConnection connect(EventLoop loop) {
    return get(AsyncConnection.connect(Shared.server().dsn(), loop));
  }

  /** The value of a future that must succeed. */
  static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("the future has no value: " + e, e);
    }
  }

  /** The error of a future that must fail. */
  static Throwable error(CompletableFuture<?> future) {
    try {
      throw new AssertionError("wanted an error, got " + future.get(SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (Exception e) {
      throw new AssertionError("the future has not ended: " + e, e);
    }
  }
}
