// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.testkit.PostgresServer;
import org.psycopg4j.testkit.TransactionPooler;

/**
 * Behind a pooler that gives out a session for a transaction only, nothing is prepared for long.
 */
class PoolerTest {
  private static final int CLIENTS = 4;

  private final List<Connection> clients = new ArrayList<>();

  @AfterEach
  void close() {
    clients.forEach(Connection::close);
  }

  private Connection connect(TransactionPooler pooler, int threshold) {
    Connection conn =
        Psycopg.connect(
            options ->
                options
                    .host(pooler.host())
                    .port(pooler.port())
                    .user("anyone")
                    .database("any")
                    .prepareThreshold(threshold));
    clients.add(conn);
    return conn;
  }

  /** Several clients take turns, in autocommit and in transactions. */
  private void work(TransactionPooler pooler, int threshold) {
    for (int i = 0; i < CLIENTS; i++) {
      connect(pooler, threshold).autocommit(i % 2 == 0);
    }
    for (int turn = 0; turn < 12; turn++) {
      for (int i = 0; i < CLIENTS; i++) {
        Connection client = clients.get(i);
        assertThat(Own.value(client, "SELECT %s + 1", turn)).isEqualTo(turn + 1);
        assertThat(Own.value(client, "SELECT %s::text", "of " + i)).isEqualTo("of " + i);
        assertThat(Own.rows(client, "SELECT g FROM generate_series(1, %s) g", turn)).hasSize(turn);
        if (i % 4 != 3) {
          client.commit();
        } else {
          client.rollback();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 5, -1})
  void statementsAreExecutedOnWhateverSessionComes(int threshold) {
    try (TransactionPooler pooler = TransactionPooler.to(PostgresServer.shared(), 3)) {
      work(pooler, threshold);
      assertThat(pooler.transactions()).isGreaterThanOrEqualTo(100);
      for (Connection client : clients) {
        assertThat(client.info().promotedExecutions()).isZero();
      }
    }
  }

  @Test
  void theReasonIsThePooler() {
    try (TransactionPooler pooler = TransactionPooler.to(PostgresServer.shared(), 2)) {
      Connection conn = connect(pooler, 0);
      Own.value(conn, "SELECT %s", 1);
      assertThat(conn.explainPromotion("SELECT %s", 1).reason()).contains("a pooler in between");
      conn.rollback();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 5})
  void aPoolerThatDoesNotLookLikeOneLosesStatementsAndNothingElse(int threshold) {
    try (TransactionPooler pooler = TransactionPooler.inDisguise(PostgresServer.shared(), 3)) {
      work(pooler, threshold);
    }
  }

  @Test
  void theKitsPoolerSwitchesSessionsBetweenTransactionsOnly() {
    try (TransactionPooler pooler = TransactionPooler.to(PostgresServer.shared(), 2)) {
      Connection conn = connect(pooler, -1);
      Object first = Own.value(conn, "SELECT pg_backend_pid()");
      assertThat(Own.value(conn, "SELECT pg_backend_pid()")).isEqualTo(first);
      conn.commit();
      Object second = Own.value(conn, "SELECT pg_backend_pid()");
      assertThat(second).isNotEqualTo(first).isNotEqualTo(conn.getBackendPid());
      conn.rollback();
      List<Row> rows = conn.cursor().execute("SELECT pg_backend_pid()").fetchAll();
      assertThat(rows.get(0).get(0)).isEqualTo(first);
      conn.rollback();
    }
  }
}
