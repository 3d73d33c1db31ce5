// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
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
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.testkit.PgBouncer;
import org.psycopg4j.testkit.PostgresServer;

/** Behind PgBouncer, a real one. */
@Timeout(120)
class PgBouncerTest {
  private static final String SCRAM = "scram-sha-256";

  private static PostgresServer server;

  @BeforeAll
  static void start() {
    assumeTrue(PgBouncer.isThere(), "PgBouncer is not there");
    server =
        PostgresServer.builder()
            .hba("host all by_scram all scram-sha-256")
            .hba("host all by_md5 all md5")
            .initSql(
                "CREATE TABLE pooled (id int PRIMARY KEY, name text);"
                    + " CREATE ROLE by_scram LOGIN PASSWORD 'secret';"
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

  /** A session as long as the client stays. */
  @Nested
  class SessionMode implements BehindAPooler {
    private static PgBouncer pooler;

    @BeforeAll
    static void start() {
      pooler = PgBouncer.before(server, Map.of("pool_mode", "session"));
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

  /** A session for a transaction, and few of them. */
  @Nested
  class TransactionMode implements BehindAPooler {
    private static PgBouncer pooler;

    @BeforeAll
    static void start() {
      pooler =
          PgBouncer.before(server, Map.of("pool_mode", "transaction", "default_pool_size", "3"));
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

  /** Its administrator's database: commands of its own, each by a simple query. */
  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 5})
  void theConsole(int threshold) {
    try (PgBouncer pooler = PgBouncer.before(server, Map.of());
        Connection client = Psycopg.connect(pooler.dsn());
        Connection conn =
            Psycopg.connect(
                pooler.dsn() + " dbname=pgbouncer",
                options -> options.prepareThreshold(threshold))) {
      client.cursor().execute("SELECT 1");
      conn.autocommit(true);
      Cursor<Row> cur = conn.cursor();
      for (int i = 0; i < 7; i++) {
        cur.execute("SHOW POOLS");
        assertThat(cur.description().get(0).name()).isEqualTo("database");
        assertThat(cur.fetchAll())
            .anySatisfy(
                row -> {
                  assertThat(row.getString("database")).isEqualTo(server.database());
                  assertThat(row.getInt("cl_active")).isEqualTo(1);
                });
      }
      assertThat(cur.execute("SHOW VERSION").fetchOne().getString(0)).startsWith("PgBouncer ");
      assertThatThrownBy(() -> cur.execute("SHOW nosuch"))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("invalid command 'SHOW nosuch'");
      assertThat(cur.execute("SHOW VERSION").fetchOne().getString(0)).startsWith("PgBouncer ");
    }
  }

  /** BEGIN goes first, and by itself: an error, as in psycopg2, that the connection survives. */
  @Test
  void theConsoleKnowsNoTransactions() {
    try (PgBouncer pooler = PgBouncer.before(server, Map.of());
        Connection conn = Psycopg.connect(pooler.dsn() + " dbname=pgbouncer")) {
      Cursor<Row> cur = conn.cursor();
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> cur.execute("SHOW POOLS"))
            .isInstanceOf(OperationalException.class)
            .hasMessageContaining("invalid command 'BEGIN'");
        assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
      }
      conn.autocommit(true);
      assertThat(cur.execute("SHOW VERSION").fetchOne().getString(0)).startsWith("PgBouncer ");
    }
  }

  @Test
  void nothingIsPreparedBehindIt() {
    for (String mode : new String[] {"session", "transaction"}) {
      try (PgBouncer pooler = PgBouncer.before(server, Map.of("pool_mode", mode));
          Connection conn = Psycopg.connect(pooler.dsn(), options -> options.prepareThreshold(0))) {
        for (int i = 0; i < 8; i++) {
          conn.cursor().execute("SELECT %s", i);
        }
        assertThat(conn.info().promotedExecutions()).isZero();
        assertThat(conn.explainPromotion("SELECT %s", 1).reason()).contains("a pooler in between");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"md5", "scram-sha-256"})
  void passwords(String method) {
    String user = method.equals(SCRAM) ? "by_scram" : "by_md5";
    try (PgBouncer pooler =
        PgBouncer.before(server, Map.of("auth_type", method), Map.of(user, "secret"))) {
      String dsn = pooler.dsn() + " user=" + user;
      try (Connection conn = Psycopg.connect(dsn + " password=secret require_auth=" + method)) {
        assertThat(conn.cursor().execute("SELECT current_user").fetchOne().get(0)).isEqualTo(user);
      }
      assertThatThrownBy(() -> Psycopg.connect(dsn + " password=wrong"))
          .isInstanceOf(OperationalException.class)
          .hasMessageMatching(".*: FATAL:  (password|SASL) authentication failed");
      assertThatThrownBy(() -> Psycopg.connect(dsn + " passfile=/nowhere"))
          .hasMessageEndingWith("fe_sendauth: no password supplied");
    }
  }

  /** What it passes on of a start-up, and what it refuses. */
  @Test
  void parametersOfTheStart() {
    try (PgBouncer pooler = PgBouncer.before(server, Map.of("pool_mode", "transaction"))) {
      String dsn = pooler.dsn();
      try (Connection conn = Psycopg.connect(dsn + " application_name=me client_encoding=LATIN1")) {
        Cursor<Row> cur = conn.cursor();
        assertThat(cur.execute("SHOW application_name").fetchOne().get(0)).isEqualTo("me");
        assertThat(cur.execute("SELECT %s", "é").fetchOne().get(0)).isEqualTo("é");
      }
      assertThatThrownBy(() -> Psycopg.connect(dsn + " options='-c geqo=off'"))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("unsupported startup parameter");
    }
    try (PgBouncer pooler =
            PgBouncer.before(server, Map.of("ignore_startup_parameters", "options"));
        Connection conn = Psycopg.connect(pooler.dsn() + " options='-c geqo=off'")) {
      assertThat(conn.cursor().execute("SHOW geqo").fetchOne().get(0)).isEqualTo("on");
    }
  }
}
