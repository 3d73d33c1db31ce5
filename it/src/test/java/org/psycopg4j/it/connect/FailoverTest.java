// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.testkit.PostgresServer;

/** A primary and its standby: who is wanted is found, also after they have changed places. */
@Timeout(180)
class FailoverTest {

  private static String dsn(PostgresServer one, PostgresServer other, String attributes) {
    return "host=%s,%s port=%d,%d user=%s dbname=%s target_session_attrs=%s"
        .formatted(
            one.host(),
            other.host(),
            one.port(),
            other.port(),
            one.user(),
            one.database(),
            attributes);
  }

  private static int port(PostgresServer one, PostgresServer other, String attributes) {
    try (Connection conn = Psycopg.connect(dsn(one, other, attributes))) {
      return conn.info().port();
    }
  }

  @Test
  void whoIsWantedIsFound() {
    changePlaces(PostgresServer.DEFAULT_VERSION);
  }

  @Test
  void alsoWhereTheServerHasToBeAsked() { // it reports what it is since PostgreSQL 14
    changePlaces(13);
  }

  private static void changePlaces(int version) {
    try (PostgresServer primary = PostgresServer.builder().version(version).start()) {
      primary.stop();
      try (PostgresServer standby =
          PostgresServer.builder()
              .version(version)
              .copyOf(primary)
              .file("standby.signal", "")
              .setting("primary_conninfo", "host=127.0.0.1 user=postgres port=" + primary.port())
              .start()) {
        primary.restart();
        for (PostgresServer[] order :
            new PostgresServer[][] {{primary, standby}, {standby, primary}}) {
          assertThat(port(order[0], order[1], "any")).isEqualTo(order[0].port());
          assertThat(port(order[0], order[1], "primary")).isEqualTo(primary.port());
          assertThat(port(order[0], order[1], "read-write")).isEqualTo(primary.port());
          assertThat(port(order[0], order[1], "standby")).isEqualTo(standby.port());
          assertThat(port(order[0], order[1], "read-only")).isEqualTo(standby.port());
          assertThat(port(order[0], order[1], "prefer-standby")).isEqualTo(standby.port());
        }
        assertThatThrownBy(() -> port(primary, primary, "standby"))
            .isInstanceOf(OperationalException.class)
            .hasMessageMatching(
                "(connection to server at \"127.0.0.1\", port \\d+ failed:"
                    + " server is not in hot standby mode\n?){2}");
        assertThatThrownBy(() -> port(standby, standby, "read-write"))
            .hasMessageContaining("session is read-only");
        assertThat(port(primary, primary, "prefer-standby")).isEqualTo(primary.port());

        primary.kill();
        assertThat(port(primary, standby, "prefer-standby")).isEqualTo(standby.port());
        assertThatThrownBy(() -> port(primary, standby, "primary"))
            .hasMessageContaining("Connection refused")
            .hasMessageContaining("server is in hot standby mode");
        standby.execute("SELECT pg_promote()");
        assertThat(port(primary, standby, "primary")).isEqualTo(standby.port());
        assertThat(port(primary, standby, "read-write")).isEqualTo(standby.port());
      }
    }
  }

  @Test
  void aSessionThatIsReadOnlyByItsOptions() {
    PostgresServer server = PostgresServer.shared();
    String options = " options='-c default_transaction_read_only=on'";
    assertThatThrownBy(
            () -> Psycopg.connect(server.dsn() + options + " target_session_attrs=read-write"))
        .hasMessageEndingWith("failed: session is read-only");
    Psycopg.connect(server.dsn() + options + " target_session_attrs=read-only").close();
    assertThatThrownBy(() -> Psycopg.connect(server.dsn() + " target_session_attrs=read-only"))
        .hasMessageEndingWith("failed: session is not read-only");
  }
}
