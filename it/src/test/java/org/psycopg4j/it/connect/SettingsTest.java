// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.errors.InvalidPassword;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.testkit.PostgresServer;

/** Where a connection's settings come from that are not in the connection string. */
@Isolated // it sets what stands for environment variables
class SettingsTest {
  private static final PostgresServer SERVER = PostgresServer.shared();

  @TempDir private Path directory;
  private final Map<String, String> before = new HashMap<>();

  private void variable(String name, String value) {
    before.putIfAbsent(name, System.getProperty(name));
    System.setProperty(name, value);
  }

  private Path file(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  @AfterEach
  void restore() {
    before.forEach(
        (name, value) -> {
          if (value == null) {
            System.clearProperty(name);
          } else {
            System.setProperty(name, value);
          }
        });
  }

  private static Object value(Connection conn, String sql) {
    return conn.cursor().execute(sql).fetchOne().get(0);
  }

  @Test
  void theEnvironment() {
    variable("PGHOST", SERVER.host());
    variable("PGPORT", Integer.toString(SERVER.port()));
    variable("PGUSER", SERVER.user());
    variable("PGDATABASE", SERVER.database());
    variable("PGAPPNAME", "of the environment");
    variable("PGOPTIONS", "-c work_mem=7MB");
    variable("PGTZ", "Asia/Tokyo");
    variable("PGGEQO", "off");
    variable("PGDATESTYLE", "German");
    variable("PGCLIENTENCODING", "LATIN1");
    try (Connection conn = Psycopg.connect("")) {
      assertThat(value(conn, "SHOW application_name")).isEqualTo("of the environment");
      assertThat(value(conn, "SHOW work_mem")).isEqualTo("7MB");
      assertThat(value(conn, "SHOW timezone")).isEqualTo("Asia/Tokyo");
      assertThat(value(conn, "SHOW geqo")).isEqualTo("off");
      assertThat(value(conn, "SHOW datestyle")).asString().startsWith("ISO");
      assertThat(conn.encoding()).isEqualTo("LATIN1");
      assertThat(conn.info().host()).isEqualTo(SERVER.host());
      assertThat(conn.info().port()).isEqualTo(SERVER.port());
      assertThat(conn.dsn()).isEmpty();
      assertThat(conn.getDsnParameters()).containsEntry("application_name", "of the environment");
    }
  }

  @Test
  void aServerThatRefusesAVariable() {
    variable("PGTZ", "nowhere");
    assertThatThrownBy(() -> Psycopg.connect(SERVER.dsn()))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("invalid value for parameter \"TimeZone\": \"nowhere\"");
  }

  @Test
  void aService() throws IOException {
    variable(
        "PGSERVICEFILE",
        file(
                "services",
                "[mine]\nhost=%s\nport=%d\nuser=%s\ndbname=%s\napplication_name=of the service\n"
                    .formatted(SERVER.host(), SERVER.port(), SERVER.user(), SERVER.database()))
            .toString());
    for (String dsn : new String[] {"service=mine", "postgresql:///?service=mine"}) {
      try (Connection conn = Psycopg.connect(dsn)) {
        assertThat(value(conn, "SHOW application_name")).isEqualTo("of the service");
      }
    }
    assertThatThrownBy(() -> Psycopg.connect("service=other"))
        .isInstanceOf(OperationalException.class)
        .hasMessage("definition of service \"other\" not found");
  }

  @Test
  void aPasswordFile() throws IOException {
    try (PostgresServer server =
        PostgresServer.builder()
            .hba("host all guarded all scram-sha-256")
            .initSql("CREATE ROLE guarded LOGIN PASSWORD 'a:b\\c'")
            .start()) {
      String dsn =
          "host=%s port=%d user=guarded dbname=%s"
              .formatted(server.host(), server.port(), server.database());
      Path right =
          file("right", "%s:%d:*:guarded:a\\:b\\\\c\n".formatted(server.host(), server.port()));
      try (Connection conn = Psycopg.connect(dsn + " passfile=" + right)) {
        assertThat(value(conn, "SELECT current_user::text")).isEqualTo("guarded");
        assertThat(conn.info().password()).isEqualTo("a:b\\c");
        assertThat(conn.getDsnParameters()).containsEntry("passfile", right.toString());
        assertThat(conn.info().usedPassword()).isTrue();
      }
      Path wrong = file("wrong", "*:*:*:*:wrong password\n");
      assertThatThrownBy(() -> Psycopg.connect(dsn + " passfile=" + wrong))
          .isInstanceOf(InvalidPassword.class)
          .hasMessageEndingWith("password retrieved from file \"" + wrong + "\"")
          .hasMessageNotContaining("wrong password");
      assertThatThrownBy(() -> Psycopg.connect(dsn + " passfile=/nowhere"))
          .isInstanceOf(OperationalException.class)
          .hasMessageEndingWith("fe_sendauth: no password supplied");
    }
  }

  @Test
  void theUserBehindASocket() {
    assumeTrue(SERVER.embedded(), "where the server's socket is, is not known");
    String dsn =
        "host=%s port=%d user=%s dbname=%s"
            .formatted(SERVER.socketDirectory(), SERVER.port(), SERVER.user(), SERVER.database());
    String owner = owner(SERVER.socketDirectory());
    Psycopg.connect(dsn + " requirepeer=" + owner).close();
    assertThatThrownBy(() -> Psycopg.connect(dsn + " requirepeer=x" + owner))
        .isInstanceOf(OperationalException.class)
        .hasMessageEndingWith(
            "requirepeer specifies \"x%1$s\", but actual peer user name is \"%1$s\""
                .formatted(owner));
    Psycopg.connect(SERVER.dsn() + " requirepeer=nobody-at-all").close(); // by TCP nobody is asked
  }

  private static String owner(Path directory) {
    try {
      return Files.getOwner(directory.resolve(".s.PGSQL." + SERVER.port())).getName();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void keepalives() {
    Psycopg.connect(
            SERVER.dsn()
                + " keepalives_idle=30 keepalives_interval=5 keepalives_count=3"
                + " tcp_user_timeout=10000")
        .close();
    Psycopg.connect(SERVER.dsn() + " keepalives=0 keepalives_idle=30").close();
  }
}
