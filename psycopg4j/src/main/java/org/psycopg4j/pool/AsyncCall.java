// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.async.AsyncConnection;

/**
 * A body that has a connection while its future runs. The result is told when the connection is
 * back: who asks for one then finds it. For any thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what is chained here can't fail
final class AsyncCall<T extends @Nullable Object> {
  private final Function<? super AsyncConnection, ? extends CompletionStage<T>> body;
  private final CompletableFuture<T> result = new CompletableFuture<>();

  AsyncCall(Function<? super AsyncConnection, ? extends CompletionStage<T>> body) {
    this.body = body;
  }

  /** Begins when the connection is there; to cancel the result gives up what is under way. */
  CompletableFuture<T> on(CompletableFuture<AsyncConnection> connecting) {
    connecting.whenComplete(
        (conn, error) -> {
          if (error == null) {
            run(conn);
          } else {
            result.completeExceptionally(error);
          }
        });
    result.whenComplete((value, error) -> connecting.cancel(false));
    return result;
  }

  private void run(AsyncConnection conn) {
    if (result.isDone()) { // it was canceled
      conn.close();
      return;
    }
    CompletionStage<T> running = started(conn);
    if (running instanceof CompletableFuture<T> future) {
      result.whenComplete((value, error) -> future.cancel(false));
    }
    running.whenComplete(
        (value, error) -> conn.close().whenComplete((closed, none) -> end(value, error)));
  }

  @SuppressWarnings("CatchingUnchecked") // whatever it throws, it is the result's
  private CompletionStage<T> started(AsyncConnection conn) {
    try {
      return Objects.requireNonNull(body.apply(conn), "the body has returned no future");
    } catch (Throwable t) {
      return CompletableFuture.failedFuture(t);
    }
  }

  private void end(T value, @Nullable Throwable error) {
    if (error == null) {
      result.complete(value);
    } else {
      result.completeExceptionally(error);
    }
  }
}
