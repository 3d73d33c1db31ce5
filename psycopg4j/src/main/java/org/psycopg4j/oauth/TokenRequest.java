// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.oauth;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link TokenProvider} is asked: a token by which a server lets us in. Shows no secret.
 *
 * @param issuer who has to have made the token: {@code oauth_issuer}, which the server has agreed
 *     with
 * @param discoveryUri where the issuer describes itself and its endpoints
 * @param scope what the token has to be good for, with spaces between: {@code oauth_scope} if that
 *     was set, else what the server says; null if nobody says
 * @param clientId as what the program is known to the issuer: {@code oauth_client_id}; null if it
 *     was not set
 * @param clientSecret what it proves that with: {@code oauth_client_secret}; null if it was not set
 * @param host the server that wants the token, as it was named
 * @param user the role to connect as
 */
public record TokenRequest(
    String issuer,
    URI discoveryUri,
    @Nullable String scope,
    @Nullable String clientId,
    @Nullable String clientSecret,
    String host,
    String user) {

  @Override
  public String toString() {
    return "TokenRequest[issuer=%s, discoveryUri=%s, scope=%s, clientId=%s, host=%s, user=%s]"
        .formatted(issuer, discoveryUri, scope, clientId, host, user);
  }
}
