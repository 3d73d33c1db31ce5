// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;

/**
 * Whether a certificate is a host's, by libpq's rules (manual: "Client Verification of Server
 * Certificates"): one of its subject alternative names is the host's name or address; if it has
 * none of the host's kind, its common name is. An asterisk stands for the first part of a name.
 */
final class HostNames {
  private static final int DNS = 2; // RFC 5280: GeneralName
  private static final int ADDRESS = 7;
  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|[0-9a-fA-F.]*:[0-9a-fA-F:.]+");

  private final X509Certificate certificate;
  private final String host;
  private final byte @Nullable [] address; // the host's, if its name is one
  private final List<String> examined = new ArrayList<>();
  private boolean hasNameOfKind;

  private HostNames(X509Certificate certificate, String host) {
    this.certificate = certificate;
    this.host = host;
    this.address = isAddress(host) ? bytes(host) : null;
  }

  /** Whether a name is an address. */
  static boolean isAddress(String host) {
    return NUMERIC.matcher(host).matches();
  }

  private static byte @Nullable [] bytes(String numeric) {
    try {
      return InetAddress.getByName(numeric).getAddress();
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /**
   * Raises an error unless the certificate is the host's.
   *
   * @throws OperationalException in libpq's words, with the first name in it
   */
  static void require(X509Certificate certificate, String host) {
    HostNames names = new HostNames(certificate, host);
    if (!names.match()) {
      throw names.mismatch();
    }
  }

  private boolean match() {
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        for (List<?> name : alternatives) {
          if (matches(name)) {
            return true;
          }
        }
      }
    } catch (CertificateParsingException e) {
      throw new OperationalException(
          "the server certificate's names could not be read: " + e.getMessage(), e);
    }
    String common = hasNameOfKind ? null : commonName();
    return common != null && matchesName(common);
  }

  private boolean matches(List<?> alternative) {
    int kind = (Integer) alternative.get(0);
    String name = alternative.get(1) instanceof String text ? text : "";
    hasNameOfKind |= kind == (address == null ? DNS : ADDRESS);
    if (kind == DNS) {
      return matchesName(name);
    } else if (kind == ADDRESS) {
      examined.add(name);
      return address != null && Arrays.equals(address, bytes(name));
    }
    return false;
  }

  private @Nullable String commonName() {
    try {
      List<Rdn> parts = new LdapName(certificate.getSubjectX500Principal().getName()).getRdns();
      for (int i = parts.size() - 1; i >= 0; i--) { // written backwards
        if (parts.get(i).getType().equalsIgnoreCase("CN")) {
          return parts.get(i).getValue().toString();
        }
      }
    } catch (InvalidNameException e) {
      // It is none then.
    }
    return null;
  }

  private boolean matchesName(String name) {
    examined.add(name);
    if (name.indexOf('\0') >= 0) {
      throw new OperationalException("SSL certificate's name contains embedded null");
    }
    return name.equalsIgnoreCase(host) || matchesPattern(name);
  }

  private boolean matchesPattern(String name) {
    if (!name.startsWith("*.") || address != null) {
      return false;
    }
    String rest = name.substring(1).toLowerCase(Locale.ROOT);
    int dot = host.indexOf('.');
    return dot > 0 && host.substring(dot).toLowerCase(Locale.ROOT).equals(rest);
  }

  private OperationalException mismatch() {
    if (examined.isEmpty()) {
      return new OperationalException("could not get server's host name from server certificate");
    }
    int others = examined.size() - 1;
    String more =
        others == 0 ? "" : " (and %d other name%s)".formatted(others, others == 1 ? "" : "s");
    return new OperationalException(
        "server certificate for \"%s\"%s does not match host name \"%s\""
            .formatted(examined.get(0), more, host));
  }
}
