// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.engine.auth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.psycopg4j.errors.OperationalException;

/**
 * Where an issuer of tokens describes itself (OpenID Connect Discovery 1.0 §4; RFC 8414 §3).
 *
 * @param uri the document's place
 * @param issuer whose it is, which the document itself has to say, too
 */
public record DiscoveryDocument(URI uri, String issuer) {
  private static final String WELL_KNOWN = "/.well-known/";
  private static final Set<String> SUFFIXES =
      Set.of("openid-configuration", "oauth-authorization-server");

  /** Whether a text is meant as a document's place, not as an issuer. */
  static boolean isOne(String text) {
    return text.contains(WELL_KNOWN);
  }

  /**
   * The document at a place, whose issuer follows from it: what is around the well-known part.
   *
   * @param allowsHttp whether it may be fetched without TLS
   * @throws OperationalException if it can't be one
   */
  static DiscoveryDocument at(String text, boolean allowsHttp) {
    boolean isHttps = text.regionMatches(true, 0, "https://", 0, 8);
    if (!isHttps && !(allowsHttp && text.regionMatches(true, 0, "http://", 0, 7))) {
      throw impossible(text, "must use HTTPS");
    }
    if (text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
      throw impossible(text, "must not contain query or fragment components");
    }
    int start = text.indexOf(WELL_KNOWN);
    if (start < 0) {
      throw impossible(text, "is not a .well-known URI");
    }
    int suffix = start + WELL_KNOWN.length();
    int end = text.indexOf('/', suffix) < 0 ? text.length() : text.indexOf('/', suffix);
    if (!SUFFIXES.contains(text.substring(suffix, end))) {
      throw impossible(text, "uses an unsupported .well-known suffix");
    }
    String authority = text.substring(0, start);
    String path = text.substring(end); // of RFC 8414, which has it behind
    if (!path.isEmpty() && authority.indexOf('/', authority.indexOf("//") + 2) >= 0) {
      throw impossible(text, "uses an invalid format");
    }
    try {
      URI uri = new URI(text);
      if (uri.getHost() != null) {
        return new DiscoveryDocument(uri, authority + path);
      }
    } catch (URISyntaxException e) {
      // Its message says what the next one says.
    }
    throw impossible(text, "uses an invalid format");
  }

  private static OperationalException impossible(String text, String why) {
    return new OperationalException(
        "OAuth discovery URI \"%s\" %s".formatted(Shown.text(text), why));
  }
}
