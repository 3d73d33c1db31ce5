// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.psycopg4j.IsolationLevel.READ_COMMITTED;
import static org.psycopg4j.IsolationLevel.READ_UNCOMMITTED;
import static org.psycopg4j.IsolationLevel.REPEATABLE_READ;
import static org.psycopg4j.IsolationLevel.SERIALIZABLE;
import static org.psycopg4j.it.Logged.statements;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.ConnectionStatus;
import org.psycopg4j.IsolationLevel;
import org.psycopg4j.SessionOptions;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.InFailedSqlTransaction;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.ReadOnlySqlTransaction;

/** Isolation level, readonly, deferrable and autocommit: what psycopg2 sends, and when. */
class SessionSettingsTest {
  private static final String ISOLATION_DEFAULT = "SET default_transaction_isolation TO DEFAULT";
  private static final String READONLY_DEFAULT = "SET default_transaction_read_only TO DEFAULT";
  private static final String DEFERRABLE_DEFAULT = "SET default_transaction_deferrable TO DEFAULT";

  private Connection conn;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private static SessionOptions options() {
    return SessionOptions.unchanged();
  }

  private static void assertSettings(
      Connection conn, boolean autocommit, IsolationLevel level, Boolean ro, Boolean deferrable) {
    assertThat(conn.autocommit()).isEqualTo(autocommit);
    assertThat(conn.isolationLevel()).isEqualTo(level);
    assertThat(conn.readonly()).isEqualTo(ro);
    assertThat(conn.deferrable()).isEqualTo(deferrable);
  }

  @Test
  void withoutAutocommitBeginSaysWhatWasSet() throws Exception {
    assertThat(
            statements(
                conn -> {
                  conn.setSession(
                      options().isolationLevel(SERIALIZABLE).readonly(true).deferrable(true));
                  Shared.run(conn, "SELECT 1");
                  conn.rollback();
                  conn.isolationLevel(READ_COMMITTED);
                  conn.readonly(false);
                  conn.deferrable(false);
                  Shared.run(conn, "SELECT 2");
                  conn.commit();
                  conn.setSession(options().readonly(null).deferrable(null));
                  assertSettings(conn, false, READ_COMMITTED, null, null);
                  Shared.run(conn, "SELECT 3");
                  conn.commit();
                  conn.isolationLevel(null);
                  assertSettings(conn, false, null, null, null);
                  Shared.run(conn, "SELECT 4");
                }))
        .containsExactly(
            "BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY DEFERRABLE",
            "SELECT 1",
            "ROLLBACK",
            "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE NOT DEFERRABLE",
            "SELECT 2",
            "COMMIT",
            "BEGIN ISOLATION LEVEL READ COMMITTED",
            "SELECT 3",
            "COMMIT",
            "BEGIN",
            "SELECT 4");
  }

  @Test
  void withAutocommitWhatIsSetIsSentAndGivenBackAtItsEnd() throws Exception {
    assertThat(
            statements(
                conn -> {
                  conn.autocommit(true);
                  conn.autocommit(true);
                  conn.isolationLevel(REPEATABLE_READ);
                  conn.isolationLevel(REPEATABLE_READ);
                  conn.isolationLevel(null);
                  conn.readonly(true);
                  conn.readonly(false);
                  conn.deferrable(true);
                  conn.setSession(options());
                  assertSettings(conn, true, null, false, true);
                  conn.autocommit(false);
                  conn.autocommit(false);
                  Shared.run(conn, "SELECT 1");
                }))
        .containsExactly(
            "SET default_transaction_isolation TO 'REPEATABLE READ'",
            "SET default_transaction_isolation TO 'REPEATABLE READ'",
            ISOLATION_DEFAULT,
            "SET default_transaction_read_only TO 'on'",
            "SET default_transaction_read_only TO 'off'",
            "SET default_transaction_deferrable TO 'on'",
            READONLY_DEFAULT,
            DEFERRABLE_DEFAULT,
            "BEGIN READ WRITE DEFERRABLE",
            "SELECT 1");
  }

