// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.testkit.PostgresServer;
import org.psycopg4j.testkit.TestAuthority;
import org.psycopg4j.testkit.TestIdentity;

/** Certificates that are not good any more, and those of clients in a PKCS #12 store. */
@Timeout(120)
class TlsCertificatesTest {
  @TempDir private static Path directory;

  private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");
  private static final TestIdentity SERVER = AUTHORITY.issue("localhost", "127.0.0.1");

  private static PostgresServer server;
  private static PostgresServer expired;

  @BeforeAll
  static void start() throws IOException {
    TestIdentity old = AUTHORITY.issueExpired("localhost", "127.0.0.1");
    server = start(SERVER);
    expired = start(old);
    file("root.crt", AUTHORITY.certificatePem());
  }

  private static PostgresServer start(TestIdentity identity) {
    return PostgresServer.builder()
        .tls(identity.certificatePem(), identity.keyPem())
        .file("root.crt", AUTHORITY.certificatePem())
        .setting("ssl_ca_file", "root.crt")
        .hba("hostssl all by_certificate all cert")
        .initSql("CREATE ROLE by_certificate LOGIN")
        .start();
  }

  @AfterAll
  static void stop() {
    server.close();
    expired.close();
  }

  private static Path file(String name, String text) throws IOException {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Path file(String name, byte[] bytes) throws IOException {
    Path file = Files.write(directory.resolve(name), bytes);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private static Connection connect(PostgresServer to, String more) {
    String dsn =
        "host=127.0.0.1 port=%d user=%s dbname=%s sslmode=verify-full sslrootcert=%s %s"
            .formatted(to.port(), to.user(), to.database(), directory.resolve("root.crt"), more);
    return Psycopg.connect(dsn);
  }

  @Test
  void aRevokedServerIsRefused() throws IOException {
    Path list = file("revoked.crl", AUTHORITY.revoke(SERVER));
    assertThatThrownBy(() -> connect(server, "sslcrl=" + list))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("certificate verify failed: ")
        .hasMessageContaining("revoked");
  }

  @Test
  void aServerThatIsNotListedIsAccepted() throws IOException {
    Path list = file("others.crl", AUTHORITY.revoke(AUTHORITY.issue("somebody else")));
    connect(server, "sslcrl=" + list).close();
    Path empty = file("empty.crl", AUTHORITY.revoke());
    connect(server, "sslcrl=" + empty).close();
  }

  @Test
  void aListThatIsOutdatedSaysNothing() throws IOException {
    Path list = file("outdated.crl", AUTHORITY.revokeOutdated());
    assertThatThrownBy(() -> connect(server, "sslcrl=" + list))
        .isInstanceOf(OperationalException.class);
  }

  @Test
  void anotherAuthoritysListSaysNothing() throws IOException {
    Path list = file("foreign.crl", TestAuthority.create("Other CA").revoke());
    assertThatThrownBy(() -> connect(server, "sslcrl=" + list))
        .isInstanceOf(OperationalException.class);
  }

  @Test
  void anExpiredServerIsRefused() {
    assertThatThrownBy(() -> connect(expired, ""))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("certificate verify failed: ");
    connect(expired, "sslmode=require sslrootcert=/nowhere/root.crt").close();
  }

  @Test
  void aClientOfAStore() throws IOException {
    TestIdentity client = AUTHORITY.issue("by_certificate");
    Path store = file("client.p12", client.pkcs12("store secret"));
    String dsn = "user=by_certificate sslcert=" + store;
    try (Connection conn = connect(server, dsn + " sslpassword='store secret'")) {
      Object name =
          conn.cursor()
              .execute("SELECT client_dn FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
              .fetchOne()
              .get(0);
      assertThat(name).isEqualTo("/CN=by_certificate");
    }
    assertThatThrownBy(() -> connect(server, dsn + " sslpassword='wrong secret'"))
        .isInstanceOf(OperationalException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void anExpiredClientIsRefused() throws IOException {
    TestIdentity client = AUTHORITY.issueExpired("by_certificate");
    Path certificate = file("expired.crt", client.certificatePem());
    Path key = file("expired.key", client.keyPem());
    String dsn = "user=by_certificate sslcert=%s sslkey=%s".formatted(certificate, key);
    assertThatThrownBy(() -> connect(server, dsn)).isInstanceOf(OperationalException.class);
  }
}
