// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.testkit.PostgresServer;
import org.psycopg4j.testkit.Signing;
import org.psycopg4j.testkit.TestAuthority;
import org.psycopg4j.testkit.TestIdentity;

/** Keys of every kind and in every format, and signatures of every kind, in connections. */
@Timeout(120)
class CertificateKindsTest {
  @TempDir private static Path directory;

  private static PostgresServer server;
  private static TestAuthority authority;

  @BeforeAll
  static void start() {
    authority = TestAuthority.create("Test CA");
    TestIdentity identity = authority.issue("localhost", "localhost");
    server =
        PostgresServer.builder()
            .tls(identity.certificatePem(), identity.keyPem())
            .file("root.crt", authority.certificatePem())
            .setting("ssl_ca_file", "root.crt")
            .hba("hostssl all by_certificate all cert")
            .initSql("CREATE ROLE by_certificate LOGIN")
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Path file(String name, byte[] bytes) throws IOException {
    Path file = Files.write(directory.resolve(name), bytes);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private static byte[] pem(String label, byte[] der) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(der))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String dsn(Path certificate, Path key) {
    return "%s user=by_certificate sslmode=require sslcert=%s sslkey=%s"
        .formatted(server.dsn(), certificate, key);
  }

  private static void assertIsLetIn(String dsn) {
    try (Connection conn = Psycopg.connect(dsn)) {
      assertThat(conn.cursor().execute("SELECT current_user").fetchOne().get(0))
          .isEqualTo("by_certificate");
    }
  }

  @ParameterizedTest
  @EnumSource(Signing.class)
  void clientsOfEachKindOfKey(Signing kind) throws Exception {
    KeyPair keys = kind.newKeys();
    TestIdentity client = authority.issue("by_certificate", keys);
    Path certificate =
        file("client.crt", client.certificatePem().getBytes(StandardCharsets.US_ASCII));
    byte[] der = keys.getPrivate().getEncoded();
    assertIsLetIn(dsn(certificate, file("key.pem", pem("PRIVATE KEY", der))));
    assertIsLetIn(dsn(certificate, file("key.der", der)));
    if (keys.getPrivate().getAlgorithm().equals("RSA")) {
      byte[] pkcs1 = Arrays.copyOfRange(der, 26, der.length); // what is in PKCS #8
      assertIsLetIn(dsn(certificate, file("rsa.pem", pem("RSA PRIVATE KEY", pkcs1))));
    }
    Path locked = file("locked.pem", pem("ENCRYPTED PRIVATE KEY", encrypted(der, "open sesame")));
    String dsn = dsn(certificate, locked);
    assertIsLetIn(dsn + " sslpassword='open sesame'");
    for (String wrong : List.of("sslpassword=hidden", "")) {
      assertThatThrownBy(() -> Psycopg.connect(dsn + " " + wrong))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("could not load private key file \"" + locked)
          .hasMessageNotContaining("hidden");
    }
  }

  private static byte[] encrypted(byte[] der, String password)
      throws GeneralSecurityException, IOException {
    String algorithm = "PBEWithSHA1AndDESede"; // the one whose parameters Java writes as all do
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(
        Cipher.ENCRYPT_MODE,
        SecretKeyFactory.getInstance(algorithm)
            .generateSecret(new PBEKeySpec(password.toCharArray())));
    return new EncryptedPrivateKeyInfo(cipher.getParameters(), cipher.doFinal(der)).getEncoded();
  }

  @ParameterizedTest
  @EnumSource(Signing.class)
  void scramIsBoundToCertificatesOfEachSignature(Signing signing) throws IOException {
    TestAuthority root = TestAuthority.create("Another CA", signing);
    TestIdentity identity = root.issue("localhost", signing.newKeys(), "localhost");
    try (PostgresServer signed =
        PostgresServer.builder()
            .tls(identity.certificatePem(), identity.keyPem())
            .hba("hostssl all guarded all scram-sha-256")
            .initSql("CREATE ROLE guarded LOGIN PASSWORD 'secret'")
            .start()) {
      Path trusted = file("root.crt", root.certificatePem().getBytes(StandardCharsets.US_ASCII));
      String dsn =
          signed.dsn()
              + " host=localhost user=guarded password=secret sslmode=verify-full sslrootcert="
              + trusted
              + " channel_binding=";
      Psycopg.connect(dsn + "disable").close();
      Psycopg.connect(dsn + "prefer").close();
      if (signing == Signing.ED25519) { // it has no hash of its own
        assertThatThrownBy(() -> Psycopg.connect(dsn + "require"))
            .isInstanceOf(OperationalException.class)
            .hasMessageContaining("has no hash to bind to");
      } else {
        Psycopg.connect(dsn + "require").close();
      }
    }
  }
}
