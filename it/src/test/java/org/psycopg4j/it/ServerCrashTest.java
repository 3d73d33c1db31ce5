// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.errors.AdminShutdown;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.testkit.PostgresServer;

/** A server that dies and comes back. */
class ServerCrashTest {
  private PostgresServer server;
  private Connection conn;
  private Cursor<Row> cur;

  @BeforeEach
  void start() {
    server = PostgresServer.builder().start();
    conn = Psycopg.connect(server.dsn());
    cur = conn.cursor();
    cur.execute("CREATE TABLE t (a int)");
    conn.commit();
    cur.execute("INSERT INTO t VALUES (1)");
    conn.commit();
    cur.execute("INSERT INTO t VALUES (2)");
  }

  @AfterEach
  void stop() {
    conn.close();
    server.close();
  }

  private void assertLost(Throwable thrown) {
    assertThat(thrown).isInstanceOf(OperationalException.class);
    assertThat(conn.closed()).isEqualTo(2);
    assertThatThrownBy(conn::cursor).isInstanceOf(InterfaceException.class);
  }

  private void assertComesBackWithWhatWasCommitted() {
    assertThatThrownBy(() -> Psycopg.connect(server.dsn()))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("Connection refused");
    server.restart();
    try (Connection again = Psycopg.connect(server.dsn())) {
      assertThat(Shared.column(again.cursor().execute("SELECT a FROM t"))).containsExactly(1);
    }
  }

  @Test
  void killedWhileIdle() {
    server.kill();
    Throwable thrown = catchThrowable(() -> cur.execute("SELECT 1"));
    assertLost(thrown);
    // A backend that notices its postmaster's end before it is killed itself says so.
    assertThat(thrown.getMessage())
        .containsAnyOf(
            "server closed the connection unexpectedly",
            "terminating connection due to unexpected postmaster exit");
    assertComesBackWithWhatWasCommitted();
  }

  @Test
  void killedInAQuery() throws Exception {
    Background<Object> sleep = Background.start(() -> cur.execute("SELECT pg_sleep(60)"));
    new Backend(server, conn.getBackendPid()).awaitSleeping();
    server.kill();
    assertLost(sleep.failure());
    assertComesBackWithWhatWasCommitted();
  }

  @Test
  void stoppedInAQuery() throws Exception {
    Background<Object> sleep = Background.start(() -> cur.execute("SELECT pg_sleep(60)"));
    new Backend(server, conn.getBackendPid()).awaitSleeping();
    server.stop();
    Throwable thrown = sleep.failure();
    assertThat(thrown).isInstanceOf(AdminShutdown.class);
    assertLost(thrown);
    assertComesBackWithWhatWasCommitted();
  }
}
