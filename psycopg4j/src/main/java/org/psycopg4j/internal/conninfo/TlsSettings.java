// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;

/**
 * What was set about TLS (manual: "SSL Support"); files that were not set are those in the user's
 * own directory, if they are there.
 *
 * @param mode whether TLS is wanted, and how much the server has to prove
 * @param isDirect whether it begins without asking the server first
 * @param certificate the client's certificates
 * @param key the client's private key
 * @param password what the key is encrypted with; null if nothing
 * @param showsCertificate whether a certificate may, must or must not be shown
 * @param roots whose certificates are believed; {@link #SYSTEM} are those that Java believes
 * @param crl certificates that are revoked
 * @param crlDirectory a directory of such files; null if there is none
 * @param sendsName whether the server is told by which name it is called
 * @param minVersion the oldest version of TLS; empty is Java's
 * @param maxVersion the newest version of TLS; empty is Java's
 */
public record TlsSettings(
    Mode mode,
    boolean isDirect,
    TlsFile certificate,
    TlsFile key,
    @Nullable String password,
    CertificateMode showsCertificate,
    TlsFile roots,
    TlsFile crl,
    @Nullable Path crlDirectory,
    boolean sendsName,
    String minVersion,
    String maxVersion) {

  /** The value of sslrootcert that is no file. */
  public static final String SYSTEM = "system";

  private static final List<String> VERSIONS = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

  /** The values of sslmode. */
  public enum Mode {
    DISABLE,
    ALLOW,
    PREFER,
    REQUIRE,
    VERIFY_CA,
    VERIFY_FULL;

    static Mode of(String value) {
      for (Mode mode : values()) {
        if (mode.keyword().equals(value)) {
          return mode;
        }
      }
      throw ConnInfo.impossible(Keyword.SSLMODE, value);
    }

    String keyword() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether nothing goes over the wire without it. */
    public boolean isRequired() {
      return compareTo(REQUIRE) >= 0;
    }
  }

  /** The values of sslcertmode. */
  public enum CertificateMode {
    DISABLE,
    ALLOW,
    REQUIRE;

    static CertificateMode of(String value) {
      for (CertificateMode mode : values()) {
        if (mode.name().toLowerCase(Locale.ROOT).equals(value)) {
          return mode;
        }
      }
      throw ConnInfo.impossible(Keyword.SSLCERTMODE, value);
    }
  }

  static TlsSettings of(Map<String, String> settings, Surroundings around) {
    String roots = get(settings, Keyword.SSLROOTCERT);
    Mode mode = Mode.of(get(settings, Keyword.SSLMODE));
    String negotiation = get(settings, Keyword.SSLNEGOTIATION);
    if (!negotiation.equals("postgres") && !negotiation.equals("direct")) {
      throw ConnInfo.impossible(Keyword.SSLNEGOTIATION, negotiation);
    }
    boolean isDirect = negotiation.equals("direct");
    if (isDirect && !mode.isRequired()) {
      throw new OperationalException(
          ("weak sslmode \"%s\" may not be used with sslnegotiation=direct (use \"require\","
                  + " \"verify-ca\", or \"verify-full\")")
              .formatted(mode.keyword()));
    }
    if (roots.equals(SYSTEM) && mode != Mode.VERIFY_FULL) {
      throw new OperationalException(
          "weak sslmode \"%s\" may not be used with sslrootcert=system (use \"verify-full\")"
              .formatted(mode.keyword()));
    }
    String password = get(settings, Keyword.SSLPASSWORD);
    String crlDirectory = get(settings, Keyword.SSLCRLDIR);
    String min = version(settings, Keyword.SSL_MIN_PROTOCOL_VERSION);
    String max = version(settings, Keyword.SSL_MAX_PROTOCOL_VERSION);
    if (!max.isEmpty() && VERSIONS.indexOf(min) > VERSIONS.indexOf(max)) {
      throw new OperationalException("invalid SSL protocol version range");
    }
    return new TlsSettings(
        mode,
        isDirect,
        TlsFile.of(get(settings, Keyword.SSLCERT), "postgresql.crt", around),
        TlsFile.of(get(settings, Keyword.SSLKEY), "postgresql.key", around),
        password.isEmpty() ? null : password,
        CertificateMode.of(get(settings, Keyword.SSLCERTMODE)),
        TlsFile.of(roots, "root.crt", around),
        TlsFile.of(get(settings, Keyword.SSLCRL), "root.crl", around),
        crlDirectory.isEmpty() ? null : Path.of(crlDirectory),
        !get(settings, Keyword.SSLSNI).equals("0"),
        min,
        max);
  }

  private static String get(Map<String, String> settings, Keyword keyword) {
    return settings.getOrDefault(keyword.keyword(), "");
  }

  /** The name of a version as it is in {@link #versions}; empty if none was set. */
  private static String version(Map<String, String> settings, Keyword keyword) {
    String value = get(settings, keyword);
    for (String version : VERSIONS) {
      if (version.equalsIgnoreCase(value)) {
        return version;
      }
    }
    if (!value.isEmpty()) {
      throw ConnInfo.impossible(keyword, value);
    }
    return "";
  }

  /** Those of some versions that are within the bounds. */
  public String[] versions(String[] all) {
    int from = VERSIONS.indexOf(minVersion);
    int to = maxVersion.isEmpty() ? VERSIONS.size() : VERSIONS.indexOf(maxVersion);
    return List.of(all).stream()
        .filter(one -> VERSIONS.indexOf(one) >= Math.max(from, 0) && VERSIONS.indexOf(one) <= to)
        .toArray(String[]::new);
  }

  @Override
  public String toString() {
    return "TlsSettings[" + mode.keyword() + "]"; // never the password
  }
}
