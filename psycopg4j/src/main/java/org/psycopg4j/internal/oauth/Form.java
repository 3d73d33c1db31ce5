// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.oauth;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Parameters as {@code application/x-www-form-urlencoded} (RFC 6749, appendix B). */
final class Form {
  private final StringBuilder text = new StringBuilder();

  Form with(String name, String value) {
    text.append(text.isEmpty() ? "" : "&").append(name).append('=').append(encoded(value));
    return this;
  }

  String encoded() {
    return text.toString();
  }

  /** HTTP's Basic, both parts encoded first (RFC 6749 §2.3.1). */
  static String basic(String id, String secret) {
    String both = encoded(id) + ':' + encoded(secret);
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
