// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that the tests are pointed at: here one of our own, seen from outside. */
@Timeout(60)
class ExternalServerTest {
  private static PostgresServer chosenBy(String dsn) {
    System.setProperty("psycopg4j.test.dsn", dsn);
    try {
      return SharedServer.choose();
    } finally {
      System.clearProperty("psycopg4j.test.dsn");
    }
  }

  @Test
  void theDsnNamesTheSharedServer() {
    PostgresServer ours = PostgresServer.shared();
    String dsn =
        "host=%s port=%d dbname=template1 user=postgres connect_timeout=5"
            .formatted(ours.host(), ours.port());
    try (PostgresServer server = chosenBy(dsn)) {
      assertThat(server.embedded()).isFalse();
      assertThat(server.dsn()).isEqualTo(dsn);
      assertThat(server.version()).isEqualTo(18);
      assertThat(server.database()).isEqualTo("template1");
      assertThat(server.execute("select current_database()")).containsExactly(List.of("template1"));
    }
    assertThat(ours.execute("select 1")).containsExactly(List.of("1"));
  }

  @Test
  void theSocketsDirectoryIsAHostToo() {
    PostgresServer ours = PostgresServer.shared();
    String dsn = "host=%s port=%d user=postgres".formatted(ours.socketDirectory(), ours.port());
    try (PostgresServer server = chosenBy(dsn)) {
      assertThat(server.socketDirectory()).isEqualTo(ours.socketDirectory());
      assertThat(server.execute("select inet_client_addr()").get(0).get(0)).isNull();
    }
  }

  @Test
  void aUriMayCarryAPassword() {
    try (PostgresServer ours =
        PostgresServer.builder()
            .hba("host all all 127.0.0.1/32 scram-sha-256")
            .initSql("create role \"a b\" superuser login password 'p:w/1'")
            .start()) {
      String uri = "postgresql://a%20b:p%3Aw%2F1@127.0.0.1:%PORT/postgres?application_name=x";
      try (PostgresServer server = chosenBy(uri.replace("%PORT", "" + ours.port()))) {
        assertThat(server.password()).isEqualTo("p:w/1");
        assertThat(server.execute("select current_user")).containsExactly(List.of("a b"));
      }
      assertThatThrownBy(() -> chosenBy(ours.dsn()))
          .isInstanceOf(PostgresServerException.class)
          .hasMessageContaining("there is none");
    }
  }

  @Test
  void itIsNotOursToStop() {
    PostgresServer server = chosenBy(PostgresServer.shared().dsn());
    for (Runnable action : List.<Runnable>of(server::stop, server::kill, server::restart)) {
      assertThatThrownBy(action::run)
          .isInstanceOf(PostgresServerException.class)
          .hasMessageContaining("not started by this JVM");
    }
  }
}
