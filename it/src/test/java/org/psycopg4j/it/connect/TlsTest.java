// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.QueryCanceled;
import org.psycopg4j.testkit.PostgresServer;
import org.psycopg4j.testkit.TestAuthority;
import org.psycopg4j.testkit.TestIdentity;

/**
 * Connections by TLS: what each mode demands, and that all that goes over a socket goes over it.
 */
@Timeout(120)
class TlsTest {
  @TempDir private static Path directory;

  private static PostgresServer server;
  private static TestAuthority authority;
  private static Path root;

  @BeforeAll
  static void start() throws IOException {
    authority = TestAuthority.create("Test CA");
    TestIdentity identity = authority.issue("localhost", "localhost", "127.0.0.1", "db.example");
    server =
        PostgresServer.builder()
            .tls(identity.certificatePem(), identity.keyPem())
            .file("root.crt", authority.certificatePem())
            .setting("ssl_ca_file", "root.crt")
            .hba("hostssl all by_certificate all cert")
            .hba("hostssl all guarded all scram-sha-256")
            .hba("hostssl all plain_only all reject")
            .hba("hostnossl all tls_only all reject")
            .initSql(
                "CREATE ROLE by_certificate LOGIN; CREATE ROLE plain_only LOGIN;"
                    + " CREATE ROLE tls_only LOGIN; CREATE ROLE guarded LOGIN PASSWORD 'secret'")
            .start();
    root = file("root.crt", authority.certificatePem());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Path file(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private static String dsn(String more) {
    return "host=%s port=%d user=%s dbname=%s %s"
        .formatted(server.host(), server.port(), server.user(), server.database(), more);
  }

  private static boolean isEncrypted(Connection conn) {
    Row row =
        conn.cursor()
            .execute("SELECT ssl, version, cipher FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
            .fetchOne();
    assertThat(conn.info().sslInUse()).isEqualTo(row.getBoolean(0));
    assertThat(conn.info().sslAttribute("protocol")).isEqualTo(row.get(1));
    if (row.getBoolean(0) && "TLSv1.3".equals(row.get(1))) { // others have other names in Java
      assertThat(conn.info().sslAttribute("cipher")).isEqualTo(row.get(2));
      assertThat(conn.info().sslAttribute("key_bits")).isIn("128", "256");
    }
    return row.getBoolean(0);
  }

  @ParameterizedTest
  @CsvSource({
    "disable, false",
    "allow, false",
    "prefer, true",
    "require, true",
  })
  void modesThatBelieveAnyone(String mode, boolean encrypted) {
    try (Connection conn = Psycopg.connect(dsn("sslmode=" + mode))) {
      assertThat(isEncrypted(conn)).isEqualTo(encrypted);
    }
    try (Connection conn = Psycopg.connect(dsn(""))) {
      assertThat(isEncrypted(conn)).isTrue();
    }
  }

  @Test
  void whoeverIsRefusedOneWayIsTakenTheOther() {
    try (Connection conn = Psycopg.connect(dsn("user=tls_only sslmode=allow"))) {
      assertThat(isEncrypted(conn)).isTrue();
    }
    try (Connection conn = Psycopg.connect(dsn("user=plain_only sslmode=prefer"))) {
      assertThat(isEncrypted(conn)).isFalse();
    }
    for (String dsn :
        new String[] {"user=tls_only sslmode=disable", "user=plain_only sslmode=require"}) {
      assertThatThrownBy(() -> Psycopg.connect(dsn(dsn)))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("pg_hba.conf rejects connection");
    }
    assertThatThrownBy(() -> Psycopg.connect(dsn("dbname=nosuch sslmode=prefer")))
        .hasMessageMatching("connection to server at .* \"nosuch\" does not exist");
  }

  @ParameterizedTest
  @CsvSource({
    "verify-ca, 127.0.0.1",
    "verify-full, 127.0.0.1",
    "verify-ca, elsewhere.example",
    "verify-full, localhost",
    "verify-full, db.example",
    "verify-full, DB.Example",
  })
  void aServerWhoseCertificateIsRight(String mode, String host) {
    try (Connection conn =
        Psycopg.connect(
            dsn(
                "host=%s hostaddr=127.0.0.1 sslmode=%s sslrootcert=%s"
                    .formatted(host, mode, root)))) {
      assertThat(isEncrypted(conn)).isTrue();
    }
  }

  @Test
  void aServerThatIsAnother() {
    assertThatThrownBy(
            () ->
                Psycopg.connect(
                    dsn(
                        "host=elsewhere.example hostaddr=127.0.0.1 sslmode=verify-full sslrootcert="
                            + root)))
        .isInstanceOf(OperationalException.class)
        .hasMessageEndingWith("does not match host name \"elsewhere.example\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"require", "verify-ca", "verify-full"})
  void anAuthorityThatIsNotBelieved(String mode) throws IOException {
    Path other = file("other.crt", TestAuthority.create("Test CA").certificatePem());
    assertThatThrownBy(
            () -> Psycopg.connect(dsn("sslmode=%s sslrootcert=%s".formatted(mode, other))))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("SSL error: ");
  }

  @Test
  void anAuthorityThatIsNotBelievedWhereTlsIsOnlyPreferred() throws IOException {
    Path other = file("other.crt", TestAuthority.create("Test CA").certificatePem());
    try (Connection conn = Psycopg.connect(dsn("sslmode=prefer sslrootcert=" + other))) {
      assertThat(isEncrypted(conn)).isFalse();
    }
  }

  @Test
  void rootsThatAreNotThere() {
    assertThatThrownBy(() -> Psycopg.connect(dsn("sslmode=verify-ca")))
        .hasMessageContaining("root certificate file \"")
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> Psycopg.connect(dsn("sslrootcert=system")))
        .hasMessageContaining("SSL error: "); // Java believes others
  }

  @Test
  void aServerWithoutTls() {
    String plain = PostgresServer.shared().dsn();
    Psycopg.connect(plain + " sslmode=prefer").close();
    assertThatThrownBy(() -> Psycopg.connect(plain + " sslmode=require"))
        .isInstanceOf(OperationalException.class)
        .hasMessageEndingWith("failed: server does not support SSL, but SSL was required");
  }

  @Test
  void withoutAQuestionFirst() { // since PostgreSQL 17
    try (Connection conn = Psycopg.connect(dsn("sslmode=require sslnegotiation=direct"))) {
      assertThat(isEncrypted(conn)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.2, TLSv1.2", "TLSv1.3, TLSv1.3"})
  void versions(String version, String expected) {
    try (Connection conn =
        Psycopg.connect(
            dsn(
                "sslmode=require ssl_min_protocol_version=%1$s ssl_max_protocol_version=%1$s"
                    .formatted(version)))) {
      assertThat(isEncrypted(conn)).isTrue();
      assertThat(conn.info().sslAttribute("protocol")).isEqualTo(expected);
    }
  }

  @Test
  void aClientsCertificate() throws IOException {
    TestIdentity client = authority.issue("by_certificate");
    Path certificate = file("client.crt", client.certificatePem());
    Path key = file("client.key", client.keyPem());
    String dsn = "user=by_certificate sslmode=require sslcert=%s sslkey=%s";
    try (Connection conn = Psycopg.connect(dsn(dsn.formatted(certificate, key)))) {
      assertThat(isEncrypted(conn)).isTrue();
    }
    TestIdentity other = authority.issue("somebody_else");
    Path otherCertificate = file("other-client.crt", other.certificatePem());
    Path otherKey = file("other-client.key", other.keyPem());
    assertThatThrownBy(() -> Psycopg.connect(dsn(dsn.formatted(otherCertificate, otherKey))))
        .hasMessageContaining("certificate authentication failed");
    assertThatThrownBy(() -> Psycopg.connect(dsn("user=by_certificate sslmode=require")))
        .hasMessageContaining("connection requires a valid client certificate");
    assertThatThrownBy(
            () -> Psycopg.connect(dsn(dsn.formatted(certificate, key) + " sslcertmode=disable")))
        .hasMessageContaining("connection requires a valid client certificate");
    assertThatThrownBy(() -> Psycopg.connect(dsn(dsn.formatted(certificate, "/nowhere"))))
        .hasMessageContaining("certificate present, but not private key file \"/nowhere\"");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> Psycopg.connect(dsn(dsn.formatted(certificate, key))))
        .hasMessageContaining("has group or world access");
  }

  @Test
  void thePasswordsProofIsBoundToTheConnection() {
    String guarded = "user=guarded password=secret sslmode=require channel_binding=";
    for (String binding : new String[] {"require", "prefer", "disable"}) {
      Psycopg.connect(dsn(guarded + binding)).close();
      Psycopg.connect(dsn(guarded + binding)).close(); // by the keys that are kept
    }
    assertThatThrownBy(() -> Psycopg.connect(dsn("sslmode=require channel_binding=require")))
        .hasMessageEndingWith(
            "channel binding required, but server authenticated client without channel binding");
    assertThatThrownBy(() -> Psycopg.connect(dsn(guarded + "require password=wrong")))
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void muchInBothDirections() {
    String text = "x".repeat(5_000_000) + "é";
    try (Connection conn = Psycopg.connect(dsn("sslmode=require"))) {
      Cursor<Row> cur = conn.cursor();
      assertThat(cur.execute("SELECT %s::text", text).fetchOne().getString(0)).isEqualTo(text);
      cur.execute("SELECT g, repeat('y', g %% 50) FROM generate_series(1, %s) g", 300_000);
      assertThat(cur.fetchAll()).hasSize(300_000);
      cur.execute("CREATE TEMP TABLE t (a int, b text)");
      List<Object[]> rows =
          IntStream.range(0, 50_000).mapToObj(i -> new Object[] {i, "row " + i}).toList();
      cur.executeMany("INSERT INTO t VALUES (%s, %s)", rows);
      cur.copyAll(rows, "t", "a", "b");
      assertThat(cur.execute("SELECT count(*) FROM t").fetchOne().getLong(0)).isEqualTo(100_000);
      int[] count = {0};
      cur.itersize(777);
      cur.stream("SELECT * FROM t").forEach(row -> count[0]++);
      assertThat(count[0]).isEqualTo(100_000);
    }
  }

  @Test
  void aCancelGoesTheSameWay() throws Exception {
    try (Connection conn = Psycopg.connect(dsn("user=tls_only sslmode=require"))) {
      Cursor<Row> cur = conn.cursor();
      CompletableFuture<Void> sleeping =
          CompletableFuture.runAsync(() -> cur.execute("SELECT pg_sleep(60)"));
      while (!sleeping.isDone()) {
        conn.cancel();
        Thread.onSpinWait();
      }
      assertThatThrownBy(sleeping::join).hasCauseInstanceOf(QueryCanceled.class);
      conn.rollback();
      cur.execute("SELECT 1");
    }
  }

  @Test
  void notificationsAndTheEventLoop() {
    AsyncConnection conn = AsyncConnection.connect(dsn("sslmode=require")).join();
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int number = i;
      all.add(
          conn.fetchOne("SELECT %s, repeat('z', 20000)", number)
              .thenAccept(row -> assertThat(row.getInt(0)).isEqualTo(number)));
    }
    all.forEach(CompletableFuture::join);
    conn.close().join();
    try (Connection listening = Psycopg.connect(dsn("sslmode=require"));
        Connection notifying = Psycopg.connect(dsn("sslmode=require"))) {
      listening.autocommit(true);
      notifying.autocommit(true);
      listening.cursor().execute("LISTEN tls");
      notifying.cursor().execute("NOTIFY tls, 'hello'");
      while (listening.notifies().isEmpty()) {
        listening.poll();
      }
      assertThat(listening.notifies().remove().payload()).isEqualTo("hello");
    }
  }
}