  @Test
  void turningAutocommitOnSendsOnlyWhatIsNamedWithIt() throws Exception {
    assertThat(
            statements(
                conn -> {
                  conn.setSession(
                      options().isolationLevel(SERIALIZABLE).readonly(true).deferrable(true));
                  conn.autocommit(true);
                  assertSettings(conn, true, SERIALIZABLE, true, true);
                  conn.setSession(options().autocommit(false));
                  conn.setSession(options().isolationLevel(READ_UNCOMMITTED).autocommit(true));
                  conn.setSession(
                      options()
                          .isolationLevel(null)
                          .readonly(null)
                          .deferrable(null)
                          .autocommit(false));
                  conn.setSession(
                      options().isolationLevel(REPEATABLE_READ).readonly(true).autocommit(true));
                  conn.setSession(options().isolationLevel(SERIALIZABLE).autocommit(false));
                  Shared.run(conn, "SELECT 1");
                }))
        .containsExactly(
            ISOLATION_DEFAULT,
            READONLY_DEFAULT,
            DEFERRABLE_DEFAULT,
            "SET default_transaction_isolation TO 'READ UNCOMMITTED'",
            ISOLATION_DEFAULT,
            READONLY_DEFAULT,
            DEFERRABLE_DEFAULT,
            "SET default_transaction_isolation TO 'REPEATABLE READ'",
            "SET default_transaction_read_only TO 'on'",
            ISOLATION_DEFAULT,
            READONLY_DEFAULT,
            "BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY",
            "SELECT 1");
  }

  @Test
  void theOldWayRollsBackFirst() throws Exception {
    assertThat(
            statements(
                conn -> {
                  conn.setSession(options().isolationLevel(SERIALIZABLE).readonly(true));
                  conn.setIsolationLevel(0);
                  conn.setIsolationLevel(0);
                  assertSettings(conn, true, SERIALIZABLE, true, null);
                  conn.setIsolationLevel(2);
                  assertSettings(conn, false, REPEATABLE_READ, true, null);
                  Shared.run(conn, "SELECT 1");
                  conn.setIsolationLevel(2);
                  assertThat(conn.status()).isEqualTo(ConnectionStatus.READY);
                  Shared.run(conn, "SELECT 2");
                  conn.setIsolationLevel(0);
                  assertSettings(conn, true, REPEATABLE_READ, true, null);
                }))
        .containsExactly(
            ISOLATION_DEFAULT,
            READONLY_DEFAULT,
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            "SELECT 1",
            "ROLLBACK",
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            "SELECT 2",
            "ROLLBACK");
  }

  @Test
  void aBlockInAutocommitBeginsWithTheSettings() throws Exception {
    assertThat(
            statements(
                conn -> {
                  conn.autocommit(true);
                  conn.isolationLevel(REPEATABLE_READ);
                  conn.inTransaction(tx -> Shared.run(tx, "SELECT 1"));
                }))
        .containsExactly(
            "SET default_transaction_isolation TO 'REPEATABLE READ'",
            "BEGIN ISOLATION LEVEL REPEATABLE READ",
            "SELECT 1",
            "COMMIT");
  }

