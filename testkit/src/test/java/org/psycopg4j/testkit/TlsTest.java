// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.KeyStore;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TlsTest {
  private static final String SERVER = "127.0.0.1";

  private static X509Certificate certificate(String pem) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(Bytes.utf8(pem)));
  }

  /** Asks for TLS as a client does, and checks the certificate and its address. */
  private static SSLSocket secure(Socket plain, TestAuthority trusted) throws Exception {
    plain.getOutputStream().write(ClientMessages.sslRequest());
    assertThat(plain.getInputStream().read()).isEqualTo('S');
    KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
    roots.load(null, null);
    roots.setCertificateEntry("root", certificate(trusted.certificatePem()));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(roots);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, SERVER, plain.getPort(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static void logIn(PostgresServer server, TestAuthority trusted) throws Exception {
    try (Socket plain = new Socket(server.host(), server.port());
        SSLSocket socket = secure(plain, trusted)) {
      socket.getOutputStream().write(ClientMessages.startup(Map.of("user", "postgres")));
      byte[] ok = ServerMessages.authenticationOk();
      assertThat(socket.getInputStream().readNBytes(ok.length)).isEqualTo(ok);
    }
  }

  @Test
  void theServerShowsItsCertificateAndOnlyItsAuthorityIsBelieved() throws Exception {
    TestAuthority authority = TestAuthority.create("Test CA");
    TestIdentity identity = authority.issue("localhost", "localhost", SERVER, "::1");
    try (PostgresServer server =
        PostgresServer.builder()
            .tls(identity.certificatePem(), identity.keyPem())
            .hba("hostssl all all all trust")
            .hba("host all all all reject")
            .start()) {
      logIn(server, authority);
      assertThatThrownBy(() -> logIn(server, TestAuthority.create("Test CA")))
          .isInstanceOf(SSLException.class);
      assertThat(server.execute("show ssl")).containsExactly(List.of("on"));
    }
  }

  @Test
  void aCertificateForAnotherHostOrOfYesterdayIsRefused() throws Exception {
    TestAuthority authority = TestAuthority.create("Test CA");
    for (TestIdentity identity :
        List.of(
            authority.issue(SERVER, "elsewhere.example"), authority.issueExpired(SERVER, SERVER))) {
      try (PostgresServer server =
          PostgresServer.builder().tls(identity.certificatePem(), identity.keyPem()).start()) {
        assertThatThrownBy(() -> logIn(server, authority)).isInstanceOf(IOException.class);
      }
    }
    X509Certificate expired = certificate(authority.issueExpired("x").certificatePem());
    assertThatThrownBy(expired::checkValidity).isInstanceOf(CertificateExpiredException.class);
  }

  @Test
  void certificatesSayWhoTheyAreFor() throws Exception {
    TestAuthority authority = TestAuthority.create("Test CA");
    X509Certificate root = certificate(authority.certificatePem());
    assertThat(root.getBasicConstraints()).isNotNegative();
    X509Certificate issued = certificate(authority.issue("ann", "a.example").certificatePem());
    issued.verify(root.getPublicKey());
    issued.checkValidity();
    assertThat(issued.getBasicConstraints()).isEqualTo(-1);
    assertThat(issued.getSubjectX500Principal().getName()).isEqualTo("CN=ann");
    assertThat(issued.getIssuerX500Principal().getName()).isEqualTo("CN=Test CA");
    assertThat(issued.getSubjectAlternativeNames()).containsExactly(List.of(2, "a.example"));
  }
}
