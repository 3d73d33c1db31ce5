// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine.auth;

import org.jspecify.annotations.Nullable;

/** Who has the token for OAUTHBEARER, or sees to one. */
public interface TokenSource {
  /** What was set as {@code oauth_issuer}: who may be asked for tokens. */
  String issuer();

  /** Whether an issuer may be asked without TLS. */
  boolean allowsHttp();

  /** What has to be set before there can be tokens, for an error; null if all is. */
  @Nullable String missing();

  /** The token; null as long as there is none. */
  @Nullable String token();

  /**
   * Sees to a token.
   *
   * @param document where the issuer describes itself
   * @param scope what the server says the token has to be good for; null if it says nothing
   */
  void want(DiscoveryDocument document, @Nullable String scope);
}
