// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.drivers;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgConnectOptions;
import java.util.concurrent.ExecutionException;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.psycopg4j.benchmarks.Target;

/** Vert.x, of which a process has one: its event loops, on epoll where that is to be had. */
final class VertxRuntime {
  static final Vertx VERTX =
      Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setUseDaemonThread(true));

  private VertxRuntime() {}

  /** Where a server is, and that statements are prepared once. */
  static PgConnectOptions options(Target target) {
    PgConnectOptions options =
        new PgConnectOptions()
            .setHost(target.host())
            .setPort(target.port())
            .setUser(target.user())
            .setDatabase(target.database())
            .setCachePreparedStatements(true);
    if (target.password() != null) {
      options.setPassword(target.password());
    }
    return options;
  }

  /** Starts something on an event loop and waits for its end. */
  static <T> T await(Context context, Supplier<Future<T>> start) throws Exception {
    Promise<T> promise = Promise.promise();
    context.runOnContext(none -> start.get().onComplete(promise));
    return await(promise.future());
  }

  static <T> T await(Future<T> future) throws Exception {
    try {
      return future.toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** Takes steps one after another, each when the one before has ended. */
  static Future<Void> oneAfterAnother(int count, IntFunction<Future<?>> step) {
    Promise<Void> end = Promise.promise();
    next(0, count, step, end);
    return end.future();
  }

  private static void next(int i, int count, IntFunction<Future<?>> step, Promise<Void> end) {
    if (i == count) {
      end.complete();
      return;
    }
    step.apply(i)
        .onComplete(
            result -> {
              if (result.succeeded()) {
                next(i + 1, count, step, end);
              } else {
                end.fail(result.cause());
              }
            });
  }
}
