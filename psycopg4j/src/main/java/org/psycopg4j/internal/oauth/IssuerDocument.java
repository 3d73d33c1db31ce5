// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.oauth;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How an issuer describes itself (OpenID Connect Discovery 1.0 §3; RFC 8414 §2).
 *
 * @param deviceAuthorization where the device flow begins
 * @param token where tokens are
 */
record IssuerDocument(URI deviceAuthorization, URI token) {
  static final String WHAT = "failed to fetch OAuth discovery document";

  private static final String DEVICE = "device_authorization_endpoint";

  static IssuerDocument of(Answer answer, DeviceClient client) {
    if (!answer.isOk()) {
      throw answer.error();
    }
    String issuer = answer.string("issuer");
    if (!issuer.equals(client.issuer())) { // RFC 8414 §3.3: it may be somebody else's
      throw Answer.failed(
          WHAT,
          "the issuer identifier (%s) does not match oauth_issuer (%s)"
              .formatted(Answer.shown(issuer), client.issuer()));
    }
    @Nullable String device = answer.optional(DEVICE);
    if (device == null) {
      throw Answer.failed(
          WHAT, "issuer \"%s\" does not provide a device authorization endpoint".formatted(issuer));
    }
    return new IssuerDocument(
        answer.endpoint(DEVICE, client.isUnsafe()),
        answer.endpoint("token_endpoint", client.isUnsafe()));
  }
}
