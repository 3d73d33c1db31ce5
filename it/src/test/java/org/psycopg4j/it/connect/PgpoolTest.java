// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.testkit.Pgpool;
import org.psycopg4j.testkit.PostgresServer;

/**
 * Behind Pgpool-II, a real one, which keeps a session for the next client. In its raw mode: one
 * that sends statements to several servers keeps the answer to BEGIN to itself, if that comes by
 * the extended query protocol and a simple query behind it.
 */
@Timeout(120)
class PgpoolTest implements BehindAPooler {
  private static PostgresServer server;
  private static Pgpool pooler;

  @BeforeAll
  static void start() {
    assumeTrue(Pgpool.isInstalled(), "Pgpool-II is not installed");
    server =
        PostgresServer.builder()
            .version(15) // what this Pgpool-II knows the catalogs of
            .hba("host all by_md5 all md5")
            .initSql(
                "CREATE TABLE pooled (id int PRIMARY KEY, name text);"
                    + " SET password_encryption TO md5;"
                    + " CREATE ROLE by_md5 LOGIN PASSWORD 'secret'")
            .start();
    pooler =
        Pgpool.before(
            List.of(server), Map.of("backend_clustering_mode", "raw"), Map.of("by_md5", "secret"));
  }

  @AfterAll
  static void stop() {
    if (pooler != null) {
      pooler.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Override
  public String dsn() {
    return pooler.dsn();
  }

  /** A session that comes back has nothing left of what was prepared for the one before. */
  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 5})
  void sessionsThatAreUsedAgain(int threshold) {
    for (int client = 0; client < 20; client++) {
      try (Connection conn =
          Psycopg.connect(dsn(), options -> options.prepareThreshold(threshold))) {
        for (int i = 0; i < 7; i++) {
          Row row = conn.cursor().execute("SELECT %s::int", i).fetchOne();
          assertThat(row.getInt(0)).isEqualTo(i);
        }
      }
    }
  }

  /** Each by a simple query of its own, as psycopg2 sends them. */
  @Test
  void whereItLooksAtStatementsPlainOnesGo() {
    try (Pgpool streaming =
            Pgpool.before(
                List.of(server),
                Map.of("backend_clustering_mode", "streaming_replication"),
                Map.of());
        Connection conn =
            Psycopg.connect(streaming.dsn(), options -> options.prepareThreshold(-1))) {
      conn.autocommit(true);
      Cursor<Row> cur = conn.cursor();
      for (int i = 0; i < 10; i++) {
        cur.execute("BEGIN");
        cur.execute("INSERT INTO pooled VALUES (%s, %s)", 1_000_000 + i, "by hand");
        assertThat(cur.execute("SELECT %s::int", i).fetchOne().getInt(0)).isEqualTo(i);
        cur.execute(i % 2 == 0 ? "COMMIT" : "ROLLBACK");
      }
      cur.execute("DELETE FROM pooled WHERE id >= %s", 1_000_000);
      assertThat(cur.rowCount()).isEqualTo(5);
    }
  }

  @Test
  void itsOwnCommands() {
    try (Connection conn = Psycopg.connect(dsn())) {
      Cursor<Row> cur = conn.cursor();
      assertThat(cur.execute("SHOW pool_nodes").fetchOne().getString("port"))
          .isEqualTo(Integer.toString(server.port()));
      assertThat(cur.execute("PGPOOL SHOW num_init_children").fetchOne().getString(0))
          .isEqualTo("8");
    }
  }

  @Test
  void passwords() {
    String dsn = dsn() + " user=by_md5";
    try (Connection conn = Psycopg.connect(dsn + " password=secret")) {
      assertThat(conn.cursor().execute("SELECT current_user").fetchOne().get(0))
          .isEqualTo("by_md5");
    }
    assertThatThrownBy(() -> Psycopg.connect(dsn + " password=wrong"))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("md5 authentication failed");
  }
}
