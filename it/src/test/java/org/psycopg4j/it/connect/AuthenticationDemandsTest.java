// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.QueryCanceled;
import org.psycopg4j.testkit.FakeServer;
import org.psycopg4j.testkit.PostgresServer;
import org.psycopg4j.testkit.ServerMessages;

/** What is demanded of a server's way to authenticate us, and of the protocol's version. */
@Timeout(60)
class AuthenticationDemandsTest {
  private static PostgresServer server;

  @BeforeAll
  static void start() {
    server =
        PostgresServer.builder()
            .hba("host all by_scram all scram-sha-256")
            .hba("host all by_md5 all md5")
            .hba("host all by_password all password")
            .initSql(
                "CREATE ROLE by_scram LOGIN PASSWORD 'secret'; SET password_encryption TO md5;"
                    + " CREATE ROLE by_md5 LOGIN PASSWORD 'secret';"
                    + " CREATE ROLE by_password LOGIN PASSWORD 'secret'")
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String dsn(String more) {
    return server.dsn() + " password=secret " + more;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "by_scram | scram-sha-256",
        "by_scram | md5,scram-sha-256",
        "by_scram | !password,!md5,!none",
        "by_md5 | md5",
        "by_password | password",
        "postgres | none",
        "postgres | !password",
      })
  void accepted(String user, String methods) {
    Psycopg.connect(dsn("user=%s require_auth=%s".formatted(user, methods))).close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "by_password | scram-sha-256 | server requested a cleartext password",
        "by_password | !password | server requested a cleartext password",
        "by_md5 | scram-sha-256 | server requested a hashed password",
        "by_scram | password,md5 | server requested SASL authentication",
        "by_scram | none | server requested SASL authentication",
        "postgres | scram-sha-256 | server did not complete authentication",
        "postgres | !none | server did not complete authentication",
      })
  void refused(String user, String methods, String what) {
    assertThatThrownBy(
            () -> Psycopg.connect(dsn("user=%s require_auth=%s".formatted(user, methods))))
        .isInstanceOf(OperationalException.class)
        .hasMessageEndingWith(
            "authentication method requirement \"%s\" failed: %s".formatted(methods, what));
  }

  @Test
  void aPasswordThatIsAskedFor() {
    AtomicInteger asked = new AtomicInteger();
    String dsn = server.dsn();
    for (String user : new String[] {"by_scram", "by_md5", "by_password", "postgres"}) {
      Psycopg.connect(
              dsn,
              options ->
                  options
                      .user(user)
                      .passwordFrom(
                          () -> {
                            asked.incrementAndGet();
                            return "secret";
                          }))
          .close();
    }
    assertThat(asked).hasValue(3); // nobody asked for one in the last case
    assertThatThrownBy(
            () ->
                Psycopg.connect(
                    dsn, options -> options.user("by_scram").passwordFrom(() -> "wrong secret")))
        .hasMessageContaining("password authentication failed")
        .hasMessageNotContaining("wrong secret");
    assertThatThrownBy(
            () ->
                Psycopg.connect(
                    dsn + " passfile=/nowhere",
                    options -> options.user("by_scram").passwordFrom(() -> null)))
        .hasMessageEndingWith("fe_sendauth: no password supplied");
    Psycopg.connect(
            dsn, options -> options.user("by_scram").password("secret").passwordFrom(() -> "other"))
        .close(); // what was set comes first
  }

  @Test
  void keysInPlaceOfAPassword() throws GeneralSecurityException {
    String verifier =
        server
            .execute("SELECT rolpassword FROM pg_authid WHERE rolname = 'by_scram'")
            .get(0)
            .get(0);
    String[] parts = verifier.split("[$:]", -1); // SCRAM-SHA-256 $ iterations : salt $ keys
    byte[] salted =
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
            .generateSecret(
                new PBEKeySpec(
                    "secret".toCharArray(),
                    Base64.getDecoder().decode(parts[2]),
                    Integer.parseInt(parts[1]),
                    256))
            .getEncoded();
    String keys =
        "scram_client_key=%s scram_server_key=%s"
            .formatted(hmac(salted, "Client Key"), hmac(salted, "Server Key"));
    Psycopg.connect(server.dsn() + " user=by_scram " + keys).close();
    String wrong =
        "scram_client_key=%s scram_server_key=%s"
            .formatted(hmac(salted, "Server Key"), hmac(salted, "Server Key"));
    assertThatThrownBy(() -> Psycopg.connect(server.dsn() + " user=by_scram " + wrong))
        .hasMessageContaining("password authentication failed");
  }

  private static String hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return Base64.getEncoder()
        .encodeToString(mac.doFinal(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
  }

  @Test
  void aLongerKeyForCancelling() { // PostgreSQL 18 speaks 3.2
    try (Connection conn = Psycopg.connect(server.dsn() + " min_protocol_version=3.2")) {
      Cursor<Row> cur = conn.cursor();
      CompletableFuture<Void> sleeping =
          CompletableFuture.runAsync(() -> cur.execute("SELECT pg_sleep(60)"));
      while (!sleeping.isDone()) {
        conn.cancel();
        Thread.onSpinWait();
      }
      assertThatThrownBy(sleeping::join).hasCauseInstanceOf(QueryCanceled.class);
    }
  }

  @Test
  void aServerThatSpeaksNoNewerVersion() {
    try (PostgresServer older = PostgresServer.builder().version(17).start()) {
      Psycopg.connect(older.dsn() + " max_protocol_version=latest").close();
      assertThatThrownBy(() -> Psycopg.connect(older.dsn() + " min_protocol_version=3.2"))
          .isInstanceOf(OperationalException.class)
          .hasMessageEndingWith(
              "server only supports protocol version 3.0, but \"min_protocol_version\" was set to"
                  + " 3.2");
    }
  }

  @Test
  void aServerWhoseNegotiationMakesNoSense() {
    for (byte[] answer :
        new byte[][] {
          ServerMessages.negotiateProtocolVersion(3 << 16 | 9),
          ServerMessages.negotiateProtocolVersion(3 << 16, "_pq_.nothing")
        }) {
      try (FakeServer fake =
          FakeServer.start(
              conversation -> {
                conversation.readStartupPacket();
                conversation.send(answer);
                conversation.awaitClose();
              })) {
        assertThatThrownBy(() -> Psycopg.connect(fake.dsn() + " max_protocol_version=3.2"))
            .isInstanceOf(OperationalException.class)
            .hasMessageContaining("received invalid protocol negotiation message");
      }
    }
  }
}
