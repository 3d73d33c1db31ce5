// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.oauth;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Who wants a token from whom. Shows no secret.
 *
 * @param issuer who makes it
 * @param document where the issuer describes itself; if that is without TLS, all may be
 * @param clientId as what the program is known to the issuer
 * @param clientSecret what proves that; null if nothing
 * @param scope what the token has to be good for; null if the issuer shall choose
 */
public record DeviceClient(
    String issuer,
    URI document,
    String clientId,
    @Nullable String clientSecret,
    @Nullable String scope) {

  /** Whether this is a test: nothing is secret then, and nothing has to be slow. */
  boolean isUnsafe() {
    return "http".equalsIgnoreCase(document.getScheme());
  }

  /** HTTP's header that proves who the program is; null if there is nothing to prove it with. */
  @Nullable String authorization() {
    return clientSecret == null ? null : Form.basic(clientId, clientSecret);
  }

  /** A form that says who the program is, unless the header does. */
  Form form() {
    return clientSecret == null ? new Form().with("client_id", clientId) : new Form();
  }

  @Override
  public String toString() {
    return "DeviceClient[issuer=%s, clientId=%s]".formatted(issuer, clientId);
  }
}
