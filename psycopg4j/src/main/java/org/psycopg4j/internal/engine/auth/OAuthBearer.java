// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine.auth;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.wire.Frontend;
import org.psycopg4j.internal.wire.MalformedMessageException;
import org.psycopg4j.internal.wire.MessageReader;
import org.psycopg4j.internal.wire.SendBuffer;

/**
 * The OAUTHBEARER method (manual: "OAUTHBEARER Authentication"; RFC 7628): a token proves who we
 * are.
 *
 * <p>Who has none says so, and the server's refusal tells whose tokens it takes; with one it is
 * another connection that is let in.
 */
final class OAuthBearer {
  static final String MECHANISM = "OAUTHBEARER";

  private static final byte[] END = {1}; // RFC 7628 §3.2.3: we have understood that it has failed

  private final TokenSource tokens;
  private boolean tokenSent;
  private boolean refused;
  private boolean awaitsToken;

  private OAuthBearer(TokenSource tokens) {
    this.tokens = tokens;
  }

  /** Begins, if there is somebody to ask for a token. */
  static OAuthBearer begin(@Nullable TokenSource tokens) {
    String missing = tokens == null ? "there is nobody to ask for a token" : tokens.missing();
    if (tokens == null || missing != null) {
      throw new OperationalException("server requires OAuth authentication, but " + missing);
    }
    return new OAuthBearer(tokens);
  }

  /** Sends the token, or that there is none; nothing if one has to be waited for. */
  void sendFirst(SendBuffer out) {
    String token = tokens.token();
    if (token == null && DiscoveryDocument.isOne(tokens.issuer())) {
      // Then the server need not be asked, and who has a token already is let in at once.
      tokens.want(DiscoveryDocument.at(tokens.issuer(), tokens.allowsHttp()), null);
      token = tokens.token();
      if (token == null) {
        awaitsToken = true;
        return;
      }
    }
    tokenSent = token != null;
    String auth = token == null ? "" : "Bearer " + token;
    Frontend.saslInitialResponse(
        out,
        MECHANISM,
        ("n,,\u0001auth=" + auth + "\u0001\u0001").getBytes(StandardCharsets.US_ASCII));
  }

  /** Takes the server's refusal. */
  void answerRefusal(MessageReader message, SendBuffer out) {
    if (refused) {
      throw new MalformedMessageException("server sent additional OAuth data after error");
    }
    refused = true;
    TokenRefusal refusal = TokenRefusal.read(message, tokens.allowsHttp());
    DiscoveryDocument document = refusal.document();
    if (document != null) {
      requireOurs(document);
    }
    if (!refusal.status().equals(TokenRefusal.INVALID_TOKEN)) {
      throw new OperationalException(
          "server rejected OAuth bearer token: " + Shown.text(refusal.status()));
    }
    if (!tokenSent && document == null) {
      throw new OperationalException(
          "server requires OAuth authentication, but no discovery metadata was provided");
    }
    Frontend.saslResponse(out, END);
    if (!tokenSent && document != null) {
      tokens.want(document, refusal.scope());
      awaitsToken = true; // unless that has failed
    }
  }

  /** Another's tokens are not asked for, whatever the server says: it may be anybody's. */
  private void requireOurs(DiscoveryDocument document) {
    String set = tokens.issuer();
    boolean isDocument = DiscoveryDocument.isOne(set);
    String issuer = isDocument ? DiscoveryDocument.at(set, tokens.allowsHttp()).issuer() : set;
    if (!document.issuer().equals(issuer)) {
      throw new OperationalException(
          "server's discovery document at %s (issuer \"%s\") is incompatible with oauth_issuer (%s)"
              .formatted(
                  Shown.text(document.uri().toString()), Shown.text(document.issuer()), issuer));
    }
    if (isDocument && !document.uri().toString().equals(set)) {
      throw new OperationalException(
          "server's discovery document has moved to %s (previous location was %s)"
              .formatted(Shown.text(document.uri().toString()), set));
    }
  }

  /** The error of a server that sends what one that accepts has no reason to. */
  static MalformedMessageException unexpectedFinal() {
    return new MalformedMessageException("server sent unexpected additional OAuth data");
  }

  /** Whether it takes a token, and another connection, to be let in. */
  boolean awaitsToken() {
    return awaitsToken;
  }

  /** Whether the server has let us in by the token, and not by something else. */
  boolean isFinished() {
    if (refused) {
      throw new MalformedMessageException("the server accepted us after it had refused the token");
    }
    return tokenSent;
  }
}
