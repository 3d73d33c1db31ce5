// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.oauth;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who is asked for a token each time when a server wants one (libpq's authdata hook). It is up to
 * the provider to keep tokens; the adapter keeps none once a connection is there.
 *
 * <p>Used by several threads at a time if several connections are opened.
 */
@FunctionalInterface
public interface TokenProvider {
  /**
   * Sees to a token, without waiting for it: this is called by the thread that connects, on an
   * asynchronous connection by the one that polls, the event loop's for instance.
   *
   * <p>Connecting goes on when the stage is complete, and {@code connect_timeout} includes that. It
   * is canceled if nobody waits for it any more. An exception, the stage's or one that is thrown
   * here, fails the connection: it is the cause of the error.
   *
   * @return a stage of the token; null in it if there is none
   */
  CompletionStage<@Nullable String> token(TokenRequest request);

  /**
   * A provider that may take its time: it is asked on a daemon thread of its own, which is
   * interrupted if nobody waits for the token any more.
   *
   * @param source returns a token; null if it has none
   */
  @SuppressWarnings("FutureReturnValueIgnored") // what is chained can't fail
  static TokenProvider waitingFor(Function<TokenRequest, @Nullable String> source) {
    return request -> {
      CompletableFuture<@Nullable String> token = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () -> {
                try {
                  token.complete(source.apply(request));
                } catch (Throwable t) {
                  token.completeExceptionally(t);
                }
              },
              "psycopg4j token");
      thread.setDaemon(true);
      thread.start();
      token.whenComplete(
          (ignored, error) -> {
            if (token.isCancelled()) {
              thread.interrupt();
            }
          });
      return token;
    };
  }
}
