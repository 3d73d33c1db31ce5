// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.ConnectOptions;
import org.psycopg4j.Connection;
import org.psycopg4j.ConnectionStatus;
import org.psycopg4j.Psycopg;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.testkit.PostgresServer;

/** The ways to say where to connect, and what a new connection is like. */
class ConnectTest {
  private static final PostgresServer SERVER = Shared.server();

  private static void assertConnected(Connection conn) {
    try (conn) {
      assertThat(conn.cursor().execute("SELECT current_user, current_database()").fetchOne())
          .containsExactly(SERVER.user(), SERVER.database());
    }
  }

  @Test
  void byKeysAndValues() {
    assertConnected(Psycopg.connect(SERVER.dsn()));
    assertConnected(
        Psycopg.connect(
            "host = '%s'  port='%d' user=%s dbname=%s sslmode=disable"
                .formatted(SERVER.host(), SERVER.port(), SERVER.user(), SERVER.database())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql", "postgres"})
  void byUri(String scheme) {
    try (Connection conn =
        Psycopg.connect(
            "%s://%s:p%%40ss@%s:%d/%s?application_name=a%%20b&connect_timeout=10"
                .formatted(
                    scheme, SERVER.user(), SERVER.host(), SERVER.port(), SERVER.database()))) {
      assertThat(Shared.value(conn, "SHOW application_name")).isEqualTo("a b");
    }
  }

  @Test
  void byOptions() {
    assertConnected(
        Psycopg.connect(
            options ->
                options
                    .host(SERVER.host())
                    .port(SERVER.port())
                    .user(SERVER.user())
                    .password("unused")
                    .database(SERVER.database())
                    .connectTimeout(10)));
  }

  @Test
  void optionsWinOverTheString() {
    try (Connection conn =
        Psycopg.connect(
            "host=nosuch.invalid dbname=nosuch application_name=string user=" + SERVER.user(),
            options ->
                options
                    .host(SERVER.host())
                    .port(SERVER.port())
                    .database(SERVER.database())
                    .applicationName("options"))) {
      assertThat(Shared.value(conn, "SHOW application_name")).isEqualTo("options");
    }
  }

  @Test
  void anOptionThatIsNullIsTheDefault() {
    assertConnected(Psycopg.connect(SERVER.dsn(), options -> options.set("password", null)));
  }

  @Test
  void sessionSettingsGoWithOptions() {
    try (Connection conn =
        Psycopg.connect(
            SERVER.dsn(),
            options -> options.options("-c work_mem=3MB -c application_name=a\\ b\\\\c"))) {
      assertThat(Shared.value(conn, "SHOW work_mem")).isEqualTo("3MB");
      assertThat(Shared.value(conn, "SHOW application_name")).isEqualTo("a b\\c");
    }
  }

  @Test
  void databaseAndDbnameAreOneOption() {
    Consumer<ConnectOptions> both = options -> options.database("a").dbname("b");
    assertThatThrownBy(() -> Psycopg.connect(both))
        .isInstanceOfSatisfying(
            ParameterException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ParameterException.Kind.TYPE);
              assertThat(e.psycopgText())
                  .isEqualTo("you can't specify both 'database' and 'dbname' arguments");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "foo=bar                  | invalid dsn: invalid connection option \"foo\"",
        "host                     | invalid dsn: missing \"=\" after \"host\" in connection info string",
        "postgresql://%zz         | invalid dsn: invalid percent-encoded token in host",
        "postgresql:///?foo=bar   | invalid dsn: invalid URI query parameter: \"foo\"",
        "host='x                  | invalid dsn: unterminated quoted string in connection info string"
      })
  void aStringThatCannotBeUnderstoodIsAnError(String dsn, String message) {
    assertThatThrownBy(() -> Psycopg.connect(dsn))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage(message);
  }

  @Test
  void anUnknownOptionIsAnError() {
    assertThatThrownBy(() -> Psycopg.connect(options -> options.set("foo", "bar")))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("invalid dsn: invalid connection option \"foo\"");
  }

  @Test
  void overAUnixSocket() {
    assumeTrue(SERVER.embedded(), "where the server's socket is, is not known");
    try (Connection conn =
        Psycopg.connect(
            options ->
                options
                    .host(SERVER.socketDirectory().toString())
                    .port(SERVER.port())
                    .user(SERVER.user())
                    .dbname(SERVER.database()))) {
      assertThat(Shared.value(conn, "SELECT inet_client_addr()::text")).isNull();
      conn.cancel();
      conn.rollback();
      assertThat(Shared.value(conn, "SELECT repeat('x', 1000000)")).asString().hasSize(1_000_000);
    }
  }

  @Test
  void aNewConnectionIsReadyAndSaysWhatItIs() {
    try (Connection conn = Shared.connect()) {
      assertThat(conn.closed()).isZero();
      assertThat(conn.status()).isEqualTo(ConnectionStatus.READY);
      assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
      assertThat(conn.autocommit()).isFalse();
      assertThat(conn.encoding()).isEqualTo("UTF8");
      assertThat(conn.protocolVersion()).isEqualTo(3);
      assertThat(conn.notices()).isEmpty();
      assertThat(conn.notifies()).isEmpty();
      assertThat(Shared.value(conn, "SELECT pg_backend_pid()")).isEqualTo(conn.getBackendPid());
      assertThat(Shared.value(conn, "SHOW server_version_num"))
          .isEqualTo(Integer.toString(conn.serverVersion()));
      assertThat(conn.getParameterStatus("DateStyle")).isEqualTo("ISO, MDY");
      assertThat(conn.getParameterStatus("nosuch")).isNull();
      assertThat(conn.dsn()).isEqualTo(SERVER.dsn());
    }
  }

  @Test
  void aDateStyleThatIsNotIsoIsMadeSo() {
    try (Connection conn = Shared.connect("options='-c DateStyle=German,DMY'")) {
      assertThat(Shared.value(conn, "SHOW DateStyle")).asString().startsWith("ISO");
    }
  }

  @ParameterizedTest
  @CsvSource({"UTF8, UTF8", "utf-8, UTF8", "LATIN1, LATIN1", "EUC_JP, EUCJP", "WIN1252, WIN1252"})
  void theClientsEncodingMayBeChosen(String asked, String encoding) {
    try (Connection conn = Shared.connect("client_encoding=" + asked)) {
      assertThat(conn.encoding()).isEqualTo(encoding);
    }
  }

  @Test
  void thePasswordIsNeverShown() {
    String secret = "sécret \\'x";
    try (Connection conn = Psycopg.connect(SERVER.dsn(), options -> options.password(secret))) {
      assertThat(conn.dsn()).contains("password=xxx").doesNotContain("cret");
      assertThat(conn.toString()).contains("password=xxx").doesNotContain("cret");
    }
    assertThatThrownBy(
            () ->
                Psycopg.connect(SERVER.dsn(), options -> options.password(secret).dbname("nosuch")))
        .satisfies(
            e -> {
              for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain("cret");
              }
            });
    assertThatThrownBy(() -> Psycopg.connect("password=secret foo"))
        .satisfies(e -> assertThat(e.toString()).doesNotContain("secret"));
  }

  @Test
  void thePasswordOfAUriIsNotShownEither() {
    try (Connection conn =
        Psycopg.connect(
            "postgresql://%s:s%%45cret@%s:%d/%s"
                .formatted(SERVER.user(), SERVER.host(), SERVER.port(), SERVER.database()))) {
      assertThat(conn.dsn())
          .isEqualTo(
              "user=%s password=xxx dbname=%s host=%s port=%d"
                  .formatted(SERVER.user(), SERVER.database(), SERVER.host(), SERVER.port()));
    }
  }

  @Test
  void theAdapterTellsItsVersion() {
    assertThat(Psycopg.version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
  }
}
