// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.tls;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.testkit.TestAuthority;

class HostNamesTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

  private static X509Certificate certificate(String commonName, String... names) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(
                      AUTHORITY
                          .issue(commonName, names)
                          .certificatePem()
                          .getBytes(StandardCharsets.US_ASCII)));
    } catch (CertificateException e) {
      throw new AssertionError(e);
    }
  }

  private static String[] names(String list) {
    return list.equals("-") ? new String[0] : list.split(" ", -1);
  }

  @ParameterizedTest
  @CsvSource({
    "cn, db.example, db.example",
    "cn, db.example, DB.EXAMPLE",
    "cn, other.example db.example, db.example",
    "cn, *.example, db.example",
    "cn, *.EXAMPLE, db.example",
    "db.example, -, db.example",
    "*.example, -, db.example",
    "cn, 10.0.0.1, 10.0.0.1",
    "cn, ::1, ::1",
    "cn, ::1, 0:0:0:0:0:0:0:1",
    "10.0.0.1, -, 10.0.0.1",
    "10.0.0.1, db.example, 10.0.0.1",
    "db.example, 10.0.0.1, db.example",
  })
  void isTheHosts(String commonName, String names, String host) {
    assertThatCode(() -> HostNames.require(certificate(commonName, names(names)), host))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "db.example, other.example, db.example",
    "cn, *.example, a.b.example",
    "cn, *.example, .example",
    "cn, *.example, example",
    "cn, d*.example, db.example",
    "cn, *, db",
    "cn, db.example, xdb.example",
    "cn, db.example, db.example.org",
    "cn, 10.0.0.1, 10.0.0.2",
    "10.0.0.2, 10.0.0.1, 10.0.0.2",
    "*.0.0.1, -, 10.0.0.1",
    "db.example, -, 10.0.0.1",
  })
  void isAnothers(String commonName, String names, String host) {
    assertThatThrownBy(() -> HostNames.require(certificate(commonName, names(names)), host))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("does not match host name \"" + host + "\"");
  }

  @Test
  void whatTheErrorSays() {
    assertThatThrownBy(() -> HostNames.require(certificate("a.example"), "x"))
        .hasMessage("server certificate for \"a.example\" does not match host name \"x\"");
    assertThatThrownBy(() -> HostNames.require(certificate("cn", "a", "b"), "x"))
        .hasMessage(
            "server certificate for \"a\" (and 1 other name) does not match host name \"x\"");
    assertThatThrownBy(() -> HostNames.require(certificate("cn", "a", "b", "c"), "x"))
        .hasMessage(
            "server certificate for \"a\" (and 2 other names) does not match host name \"x\"");
  }
}
