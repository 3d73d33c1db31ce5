// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.conninfo.ConnInfo;
import org.psycopg4j.internal.engine.auth.DiscoveryDocument;
import org.psycopg4j.internal.engine.auth.TokenSource;
import org.psycopg4j.oauth.DeviceFlow;
import org.psycopg4j.oauth.TokenProvider;
import org.psycopg4j.oauth.TokenRequest;

/**
 * The token of one {@link Opening}: asks a provider for it once, when the first server wants one,
 * and has a channel that gets readable when the provider is done. For one thread at a time, but for
 * the provider's.
 */
final class TokenErrand implements Errand, TokenSource, AutoCloseable {
  private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]+=*"); // RFC 6750 §2.1

  private final ConnInfo info;
  private String host = "";
  private @Nullable CompletableFuture<@Nullable String> asked; // as long as it is not taken
  private final DonePipe done = new DonePipe();
  private @Nullable String token;
  private boolean begun;

  TokenErrand(ConnInfo info) {
    this.info = info;
  }

  /** Takes note of the server that is asked from now on. */
  TokenErrand to(String server) {
    host = server;
    return this;
  }

  @Override
  public String issuer() {
    return info.oauthIssuer();
  }

  @Override
  public boolean allowsHttp() {
    return info.allowsUnsafeOAuth();
  }

  @Override
  public @Nullable String missing() {
    if (info.tokens() == null && (issuer().isEmpty() || info.oauthClientId() == null)) {
      return "oauth_issuer and oauth_client_id are not both set";
    }
    return issuer().isEmpty() ? "oauth_issuer is not set" : null;
  }

  @Override
  public @Nullable String token() {
    return token;
  }

  @Override
  public void want(DiscoveryDocument document, @Nullable String scope) {
    String chosen = info.oauthScope();
    TokenRequest request =
        new TokenRequest(
            document.issuer(),
            document.uri(),
            chosen == null ? scope : chosen,
            info.oauthClientId(),
            info.oauthClientSecret(),
            host,
            info.user());
    begun = true;
    asked = ask(request);
    if (asked.isDone()) {
      take();
    }
  }

  private CompletableFuture<@Nullable String> ask(TokenRequest request) {
    TokenProvider given = info.tokens();
    TokenProvider provider = given == null ? DeviceFlow.printing() : given;
    try {
      CompletionStage<@Nullable String> stage = provider.token(request);
      return stage.toCompletableFuture();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Whether a provider was asked, be it in vain. */
  boolean hasBegun() {
    return begun;
  }

  @Override
  public boolean poll() {
    CompletableFuture<@Nullable String> underWay = asked;
    if (underWay != null && underWay.isDone()) {
      take();
    }
    return asked == null;
  }

  private void take() {
    CompletableFuture<@Nullable String> underWay = asked;
    if (underWay == null) {
      return;
    }
    asked = null;
    String given;
    try {
      given = underWay.join();
    } catch (RuntimeException e) { // what failed, or that it was canceled
      throw failed(e instanceof CompletionException && e.getCause() != null ? e.getCause() : e);
    }
    if (given == null) {
      throw new OperationalException("the token provider has no token");
    }
    if (!BEARER.matcher(given).matches()) {
      throw new OperationalException(
          "the token provider's token is none: it may contain letters, digits and -._~+/ only, and"
              + " = at its end");
    }
    token = given;
  }

  private static OperationalException failed(Throwable cause) {
    return cause instanceof OperationalException e
        ? new OperationalException(String.valueOf(e.getMessage()), e)
        : new OperationalException("the token provider failed: " + cause, cause);
  }

  @Override
  public SelectableChannel wakeUp() throws IOException {
    return done.open(asked);
  }

  /** Has the provider stop, if it is under way. The token stays. */
  @Override
  public void close() {
    CompletableFuture<@Nullable String> underWay = asked;
    asked = null;
    if (underWay != null) {
      underWay.cancel(true);
    }
    done.close();
  }
}