  @ParameterizedTest
  @EnumSource(IsolationLevel.class)
  void theServerHasTheLevelThatWasSet(IsolationLevel level) {
    String name = level.name().replace('_', ' ').toLowerCase(java.util.Locale.ROOT);
    conn.isolationLevel(IsolationLevel.of(name));
    assertThat(Shared.value(conn, "SHOW transaction_isolation")).isEqualTo(name);
    conn.rollback();
    conn.isolationLevel(null);
    conn.autocommit(true);
    conn.isolationLevel(IsolationLevel.of(level.code()));
    assertThat(Shared.value(conn, "SHOW transaction_isolation")).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aReadonlyTransactionCannotWrite(boolean autocommit) {
    conn.setSession(options().autocommit(autocommit).readonly(true));
    assertThatThrownBy(() -> Shared.run(conn, "CREATE TABLE no (a int)"))
        .isInstanceOf(ReadOnlySqlTransaction.class);
    conn.rollback();
    conn.readonly(false);
    Shared.run(conn, "CREATE TEMP TABLE yes (a int)");
  }

  private static final List<Consumer<Connection>> SETTERS =
      List.of(
          conn -> conn.autocommit(true),
          conn -> conn.autocommit(false),
          conn -> conn.isolationLevel(SERIALIZABLE),
          conn -> conn.readonly(true),
          conn -> conn.deferrable(null),
          conn -> conn.setSession(options()));

  @Test
  void nothingIsSetInATransaction() {
    Shared.run(conn, "SELECT 1");
    for (Consumer<Connection> setter : SETTERS) {
      assertThatThrownBy(() -> setter.accept(conn))
          .isExactlyInstanceOf(ProgrammingException.class)
          .hasMessage("set_session cannot be used inside a transaction");
    }
    assertSettings(conn, false, null, null, null);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INTRANS);
    assertThat(Shared.value(conn, "SELECT 2")).isEqualTo(2);
  }

  @Test
  void nothingIsSetInABlockThatHasNotBegunYet() {
    conn.inTransaction(
        tx -> {
          for (Consumer<Connection> setter : SETTERS) {
            assertThatThrownBy(() -> setter.accept(tx))
                .isExactlyInstanceOf(ProgrammingException.class)
                .hasMessage("set_session cannot be used inside a transaction");
          }
        });
    assertSettings(conn, false, null, null, null);
  }

  @Test
  void aClosedConnectionHasItsSettingsButSetsNone() {
    conn.isolationLevel(SERIALIZABLE);
    conn.close();
    assertSettings(conn, false, SERIALIZABLE, null, null);
    for (Consumer<Connection> setter : SETTERS) {
      assertThatThrownBy(() -> setter.accept(conn))
          .isInstanceOf(InterfaceException.class)
          .hasMessage("connection already closed");
    }
    assertThatThrownBy(() -> conn.setIsolationLevel(9))
        .isInstanceOf(InterfaceException.class)
        .hasMessage("connection already closed");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 5})
  void theOldWayKnowsFiveNumbers(int level) {
    Shared.run(conn, "SELECT 1");
    assertThatThrownBy(() -> conn.setIsolationLevel(level))
        .isInstanceOfSatisfying(
            ParameterException.class,
            e -> assertThat(e.kind()).isEqualTo(ParameterException.Kind.VALUE))
        .hasMessage("isolation level must be between 0 and 4");
    assertThat(conn.status()).isEqualTo(ConnectionStatus.BEGIN);
  }

  @Test
  void whatTheServerRefusesIsNotSet() {
    conn.autocommit(true);
    Shared.run(conn, "BEGIN");
    assertThatThrownBy(() -> Shared.run(conn, "SELECT 1/0")).isNotNull();
    assertThatThrownBy(() -> conn.setSession(options().isolationLevel(SERIALIZABLE).readonly(true)))
        .isInstanceOf(InFailedSqlTransaction.class);
    assertSettings(conn, true, null, null, null);
    Shared.run(conn, "ROLLBACK");
    conn.isolationLevel(SERIALIZABLE);
    assertSettings(conn, true, SERIALIZABLE, null, null);
  }

  @Test
  void anotherThreadsBlockIsLeftAlone() throws Exception {
    conn.inTransaction(
        tx -> {
          for (Consumer<Connection> setter :
              List.<Consumer<Connection>>of(
                  other -> other.autocommit(true),
                  Connection::reset,
                  other -> other.setIsolationLevel(1),
                  other -> other.setClientEncoding("LATIN1"),
                  other -> other.tpcBegin("x"),
                  other -> other.tpcCommit("x"))) {
            assertThat(
                    Background.start(
                            () -> {
                              setter.accept(conn);
                              return null;
                            })
                        .failure())
                .isInstanceOf(ProgrammingException.class)
                .hasMessage("the connection is in a transaction block of another thread");
          }
          assertThat(Shared.value(tx, "SELECT 1")).isEqualTo(1);
        });
  }
}
