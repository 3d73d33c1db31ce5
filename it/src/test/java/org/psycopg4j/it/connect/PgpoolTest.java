// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.DatabaseException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.testkit.Pgpool;
import org.psycopg4j.testkit.PostgresServer;

/** Behind Pgpool-II, a real one, which keeps a session for the next client. */
@Timeout(120)
class PgpoolTest {
  private static final String MODE = "backend_clustering_mode";
  private static final String STREAMING = "streaming_replication";
  private static final int VERSION = 15; // what this Pgpool-II knows the catalogs of

  private static PostgresServer server;

  @BeforeAll
  static void start() {
    assumeTrue(Pgpool.isThere(), "Pgpool-II is not there");
    server =
        PostgresServer.builder()
            .version(VERSION)
            .hba("host all by_md5 all md5")
            .initSql(
                "CREATE TABLE pooled (id int PRIMARY KEY, name text);"
                    + " SET password_encryption TO md5;"
                    + " CREATE ROLE by_md5 LOGIN PASSWORD 'secret'")
            .start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static Pgpool start(String mode) {
    return Pgpool.before(List.of(server), Map.of(MODE, mode), Map.of("by_md5", "secret"));
  }

  private static Connection connect(Pgpool pooler, int threshold) {
    return Psycopg.connect(
        pooler.dsn(), options -> options.prepareThreshold(threshold).beginApart(true));
  }

  /** All goes to one server, as it comes. */
  @Nested
  class RawMode implements BehindAPooler {
    private static Pgpool pooler;

    @BeforeAll
    static void start() {
      pooler = PgpoolTest.start("raw");
    }

    @AfterAll
    static void stop() {
      pooler.close();
    }

    @Override
    public String dsn() {
      return pooler.dsn();
    }
  }

  /**
   * The mode that it has of itself, before a primary and its standby: it looks at statements, to
   * send them to one or the other, and waits for ever if one is sent by the extended query protocol
   * and another one behind it by the simple one. So BEGIN is sent by itself.
   */
  @Nested
  class StreamingMode implements BehindAPooler {
    private static PostgresServer standby;
    private static Pgpool pooler;

    @BeforeAll
    static void start() {
      server.stop();
      standby =
          PostgresServer.builder()
              .version(VERSION)
              .copyOf(server)
              .hba("host all by_md5 all md5")
              .file("standby.signal", "")
              .setting("primary_conninfo", "host=127.0.0.1 user=postgres port=" + server.port())
              .start();
      server.restart();
      server.execute("ALTER SYSTEM SET synchronous_commit TO remote_apply");
      server.execute("ALTER SYSTEM SET synchronous_standby_names TO '*'");
      server.execute("SELECT pg_reload_conf()");
      pooler =
          Pgpool.before(
              List.of(server, standby),
              Map.of(MODE, STREAMING, "primary_routing_query_pattern_list", ".*pg_sleep.*"),
              Map.of());
    }

    @AfterAll
    static void stop() {
      pooler.close();
      server.execute("ALTER SYSTEM RESET synchronous_standby_names");
      server.execute("SELECT pg_reload_conf()");
      standby.close();
    }

    @Test
    void bothServersAreRead() {
      Set<Object> ports = new HashSet<>();
      for (int i = 0; i < 200 && ports.size() < 2; i++) {
        try (Connection conn = connect(pooler, 5)) {
          ports.add(conn.cursor().execute("SELECT inet_server_port()").fetchOne().get(0));
        }
      }
      assertThat(ports).containsExactlyInAnyOrder(server.port(), standby.port());
    }

    @Override
    public boolean beginApart() {
      return true;
    }

    @Override
    public String dsn() {
      return pooler.dsn();
    }
  }

  /** A session that comes back has nothing left of what was prepared for the one before. */
  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 5})
  void sessionsThatAreUsedAgain(int threshold) {
    for (String mode : new String[] {"raw", STREAMING}) {
      try (Pgpool pooler = start(mode)) {
        for (int client = 0; client < 20; client++) {
          try (Connection conn = connect(pooler, threshold)) {
            for (int i = 0; i < 7; i++) {
              Row row = conn.cursor().execute("SELECT %s::int", i).fetchOne();
              assertThat(row.getInt(0)).isEqualTo(i);
            }
          }
        }
      }
    }
  }

  /** Whatever statement it is that BEGIN goes before. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "SELECT 1; SELECT 2",
        "SELECT count(*) FROM pooled",
        "SHOW work_mem",
        "SET LOCAL work_mem TO '5MB'",
        "CREATE TEMP TABLE gone (n int) ON COMMIT DROP",
        "UPDATE pooled SET name = name",
        "VALUES (1), (2)"
      })
  void theFirstStatement(String sql) {
    try (Pgpool pooler = start(STREAMING);
        Connection conn = connect(pooler, 5)) {
      Cursor<Row> cur = conn.cursor();
      for (int i = 0; i < 3; i++) {
        cur.execute(sql);
        assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INTRANS);
        cur.execute("SELECT 7");
        assertThat(cur.fetchOne().get(0)).isEqualTo(7);
        conn.commit();
        assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 1 / 0", "SELECT nosuch FROM pooled", "selec 1", "SHOW nosuch"})
  void theFirstStatementThatFails(String sql) {
    try (Pgpool pooler = start(STREAMING);
        Connection conn = connect(pooler, 5)) {
      Cursor<Row> cur = conn.cursor();
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> cur.execute(sql)).isInstanceOf(DatabaseException.class);
        assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INERROR);
        conn.rollback();
        assertThat(cur.execute("SELECT %s", i).fetchOne().get(0)).isEqualTo(i);
        conn.rollback();
      }
    }
  }

  @Test
  void itsOwnCommands() {
    try (Pgpool pooler = start("raw");
        Connection conn = Psycopg.connect(pooler.dsn())) {
      Cursor<Row> cur = conn.cursor();
      assertThat(cur.execute("SHOW pool_nodes").fetchOne().getString("port"))
          .isEqualTo(Integer.toString(server.port()));
      assertThat(cur.execute("PGPOOL SHOW num_init_children").fetchOne().getString(0))
          .isEqualTo("8");
    }
  }

  @Test
  void passwords() {
    for (String mode : new String[] {"raw", STREAMING}) {
      try (Pgpool pooler = start(mode)) {
        String dsn = pooler.dsn() + " user=by_md5";
        try (Connection conn =
            Psycopg.connect(dsn + " password=secret", options -> options.beginApart(true))) {
          assertThat(conn.cursor().execute("SELECT current_user").fetchOne().get(0))
              .isEqualTo("by_md5");
        }
        assertThatThrownBy(() -> Psycopg.connect(dsn + " password=wrong"))
            .isInstanceOf(OperationalException.class)
            .hasMessageContaining("md5 authentication failed");
      }
    }
  }
}
