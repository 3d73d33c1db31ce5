// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.pool.ConnectionPool;
import org.psycopg4j.testkit.PostgresServer;
import org.psycopg4j.testkit.TestAuthority;
import org.psycopg4j.testkit.TestIdentity;

/**
 * Passwords, tokens and keys are in no error, with all that led to it, in nothing that is printed,
 * serialized or logged, whether we are let in or not.
 */
@Timeout(120)
class SecretsTest {
  private static final String SECRET = "open-sesame-47";

  @TempDir private static Path directory;

  private static PostgresServer server;
  private static Path lockedKey;
  private static Path certificate;

  private final Log log = new Log();

  @BeforeAll
  static void start() throws IOException {
    TestAuthority authority = TestAuthority.create("Test CA");
    TestIdentity identity = authority.issue("localhost", "localhost");
    server =
        PostgresServer.builder()
            .tls(identity.certificatePem(), identity.keyPem())
            .hba("host all by_scram all scram-sha-256")
            .hba("host all by_md5 all md5")
            .hba("host all by_password all password")
            .initSql(
                ("CREATE ROLE by_scram LOGIN PASSWORD '%1$s'; CREATE ROLE by_password LOGIN PASSWORD"
                        + " '%1$s'; SET password_encryption TO md5;"
                        + " CREATE ROLE by_md5 LOGIN PASSWORD '%1$s'")
                    .formatted(SECRET))
            .start();
    certificate = file("client.crt", identity.certificatePem());
    lockedKey =
        file(
            "locked.key",
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
    file("passwords", "*:*:*:*:" + SECRET + "-of-a-file\n");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void listen() {
    log.begin();
  }

  @AfterEach
  void assertNothingWasLogged() {
    log.end();
    assertThat(log.lines).as("what was logged").noneMatch(line -> line.contains(SECRET));
  }

  private static Path file(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  /** What is logged anywhere in the process. */
  private static final class Log extends Handler {
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final Formatter formatter = new SimpleFormatter();
    private final Logger root = Logger.getLogger("");
    private final Level before = root.getLevel();

    void begin() {
      setLevel(Level.ALL);
      root.setLevel(Level.ALL);
      root.addHandler(this);
    }

    void end() {
      root.removeHandler(this);
      root.setLevel(before);
    }

    @Override
    public void publish(LogRecord message) {
      lines.add(formatter.format(message));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static void assertHidden(Object shown) {
    assertThat(shown.toString()).doesNotContain(SECRET);
  }

  /** Nothing that can be got out of an error has it. */
  private static void assertHidden(Throwable error) throws IOException {
    StringWriter trace = new StringWriter();
    error.printStackTrace(new PrintWriter(trace));
    assertHidden(trace);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(error);
    }
    assertHidden(bytes.toString(StandardCharsets.ISO_8859_1));
  }

  /** Connections that fail, each with a secret. */
  static Stream<String> failing() throws IOException {
    String here = server.dsn();
    String wrong = " password=" + SECRET + "-but-wrong";
    String passwords = directory.resolve("passwords").toString();
    return Stream.of(
        here + " user=by_scram" + wrong,
        here + " user=by_md5" + wrong,
        here + " user=by_password" + wrong,
        here + " user=by_password passfile=" + passwords,
        here + " user=nobody_at_all" + wrong,
        here + " dbname=nosuch" + wrong,
        here + " user=by_password require_auth=scram-sha-256" + wrong,
        here + " user=by_scram channel_binding=require sslmode=disable" + wrong,
        here + " sslmode=verify-full sslrootcert=/nowhere" + wrong,
        here
            + " sslmode=require sslcert="
            + certificate
            + " sslkey="
            + lockedKey
            + " sslpassword="
            + SECRET,
        here + " application_name=x nosuch=1" + wrong,
        here + wrong + " nosuch=1",
        here + wrong + " connect_timeout=soon",
        here + " user=by_scram scram_client_key=" + SECRET,
        here + " user=by_scram scram_server_key=" + SECRET + " scram_client_key=x",
        here
            + " require_auth=oauth oauth_issuer=https://i.example oauth_client_id=c"
            + " oauth_client_secret="
            + SECRET,
        "host=127.0.0.1 port=1" + wrong,
        "host=/nowhere,127.0.0.1 port=1" + wrong,
        "host=nosuch.invalid" + wrong,
        "service=nosuch" + wrong,
        "postgresql://by_scram:" + SECRET + "@127.0.0.1:1/d?sslmode=never",
        "postgresql://by_scram:" + SECRET + "%zz@127.0.0.1:1/d",
        "jdbc:postgresql://127.0.0.1/d?password=" + SECRET,
        "password='" + SECRET);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("failing")
  void whereWeAreNotLetIn(String dsn) throws IOException {
    assertHidden(failure(() -> Psycopg.connect(dsn).close()));
    assertHidden(
        failure(
            () -> {
              Connection conn = Psycopg.connectAsync(dsn);
              Psycopg.waitSelect(conn);
              conn.close();
            }));
    assertHidden(
        failure(
            () -> {
              AsyncConnection.connect(dsn).get();
            }));
    assertHidden(
        failure(
            () -> {
              try (ConnectionPool pool =
                  ConnectionPool.of(dsn, options -> options.timeout(Duration.ofMillis(200)))) {
                assertHidden((Object) pool);
                pool.connection().close();
              }
            }));
  }

  @Test
  void whatIsLookedForWouldBeFound() {
    Throwable shown = failure(() -> Psycopg.connect("host=" + SECRET + ".invalid"));
    assertThatThrownBy(() -> assertHidden(shown)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> assertHidden(new IllegalStateException("x", shown)))
        .isInstanceOf(AssertionError.class);
  }

  /** What fails. */
  @FunctionalInterface
  private interface Attempt {
    void run() throws InterruptedException, ExecutionException;
  }

  private static Throwable failure(Attempt attempt) {
    try {
      attempt.run();
    } catch (Throwable e) {
      if (e instanceof AssertionError assertion) {
        throw assertion;
      }
      return e;
    }
    throw new AssertionError("we were let in");
  }

  @ParameterizedTest
  @ValueSource(strings = {"by_scram", "by_md5", "by_password"})
  void whereWeAreLetIn(String user) throws IOException {
    String dsn = server.dsn() + " user=" + user + " password=" + SECRET;
    try (Connection conn = Psycopg.connect(dsn);
        ConnectionPool pool = ConnectionPool.of(dsn)) {
      assertHidden(conn);
      assertHidden(conn.dsn());
      assertHidden(conn.info());
      assertHidden(conn.info().dsnParameters());
      assertHidden(conn.cursor());
      assertHidden((Object) pool);
      assertHidden(failure(() -> conn.cursor().execute("SELECT 1 / 0")));
    }
    Psycopg.connect(
            dsn,
            options -> {
              assertHidden(options);
              options.password(SECRET).passwordFrom(() -> SECRET);
              assertHidden(options);
            })
        .close();
  }

  @Test
  void whoIsAskedForThePasswordFails() throws IOException {
    assertHidden(
        failure(
            () ->
                Psycopg.connect(
                    server.dsn() + " user=by_scram password=" + SECRET,
                    options ->
                        options
                            .user("by_scram")
                            .set("password", null)
                            .passwordFrom(
                                () -> {
                                  throw new IllegalStateException("the vault is shut");
                                }))));
  }
}
