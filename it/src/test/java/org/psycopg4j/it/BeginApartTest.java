// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.ConnectOptions;
import org.psycopg4j.Connection;
import org.psycopg4j.IsolationLevel;
import org.psycopg4j.Pipeline;
import org.psycopg4j.Pipelined;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.FeatureNotSupported;
import org.psycopg4j.errors.InFailedSqlTransaction;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.errors.QueryCanceled;
import org.psycopg4j.pool.ConnectionPool;
import org.psycopg4j.testkit.PostgresServer;

/** BEGIN by itself, before whatever may be the first statement of a transaction. */
class BeginApartTest {
  private static final String VARIABLE = "PSYCOPG4J_BEGIN_APART";
  private static final String APART = "statement: BEGIN";
  private static final String TOGETHER = "execute <unnamed>: BEGIN";

  private interface Script {
    void run(Connection conn) throws Exception;
  }

  @BeforeEach
  void theLog() {
    assumeTrue(Shared.server().embedded(), "the server's log is out of reach");
  }

  /** How BEGIN has come, each time, while a script ran. */
  private static List<String> begins(Consumer<ConnectOptions> options, Script script)
      throws Exception {
    Backend backend;
    try (Connection conn =
        Psycopg.connect(
            Shared.server().dsn() + " options='-c log_statement=all'",
            given -> options.accept(given.prepareThreshold(0)))) {
      backend = Backend.of(conn);
      script.run(conn);
    }
    backend.awaitGone();
    return backend.loggedWays().stream().filter(way -> way.contains(": BEGIN")).toList();
  }

  private static List<String> begins(Script script) throws Exception {
    return begins(options -> options.beginApart(true), script);
  }

  @Test
  void statements() throws Exception {
    assertThat(
            begins(
                conn -> {
                  for (int i = 0; i < 3; i++) {
                    assertThat(conn.cursor().execute("SELECT %s", i).fetchOne().get(0))
                        .isEqualTo(i);
                    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INTRANS);
                    conn.commit();
                  }
                  assertThatThrownBy(() -> conn.cursor().execute("SELECT 1 / 0"))
                      .isInstanceOf(DivisionByZero.class);
                  assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INERROR);
                  conn.rollback();
                }))
        .containsExactly(APART, APART, APART, APART);
  }

  @Test
  void copiesAndCursorsOnTheServer() throws Exception {
    assertThat(
            begins(
                conn -> {
                  Shared.run(conn, "CREATE TEMP TABLE apart (n int)");
                  conn.commit();
                  conn.cursor().copyFrom(new StringReader("1\n2\n"), "apart");
                  conn.commit();
                  StringWriter copied = new StringWriter();
                  conn.cursor().copyTo(copied, "apart");
                  assertThat(copied).hasToString("1\n2\n");
                  conn.commit();
                  assertThat(conn.cursor("named").execute("SELECT n FROM apart").fetchAll())
                      .hasSize(2);
                  conn.commit();
                  assertThat(conn.cursor().stream("SELECT n FROM apart").count()).isEqualTo(2);
                  conn.commit();
                }))
        .hasSizeGreaterThanOrEqualTo(5)
        .containsOnly(APART);
  }

  @Test
  void pipelines() throws Exception {
    assertThat(
            begins(
                conn -> {
                  List<Pipelined<Row>> results = new ArrayList<>();
                  try (Pipeline pipeline = conn.pipeline()) {
                    for (int i = 0; i < 30; i++) {
                      results.add(pipeline.execute("SELECT %s::int", i));
                      if (i % 10 == 9) {
                        pipeline.commit();
                      }
                    }
                  }
                  for (int i = 0; i < 30; i++) {
                    assertThat(results.get(i).fetchOne().getInt(0)).isEqualTo(i);
                  }
                }))
        .containsExactly(APART, APART, APART);
  }

  /** To add the first statement takes as long as BEGIN takes, and not as long as itself. */
  @Test
  void theFirstStatementOfAPipelineIsNotWaitedFor() throws Exception {
    begins(
        options -> options.beginApart(true).prepareThreshold(5),
        conn -> {
          Pipeline pipeline = conn.pipeline();
          Pipelined<Row> first = pipeline.execute("SELECT pg_sleep(3600)");
          Pipelined<Row> behind = pipeline.execute("SELECT 1");
          Backend backend = Backend.of(conn);
          Background<PsycopgException> waiting = Background.start(first::error);
          backend.awaitSleeping();
          conn.cancel();
          assertThat(waiting.result()).isInstanceOf(QueryCanceled.class);
          assertThat(behind.error()).isInstanceOf(InFailedSqlTransaction.class);
          pipeline.close();
          conn.rollback();
        });
  }

  /** Whoever's statement it goes before has the error. */
  @Test
  void aBeginOfAPipelineThatFails() {
    try (PostgresServer standby = PostgresServer.builder().file("standby.signal", "").start();
        Connection conn = Psycopg.connect(standby.dsn(), options -> options.beginApart(true))) {
      conn.isolationLevel(IsolationLevel.SERIALIZABLE);
      Pipeline pipeline = conn.pipeline();
      Pipelined<Row> first = pipeline.execute("SELECT 1");
      assertThat(first.error()).isInstanceOf(FeatureNotSupported.class);
      pipeline.close();
      assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
      conn.isolationLevel(null);
      assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
    }
  }

  @Test
  void manySetsOfArguments() throws Exception {
    assertThat(
            begins(
                conn -> {
                  Shared.run(conn, "CREATE TEMP TABLE apart (n int)");
                  conn.commit();
                  conn.cursor()
                      .executeMany(
                          "INSERT INTO apart VALUES (%s)",
                          List.of(new Object[] {1}, new Object[] {2}, new Object[] {3}));
                  conn.commit();
                  assertThat(Shared.value(conn, "SELECT sum(n)::int FROM apart")).isEqualTo(6);
                }))
        .containsExactly(APART, APART, APART);
  }

  @Test
  void everyBorrowersOfAPool() {
    try (ConnectionPool pool =
        ConnectionPool.of(
            Shared.server().dsn() + " options='-c log_statement=all'",
            options ->
                options.minSize(1).maxSize(1).connect(connect -> connect.beginApart(true)))) {
      Backend backend = null;
      for (int i = 0; i < 3; i++) {
        try (Connection conn = pool.connection()) {
          backend = Backend.of(conn);
          conn.commit();
          assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
        }
      }
      assertThat(backend.loggedWays()).contains(APART).doesNotContain(TOGETHER);
    }
  }

  @Test
  void isNotSoUnlessItIsAskedFor() throws Exception {
    assumeTrue(System.getenv(VARIABLE) == null);
    Script script = conn -> Shared.run(conn, "SELECT 1");
    assertThat(begins(options -> {}, script)).containsExactly(TOGETHER);
    System.setProperty(VARIABLE, "1");
    try {
      assertThat(begins(options -> {}, script)).containsExactly(APART);
      assertThat(begins(options -> options.beginApart(false), script)).containsExactly(TOGETHER);
    } finally {
      System.clearProperty(VARIABLE);
    }
  }
}
