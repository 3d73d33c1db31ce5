// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.oauth;

import java.net.URI;
import java.net.URISyntaxException;

/** Addresses that an authorization server tells. */
final class Addresses {
  private Addresses() {}

  /** One that secrets are sent to: it has to be of HTTPS. */
  static URI endpoint(String what, String name, String text, boolean allowsHttp) {
    URI uri = page(what, name, text);
    if (!"https".equalsIgnoreCase(uri.getScheme()) && !allowsHttp) {
      throw Answer.failed(
          what, "field \"%s\" (%s) must use HTTPS".formatted(name, Answer.shown(text)));
    }
    return uri;
  }

  /** One that a person visits. */
  static URI page(String what, String name, String text) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme();
      boolean isHttp = "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
      if (isHttp && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Its message says what the next one says.
    }
    throw Answer.failed(what, "field \"%s\" is no address: %s".formatted(name, Answer.shown(text)));
  }
}
