// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.ConnectionStatus;
import org.psycopg4j.IsolationLevel;
import org.psycopg4j.Psycopg;
import org.psycopg4j.SessionOptions;
import org.psycopg4j.TransactionOptions;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.DatabaseException;
import org.psycopg4j.errors.FeatureNotSupported;
import org.psycopg4j.testkit.PostgresServer;

/**
 * A BEGIN that fails: a standby refuses some. The statement behind it, which is on its way already,
 * must not be executed.
 */
class StandbyTest {
  private static PostgresServer standby;
  private Connection conn;

  @BeforeAll
  static void start() {
    standby = PostgresServer.builder().file("standby.signal", "").start();
  }

  @AfterAll
  static void stop() {
    standby.close();
  }

  @BeforeEach
  void connect() {
    conn = Psycopg.connect(standby.dsn());
    assertThat(Shared.value(conn, "SELECT pg_is_in_recovery()")).isEqualTo(true);
    Shared.run(conn, "SET psycopg4j.executed TO 'no'");
    conn.commit();
  }

  @AfterEach
  void close() {
    conn.close();
  }

  /** The statement that a failed BEGIN is in front of leaves a trace if it is executed. */
  private void executeAndTell() {
    Shared.run(conn, "SET psycopg4j.executed TO 'yes'");
  }

  private void assertNotExecutedAndUsable() {
    assertThat(conn.status()).isEqualTo(ConnectionStatus.READY);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
    conn.setSession(SessionOptions.unchanged().isolationLevel(null).readonly(null));
    assertThat(Shared.value(conn, "SHOW psycopg4j.executed")).isEqualTo("no");
    conn.commit();
  }

  @Test
  void serializableIsRefused() {
    conn.isolationLevel(IsolationLevel.SERIALIZABLE);
    assertThatThrownBy(this::executeAndTell)
        .isInstanceOf(FeatureNotSupported.class)
        .hasMessageContaining("cannot use serializable mode in a hot standby");
    assertNotExecutedAndUsable();
  }

  @Test
  void writingIsRefused() {
    conn.readonly(false);
    assertThatThrownBy(this::executeAndTell)
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("cannot set transaction read-write mode during recovery");
    assertNotExecutedAndUsable();
  }

  @Test
  void aBlockThatCannotBeginRaisesTheServersError() {
    DatabaseException refused =
        catchThrowableOfType(
            DatabaseException.class,
            () ->
                conn.inTransaction(
                    TransactionOptions.defaults().isolationLevel(IsolationLevel.SERIALIZABLE),
                    tx -> executeAndTell()));
    assertThat(refused).hasNoSuppressedExceptions().isInstanceOf(FeatureNotSupported.class);
    assertNotExecutedAndUsable();
  }

  @Test
  void aTwoPhaseTransactionCannotBegin() {
    conn.isolationLevel(IsolationLevel.SERIALIZABLE);
    assertThatThrownBy(() -> conn.tpcBegin("x")).isInstanceOf(FeatureNotSupported.class);
    assertNotExecutedAndUsable();
  }
}
