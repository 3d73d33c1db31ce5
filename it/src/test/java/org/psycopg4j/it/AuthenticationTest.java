// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.errors.InvalidAuthorizationSpecification;
import org.psycopg4j.errors.InvalidPassword;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.TooManyConnections;
import org.psycopg4j.testkit.PostgresServer;

/** Every method that asks for a password, with passwords of every kind. */
class AuthenticationTest {
  /** Passwords and what they are to the method that normalizes them (RFC 4013, SASLprep). */
  private static final String[] PASSWORDS = {
    "IX", "pässwörd €", " a'b\\c%\" ", "a\u0007b", "é\u0308\u03b1", "𝒳 😀", "x".repeat(500)
  };

  private static PostgresServer server;

  @BeforeAll
  static void start() {
    var builder =
        PostgresServer.builder()
            .hba("host all /^password_ 127.0.0.1/32 password")
            .hba("host all /^md5_      127.0.0.1/32 md5")
            .hba("host all /^scram_    127.0.0.1/32 scram-sha-256")
            .hba("hostssl all tls_only 127.0.0.1/32 trust")
            .hba("host all tls_only    127.0.0.1/32 reject")
            .initSql("CREATE ROLE full LOGIN CONNECTION LIMIT 0")
            .initSql("CREATE ROLE tls_only LOGIN");
    for (int i = 0; i < PASSWORDS.length; i++) {
      for (String method : new String[] {"password", "md5", "scram"}) {
        builder.initSql(
            "SET client_encoding = 'UTF8'; SET password_encryption = '%s'; CREATE ROLE %s_%d LOGIN PASSWORD U&'%s'"
                .formatted(
                    method.equals("md5") ? "md5" : "scram-sha-256",
                    method,
                    i,
                    escaped(PASSWORDS[i])));
      }
    }
    server = builder.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** As a string literal with Unicode escapes. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints().forEach(c -> escaped.append("\\+%06X".formatted(c)));
    return escaped.toString();
  }

  private static Connection connect(String user, String password) {
    return Psycopg.connect(
        server.dsn(), options -> options.user(user).password(password).dbname("postgres"));
  }

  private static OperationalException refused(String user, String password) {
    return requireNonNull(
        catchThrowableOfType(OperationalException.class, () -> connect(user, password)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"password", "md5", "scram"})
  void theRightPasswordIsAccepted(String method) {
    for (int i = 0; i < PASSWORDS.length; i++) {
      String role = method + "_" + i;
      try (Connection conn = connect(role, PASSWORDS[i])) {
        assertThat(Shared.value(conn, "SELECT current_user::text")).isEqualTo(role);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"password", "md5", "scram"})
  void aWrongPasswordIsRefused(String method) {
    String role = method + "_0";
    OperationalException e = refused(role, "IY");
    assertThat(e)
        .isInstanceOf(InvalidPassword.class)
        .hasMessage(
            "connection to server at \"127.0.0.1\", port %d failed:"
                + " FATAL:  password authentication failed for user \"%s\"",
            server.port(), role);
    assertThat(e.pgcode()).isEqualTo("28P01");
  }

  @ParameterizedTest
  @ValueSource(strings = {"password", "md5", "scram"})
  void noPasswordIsAnErrorOfTheClient(String method) {
    OperationalException e = refused(method + "_0", "");
    assertThat(e)
        .hasMessage(
            "connection to server at \"127.0.0.1\", port %d failed:"
                + " fe_sendauth: no password supplied",
            server.port());
    assertThat(e.pgcode()).isNull();
  }

  /** The examples of RFC 4013: a soft hyphen is nothing, a Roman nine two letters. */
  @ParameterizedTest
  @ValueSource(strings = {"I\u00adX", "\u2168"})
  void scramNormalizesThePassword(String password) {
    try (Connection conn = connect("scram_0", password)) {
      assertThat(conn.closed()).isZero();
    }
  }

  @Test
  void scramNormalizesSpacesAndCompositions() {
    try (Connection conn = connect("scram_1", "pa\u0308sswo\u0308rd\u00a0€")) {
      assertThat(conn.closed()).isZero();
    }
  }

  @Test
  void md5TakesThePasswordAsItIs() {
    assertThat(refused("md5_0", "\u2168")).isInstanceOf(InvalidPassword.class);
  }

  @Test
  void aRoleThatIsFullIsTooManyConnections() {
    OperationalException e = refused("full", "");
    assertThat(e).isInstanceOf(TooManyConnections.class);
    assertThat(e.pgcode()).isEqualTo("53300");
  }

  @Test
  void aServerThatWantsTlsSaysSo() {
    OperationalException e = refused("tls_only", "");
    assertThat(e)
        .isInstanceOf(InvalidAuthorizationSpecification.class)
        .hasMessageContaining("FATAL:  pg_hba.conf rejects connection for host \"127.0.0.1\"")
        .hasMessageContaining("no encryption");
    assertThat(e.pgcode()).isEqualTo("28000");
  }
}
