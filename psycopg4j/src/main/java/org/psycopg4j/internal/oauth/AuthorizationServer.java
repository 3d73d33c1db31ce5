// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.oauth;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;

/**
 * Requests to authorization servers: each has a limit of time and of the answer's size, and none
 * follows a redirect, for the issuer was chosen. For any thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what is chained here can't fail
public final class AuthorizationServer {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int MOST_BYTES = 256 << 10;

  private final HttpClient client;
  private final Duration limit;

  /**
   * Requests over TLS as the JVM does it.
   *
   * @param tls another way to do it; null for the JVM's
   */
  public AuthorizationServer(@Nullable SSLContext tls) {
    this(tls, LIMIT);
  }

  AuthorizationServer(@Nullable SSLContext tls, Duration limit) {
    this.limit = limit;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limit);
    client = (tls == null ? builder : builder.sslContext(tls)).build();
  }

  CompletableFuture<Answer> get(String what, URI uri) {
    return send(what, request(uri).GET().build());
  }

  /**
   * Sends a form.
   *
   * @param authorization HTTP's header of this name; null for none
   */
  CompletableFuture<Answer> post(String what, URI uri, Form form, @Nullable String authorization) {
    HttpRequest.Builder request =
        request(uri)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form.encoded()));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return send(what, request.build());
  }

  private HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri).header("Accept", "application/json").timeout(limit);
  }

  private CompletableFuture<Answer> send(String what, HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> sent =
        client.sendAsync(request, head -> new BoundedBody(MOST_BYTES));
    CompletableFuture<Answer> answer =
        sent.thenApply(response -> Answer.of(what, response))
            .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture<Answer> told = new CompletableFuture<>();
    answer.whenComplete(
        (taken, failure) -> {
          if (failure == null) {
            told.complete(taken);
          } else {
            sent.cancel(true);
            told.completeExceptionally(error(what, failure));
          }
        });
    told.whenComplete(
        (taken, failure) -> {
          if (told.isCancelled()) {
            sent.cancel(true);
          }
        });
    return told;
  }

  private Throwable error(String what, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
      return new SlowServerException(
          what + ": no answer within " + limit.toMillis() + " ms", cause);
    }
    if (!(cause instanceof IOException)) {
      return cause;
    }
    String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new OperationalException(what + ": " + why, cause);
  }
}
