// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.async;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.ConnectOptions;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.OperationalException;

/** The opening of a connection, which a future stands for. */
final class Connecting implements Request {
  private final EventLoop loop;
  private final LoopFuture<AsyncConnection> future;
  private @Nullable Line line;

  Connecting(EventLoop loop) {
    this.loop = loop;
    this.future = new LoopFuture<>(loop);
  }

  CompletableFuture<AsyncConnection> begin(String dsn, Consumer<ConnectOptions> options) {
    EventLoop.aside(() -> resolve(dsn, options)); // it looks up the host's name
    return future;
  }

  @SuppressWarnings("CatchingUnchecked") // whatever the options throw is the future's
  private void resolve(String dsn, Consumer<ConnectOptions> options) {
    if (future.isDone()) {
      return;
    }
    try {
      Connection conn = Psycopg.connectAsync(dsn, options);
      try {
        loop.reactor().execute(() -> open(conn));
      } catch (RejectedExecutionException e) {
        conn.close();
        throw new InterfaceException("the event loop is closed", e);
      }
    } catch (Throwable t) {
      loop.complete(() -> future.completeExceptionally(t));
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what is chained here has no value, and can't fail
  private void open(Connection conn) {
    Line opening = new Line(loop, conn);
    line = opening;
    future.whenComplete(
        (value, error) -> {
          if (error != null) {
            giveUp(opening);
          }
        });
    opening.open(this);
  }

  private static void giveUp(Line opening) {
    try {
      opening.execute(() -> opening.lose(new OperationalException("the attempt was given up")));
    } catch (RejectedExecutionException e) {
      // Its loop is closed, and so is it.
    }
  }

  @Override
  public void send(Connection conn) {
    throw new UnsupportedOperationException("it is polled for, not sent");
  }

  @Override
  public void finished(@Nullable Throwable error) {
    Line opened = line;
    if (error != null || opened == null) {
      Throwable reason = error != null ? error : new OperationalException("there is no connection");
      loop.complete(() -> future.completeExceptionally(reason));
    } else {
      opened.opened();
      AsyncConnection conn = AsyncConnection.of(opened);
      loop.complete(
          () -> {
            if (!future.complete(conn)) {
              giveUp(opened); // nobody waits for it any more
            }
          });
    }
  }
}
