// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.ConnectionStatus;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.InvalidPassword;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.testkit.PostgresServer;

/** encryptPassword: what it makes is a password that the server lets in by. */
class PasswordEncryptionTest {
  private static final List<String> PASSWORDS =
      List.of("secret", "pässwörd €", " a'b\\c%\" ", "x".repeat(500), "\u00ad\u2168");
  private static final String NEEDS_SCOPE =
      "password encryption (other than 'md5' algorithm) requires a connection or cursor";

  private static PostgresServer server;
  private Connection conn;

  @BeforeAll
  static void start() {
    server =
        PostgresServer.builder()
            .hba("host all /^role_md5 127.0.0.1/32 md5")
            .hba("host all /^role_    127.0.0.1/32 scram-sha-256")
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void connect() {
    conn = Psycopg.connect(server.dsn());
  }

  @AfterEach
  void close() {
    conn.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"md5", "scram-sha-256"})
  void theServerLetsInByIt(String algorithm) {
    for (String password : PASSWORDS) {
      String role = "role_" + algorithm.replaceAll("\\W", "_");
      String stored = Psycopg.encryptPassword(password, role, conn, algorithm);
      assertThat(stored).doesNotContain(password);
      Shared.run(conn, "DROP ROLE IF EXISTS " + role);
      Shared.run(conn, "CREATE ROLE " + role + " LOGIN PASSWORD %s", stored);
      conn.commit();
      assertThat(Shared.value(conn, "SELECT rolpassword FROM pg_authid WHERE rolname = %s", role))
          .isEqualTo(stored);
      try (Connection in = Psycopg.connect(c -> login(c, role).password(password))) {
        assertThat(in.info().usedPassword()).isTrue();
      }
      assertThatThrownBy(() -> Psycopg.connect(c -> login(c, role).password(password + "x")))
          .isInstanceOf(InvalidPassword.class);
    }
  }

  private static org.psycopg4j.ConnectOptions login(
      org.psycopg4j.ConnectOptions options, String role) {
    return options.host(server.host()).port(server.port()).dbname("postgres").user(role);
  }

  @Test
  void withoutAnAlgorithmTheServerIsAskedAndNoTransactionBegun() {
    assertThat(Psycopg.encryptPassword("psycopg2", "ashesh", conn))
        .matches("SCRAM-SHA-256\\$4096:[A-Za-z0-9+/]{22}==\\$[A-Za-z0-9+/]{43}=:[A-Za-z0-9+/]{43}=")
        .isNotEqualTo(Psycopg.encryptPassword("psycopg2", "ashesh", conn));
    assertThat(conn.status()).isEqualTo(ConnectionStatus.READY);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
    Shared.run(conn, "SET password_encryption TO md5");
    try (Cursor<Row> cur = conn.cursor()) {
      assertThat(Psycopg.encryptPassword("psycopg2", "ashesh", cur))
          .isEqualTo("md594839d658c28a357126f105b9cb14cfc");
    }
  }

  @Test
  void scramHashesAsOftenAsTheServerSays() {
    Shared.run(conn, "SET scram_iterations TO 5000");
    assertThat(Psycopg.encryptPassword("a", "b", conn, "scram-sha-256"))
        .startsWith("SCRAM-SHA-256$5000:");
  }

  @Test
  void aFailedTransactionCannotBeAsked() {
    assertThatThrownBy(() -> Shared.run(conn, "SELECT 1/0")).isNotNull();
    assertThatThrownBy(() -> Psycopg.encryptPassword("a", "b", conn))
        .isExactlyInstanceOf(ProgrammingException.class)
        .hasMessage(
            "password encryption failed: ERROR:  current transaction is aborted, commands ignored"
                + " until end of transaction block\n");
    conn.rollback();
    assertThat(Psycopg.encryptPassword("a", "b", conn)).startsWith("SCRAM-SHA-256$");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "MD5", ""})
  void anUnknownAlgorithm(String algorithm) {
    assertThatThrownBy(() -> Psycopg.encryptPassword("a", "b", conn, algorithm))
        .isExactlyInstanceOf(ProgrammingException.class)
        .hasMessage(
            "password encryption failed: unrecognized password encryption algorithm \""
                + algorithm
                + "\"");
    assertThatThrownBy(() -> Psycopg.encryptPassword("a", "b", null, algorithm))
        .isExactlyInstanceOf(ProgrammingException.class)
        .hasMessage(NEEDS_SCOPE);
  }

  @Test
  void onlyMd5NeedsNoConnection() {
    String stored = "md594839d658c28a357126f105b9cb14cfc";
    assertThat(Psycopg.encryptPassword("psycopg2", "ashesh", null, "md5")).isEqualTo(stored);
    assertThat(Psycopg.encryptPassword("é", "ü", null, "md5"))
        .isEqualTo("md51e6a3aea39a6da141782bb621e4375d4");
    assertThatThrownBy(() -> Psycopg.encryptPassword("a", "b", null, null))
        .isExactlyInstanceOf(ProgrammingException.class)
        .hasMessage(NEEDS_SCOPE);
    conn.close();
    assertThat(Psycopg.encryptPassword("psycopg2", "ashesh", conn, "md5")).isEqualTo(stored);
    assertThatThrownBy(() -> Psycopg.encryptPassword("a", "b", conn))
        .isExactlyInstanceOf(ProgrammingException.class)
        .hasMessage("password encryption failed: connection already closed");
  }

  @Test
  void aPasswordWithNulIsRefused() {
    assertThatThrownBy(() -> Psycopg.encryptPassword("a\0b", "u", null, "md5"))
        .isInstanceOf(ParameterException.class);
  }
}
