// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.ConnectionStatus;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.InFailedSqlTransaction;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.UniqueViolation;

/** Commit, rollback and the states between them. */
class TransactionEndTest {
  private Connection conn;
  private Cursor<Row> cur;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
    cur = conn.cursor();
    cur.execute("CREATE TEMP TABLE t (a int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
    conn.commit();
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private Object count() {
    return Shared.value(cur.execute("SELECT count(*) FROM t"));
  }

  private void assertState(ConnectionStatus client, TransactionStatus server) {
    assertThat(conn.status()).isEqualTo(client);
    assertThat(conn.getTransactionStatus()).isEqualTo(server);
  }

  @Test
  void commitKeepsAndRollbackUndoes() {
    cur.execute("INSERT INTO t VALUES (1)");
    conn.commit();
    cur.execute("INSERT INTO t VALUES (2)");
    conn.rollback();
    assertThat(count()).isEqualTo(1L);
  }

  @Test
  void theStatesFollowTheTransaction() {
    assertState(ConnectionStatus.READY, TransactionStatus.IDLE);
    cur.execute("SELECT 1");
    assertState(ConnectionStatus.BEGIN, TransactionStatus.INTRANS);
    assertThatThrownBy(() -> cur.execute("SELECT 1/0")).isInstanceOf(DivisionByZero.class);
    assertState(ConnectionStatus.BEGIN, TransactionStatus.INERROR);
    assertThatThrownBy(() -> cur.execute("SELECT 1")).isInstanceOf(InFailedSqlTransaction.class);
    conn.rollback();
    assertState(ConnectionStatus.READY, TransactionStatus.IDLE);
    cur.execute("SELECT 1");
    conn.commit();
    assertState(ConnectionStatus.READY, TransactionStatus.IDLE);
    conn.close();
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.UNKNOWN);
  }

  @Test
  void theFirstStatementsErrorLeavesAFailedTransaction() {
    assertThatThrownBy(() -> cur.execute("SELECT 1/0")).isInstanceOf(DivisionByZero.class);
    assertState(ConnectionStatus.BEGIN, TransactionStatus.INERROR);
  }

  @Test
  void aTransactionIsOneTransaction() {
    Object first = Shared.value(conn, "SELECT pg_current_xact_id()::text");
    assertThat(Shared.value(conn, "SELECT pg_current_xact_id()::text")).isEqualTo(first);
    conn.commit();
    assertThat(Shared.value(conn, "SELECT pg_current_xact_id()::text")).isNotEqualTo(first);
  }

  @Test
  void aCommitThatFailsRaisesAndLeavesTheConnectionReady() {
    cur.execute("INSERT INTO t VALUES (1), (1)");
    assertThatThrownBy(conn::commit)
        .isInstanceOf(UniqueViolation.class)
        .hasMessage(
            "duplicate key value violates unique constraint \"t_a_key\"\n"
                + "DETAIL:  Key (a)=(1) already exists.");
    assertState(ConnectionStatus.READY, TransactionStatus.IDLE);
    assertThat(count()).isEqualTo(0L);
  }

  @Test
  void aCommitOfAFailedTransactionIsSilentlyARollback() {
    cur.execute("INSERT INTO t VALUES (1)");
    assertThatThrownBy(() -> cur.execute("SELECT 1/0")).isInstanceOf(DivisionByZero.class);
    conn.commit();
    assertState(ConnectionStatus.READY, TransactionStatus.IDLE);
    assertThat(count()).isEqualTo(0L);
  }

  @Test
  void inAutocommitAStatementIsATransactionAndAnErrorLeavesNone() {
    conn.autocommit(true);
    assertThat(conn.autocommit()).isTrue();
    cur.execute("INSERT INTO t VALUES (1)");
    assertState(ConnectionStatus.READY, TransactionStatus.IDLE);
    assertThatThrownBy(() -> cur.execute("SELECT 1/0")).isInstanceOf(DivisionByZero.class);
    assertState(ConnectionStatus.READY, TransactionStatus.IDLE);
    conn.rollback();
    assertThat(count()).isEqualTo(1L);
  }

  @Test
  void aTransactionThatTheUserBeginsInAutocommitIsTheServersAlone() {
    conn.autocommit(true);
    cur.execute("BEGIN");
    assertState(ConnectionStatus.READY, TransactionStatus.INTRANS);
    cur.execute("INSERT INTO t VALUES (1)");
    conn.commit(); // does nothing, as in psycopg2
    assertState(ConnectionStatus.READY, TransactionStatus.INTRANS);
    cur.execute("ROLLBACK");
    assertThat(count()).isEqualTo(0L);
  }

  @Test
  void autocommitCannotBeSetWithinATransaction() {
    cur.execute("SELECT 1");
    assertThatThrownBy(() -> conn.autocommit(true))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("set_session cannot be used inside a transaction");
    assertThat(conn.autocommit()).isFalse();
    conn.rollback();
    conn.autocommit(true);
    assertThat(conn.autocommit()).isTrue();
  }

  @Test
  void aCommitByStatementIsNotSeenByTheClient() {
    cur.execute("INSERT INTO t VALUES (1)");
    cur.execute("COMMIT");
    assertState(ConnectionStatus.BEGIN, TransactionStatus.IDLE);
    conn.commit();
    assertState(ConnectionStatus.READY, TransactionStatus.IDLE);
    assertThat(conn.notices()).containsExactly("WARNING:  there is no transaction in progress\n");
    assertThat(count()).isEqualTo(1L);
  }

  @Test
  void closingUndoesWhatWasNotCommitted() {
    try (Connection other = Shared.autocommit()) {
      String table = "closing_" + conn.getBackendPid();
      Backend backend = Backend.of(conn);
      cur.execute("CREATE TABLE " + table + " (a int)");
      conn.close();
      backend.awaitGone();
      assertThat(Shared.value(other, "SELECT to_regclass(%s)::text", table)).isNull();
    }
  }

  @Test
  void whatWasFetchedStaysReadableAfterTheTransaction() {
    cur.execute("SELECT generate_series(1, 3)");
    assertThat(cur.fetchOne().getInt(0)).isEqualTo(1);
    conn.commit();
    assertThat(cur.fetchOne().getInt(0)).isEqualTo(2);
    conn.rollback();
    assertThat(cur.fetchOne().getInt(0)).isEqualTo(3);
  }
}
