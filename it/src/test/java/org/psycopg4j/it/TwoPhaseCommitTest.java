// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.psycopg4j.it.Logged.statements;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.ConnectionStatus;
import org.psycopg4j.CursorOptions;
import org.psycopg4j.IsolationLevel;
import org.psycopg4j.Row;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.Xid;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.InvalidParameterValue;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.UndefinedObject;
import org.psycopg4j.errors.UniqueViolation;

/** Two-phase commit: what is sent, the states, and every misuse. */
class TwoPhaseCommitTest {
  private static final String NEEDS_TRANSACTION =
      "tpc_commit/tpc_rollback with no parameter must be called in a two-phase transaction";
  private static final String NEEDS_NONE =
      "tpc_commit/tpc_rollback with a xid must be called outside a transaction";

  private final String table = "tpc_" + UUID.randomUUID().toString().replace('-', '_');
  private final Xid xid = Xid.of(42, table, "a branch");
  private Connection conn;

  @BeforeEach
  void connect() {
    assumeTrue(
        !Shared.server().execute("SHOW max_prepared_transactions").get(0).get(0).equals("0"),
        "the server has no two-phase commit");
    conn = Shared.connect();
    Shared.run(conn, "CREATE TABLE " + table + " (a int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
    conn.commit();
  }

  @AfterEach
  void close() {
    if (conn != null) {
      conn.close();
      try (Connection last = Shared.autocommit()) {
        last.tpcRecover().stream().filter(this::isMine).forEach(last::tpcRollback);
        Shared.run(last, "DROP TABLE " + table);
      }
    }
  }

  private boolean isMine(Xid other) {
    return other.gtrid().contains(table);
  }

  private void insert(Connection by, int value) {
    Shared.run(by, "INSERT INTO " + table + " VALUES (%s)", value);
  }

  private List<Object> rows() {
    try (Connection other = Shared.autocommit()) {
      return Shared.column(other.cursor().execute("SELECT a FROM " + table + " ORDER BY a"));
    }
  }

  private void assertState(ConnectionStatus client, TransactionStatus server) {
    assertThat(conn.status()).isEqualTo(client);
    assertThat(conn.getTransactionStatus()).isEqualTo(server);
  }

  private void assertUsable() {
    assertState(ConnectionStatus.READY, TransactionStatus.IDLE);
    assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
    conn.rollback();
  }

  private static void assertRefused(String text, ThrowingCallable misuse) {
    assertThatThrownBy(misuse).isExactlyInstanceOf(ProgrammingException.class).hasMessage(text);
  }

  @Test
  void inTwoPhasesOrInOne() throws Exception {
    String quoted = "it's \\ " + table;
    assertThat(
            statements(
                tx -> {
                  tx.tpcBegin(xid);
                  Shared.run(tx, "SELECT 1");
                  tx.tpcPrepare();
                  tx.tpcCommit();
                  tx.tpcBegin(xid);
                  tx.tpcPrepare();
                  tx.tpcRollback();
                  tx.tpcBegin(xid);
                  tx.tpcCommit();
                  tx.isolationLevel(IsolationLevel.SERIALIZABLE);
                  tx.tpcBegin(quoted);
                  tx.tpcRollback();
                  tx.isolationLevel(null);
                  tx.tpcBegin(quoted);
                  tx.tpcPrepare();
                  tx.reset();
                  tx.tpcCommit(quoted);
                }))
        .containsExactly(
            "BEGIN",
            "SELECT 1",
            "PREPARE TRANSACTION '" + xid + "'",
            "COMMIT PREPARED '" + xid + "'",
            "BEGIN",
            "PREPARE TRANSACTION '" + xid + "'",
            "ROLLBACK PREPARED '" + xid + "'",
            "BEGIN",
            "COMMIT",
            "BEGIN ISOLATION LEVEL SERIALIZABLE",
            "ROLLBACK",
            "BEGIN",
            "PREPARE TRANSACTION 'it''s \\ " + table + "'",
            "DISCARD ALL",
            "COMMIT PREPARED 'it''s \\ " + table + "'");
  }

  @Test
  void whatIsPreparedIsKeptOnlyByItsCommit() {
    conn.tpcBegin(xid);
    assertState(ConnectionStatus.BEGIN, TransactionStatus.INTRANS);
    insert(conn, 1);
    conn.tpcPrepare();
    assertState(ConnectionStatus.PREPARED, TransactionStatus.IDLE);
    assertThat(conn.status().code()).isEqualTo(5);
    assertThat(rows()).isEmpty();
    conn.tpcCommit();
    assertThat(rows()).containsExactly(1);
    assertUsable();
    conn.tpcBegin(xid);
    insert(conn, 2);
    conn.tpcPrepare();
    conn.tpcRollback();
    assertThat(rows()).containsExactly(1);
    assertUsable();
  }

  @Test
  void anotherConnectionFindsWhatALostOneHasPrepared() {
    conn.tpcBegin(xid);
    insert(conn, 1);
    conn.tpcPrepare();
    conn.close();
    try (Connection other = Shared.connect()) {
      Xid found = other.tpcRecover().stream().filter(this::isMine).findFirst().orElseThrow();
      assertThat(other.status()).isEqualTo(ConnectionStatus.READY);
      assertThat(found).isEqualTo(xid).isNotSameAs(xid);
      assertThat(found.prepared())
          .isEqualTo(
              Shared.value(
                  other, "SELECT prepared FROM pg_prepared_xacts WHERE gid = %s", xid.toString()));
      other.rollback();
      assertThat(found.owner()).isEqualTo(Shared.server().user());
      assertThat(found.database()).isEqualTo(Shared.server().database());
      other.tpcCommit(found);
      assertThat(other.status()).isEqualTo(ConnectionStatus.READY);
      assertThat(rows()).containsExactly(1);
      assertThat(other.tpcRecover().stream().filter(this::isMine)).isEmpty();
    }
  }

  @Test
  void recoveringTakesPartInTheTransactionThatIsOpen() throws Exception {
    String recover = "SELECT gid, prepared, owner, database FROM pg_prepared_xacts";
    assertThat(
            statements(
                tx -> {
                  tx.tpcRecover();
                  Shared.run(tx, "SELECT 1");
                  tx.tpcRecover();
                  assertThat(tx.status()).isEqualTo(ConnectionStatus.BEGIN);
                  tx.rollback();
                  tx.autocommit(true);
                  tx.tpcRecover();
                }))
        .containsExactly(
            "BEGIN", recover, "ROLLBACK", "BEGIN", "SELECT 1", recover, "ROLLBACK", recover);
  }

  @Test
  void outsideOfATwoPhaseTransaction() {
    assertRefused("prepare must be called inside a two-phase transaction", conn::tpcPrepare);
    assertRefused(NEEDS_TRANSACTION, conn::tpcCommit);
    assertRefused(NEEDS_TRANSACTION, conn::tpcRollback);
    assertThatThrownBy(() -> conn.tpcCommit(xid))
        .isInstanceOf(UndefinedObject.class)
        .hasMessage("prepared transaction with identifier \"" + xid + "\" does not exist");
    assertUsable();
    insert(conn, 1);
    assertRefused("tpc_begin cannot be used inside a transaction", () -> conn.tpcBegin(xid));
    assertRefused(NEEDS_NONE, () -> conn.tpcCommit(xid));
    assertRefused(NEEDS_NONE, () -> conn.tpcRollback("x"));
    assertRefused(NEEDS_TRANSACTION, conn::tpcCommit);
    conn.rollback();
    conn.autocommit(true);
    assertRefused("tpc_begin can't be called in autocommit mode", () -> conn.tpcBegin(xid));
    conn.inTransaction(
        tx -> {
          assertRefused("tpc_begin cannot be used inside a transaction", () -> tx.tpcBegin(xid));
          assertRefused(NEEDS_NONE, () -> tx.tpcCommit(xid));
        });
    assertUsable();
  }

  private Map<String, Consumer<Connection>> misusesDuring() {
    Map<String, Consumer<Connection>> misuses = new LinkedHashMap<>();
    misuses.put("commit cannot be used during a two-phase transaction", Connection::commit);
    misuses.put("rollback cannot be used during a two-phase transaction", Connection::rollback);
    misuses.put(
        "inTransaction cannot be used during a two-phase transaction",
        tx -> tx.inTransaction(inner -> insert(inner, 9)));
    misuses.put("set_session cannot be used inside a transaction", tx -> tx.autocommit(true));
    misuses.put("tpc_begin cannot be used inside a transaction", tx -> tx.tpcBegin("x"));
    misuses.put(NEEDS_NONE, tx -> tx.tpcCommit(xid));
    return misuses;
  }

  @Test
  void duringATwoPhaseTransaction() {
    conn.tpcBegin(xid);
    insert(conn, 1);
    Map<String, Consumer<Connection>> misuses = misusesDuring();
    misuses.put(
        "set_client_encoding cannot be used during a two-phase transaction",
        tx -> tx.setClientEncoding("LATIN1"));
    misuses.put(
        "set_isolation_level cannot be used during a two-phase transaction",
        tx -> tx.setIsolationLevel(1));
    misuses.forEach((text, misuse) -> assertRefused(text, () -> misuse.accept(conn)));
    conn.setClientEncoding("UTF8"); // which it has
    assertState(ConnectionStatus.BEGIN, TransactionStatus.INTRANS);
    conn.tpcCommit();
    assertThat(rows()).containsExactly(1);
    assertUsable();
  }

  @Test
  void withAPreparedTwoPhaseTransaction() {
    conn.tpcBegin(xid);
    insert(conn, 1);
    conn.tpcPrepare();
    Map<String, Consumer<Connection>> misuses = misusesDuring();
    String text = " cannot be used with a prepared two-phase transaction";
    misuses.put("execute" + text, tx -> Shared.run(tx, "SELECT 1"));
    misuses.put("executemany" + text, tx -> tx.cursor().executeMany("SELECT %s", List.of()));
    misuses.put("tpc_prepare" + text, Connection::tpcPrepare);
    misuses.put("tpc_recover" + text, Connection::tpcRecover);
    misuses.put("cancel" + text, Connection::cancel);
    misuses.put("\"isolation_level\"" + text, tx -> tx.setIsolationLevel(1));
    misuses.put("set_client_encoding" + text, tx -> tx.setClientEncoding("LATIN1"));
    misuses.forEach((message, misuse) -> assertRefused(message, () -> misuse.accept(conn)));
    assertThat(conn.cursor().mogrify("SELECT %s", 1)).asString().isEqualTo("SELECT 1");
    assertState(ConnectionStatus.PREPARED, TransactionStatus.IDLE);
    conn.tpcCommit();
    assertThat(rows()).containsExactly(1);
    assertUsable();
  }

  @Test
  void aResetLeavesWhatIsPreparedToOthers() {
    conn.tpcBegin(xid);
    insert(conn, 1);
    conn.tpcPrepare();
    conn.reset();
    assertUsable();
    conn.tpcBegin("another " + table);
    insert(conn, 2);
    conn.reset();
    assertUsable();
    conn.tpcCommit(xid);
    assertThat(rows()).containsExactly(1);
  }

  /** psycopg2 would then execute in no transaction, and commit nothing in silence. */
  @Test
  void aTransactionThatCannotBePreparedIsGone() {
    for (boolean commits : new boolean[] {true, false}) {
      conn.tpcBegin(xid);
      insert(conn, 1);
      insert(conn, 1);
      assertThatThrownBy(conn::tpcPrepare).isInstanceOf(UniqueViolation.class);
      assertState(ConnectionStatus.BEGIN, TransactionStatus.IDLE);
      assertThatThrownBy(() -> insert(conn, 2))
          .isExactlyInstanceOf(ProgrammingException.class)
          .hasMessageStartingWith("the two-phase transaction is gone");
      assertThatThrownBy(conn::tpcPrepare)
          .isExactlyInstanceOf(ProgrammingException.class)
          .hasMessageStartingWith("the two-phase transaction is gone");
      if (commits) {
        assertThatThrownBy(conn::tpcCommit)
            .isExactlyInstanceOf(ProgrammingException.class)
            .hasMessageStartingWith("the two-phase transaction is gone");
      } else {
        conn.tpcRollback();
      }
      assertThat(rows()).isEmpty();
      assertUsable();
    }
  }

  /** The server answers PREPARE by a rollback and no error; psycopg2 takes that for success. */
  @Test
  void aFailedTransactionCannotBePrepared() {
    conn.tpcBegin(xid);
    insert(conn, 1);
    assertThatThrownBy(() -> Shared.run(conn, "SELECT 1/0")).isInstanceOf(DivisionByZero.class);
    assertState(ConnectionStatus.BEGIN, TransactionStatus.INERROR);
    assertRefused(
        "the two-phase transaction was rolled back, not prepared: a statement in it had failed",
        conn::tpcPrepare);
    conn.tpcRollback();
    assertThat(rows()).isEmpty();
    assertUsable();
  }

  @Test
  void aFailedTransactionIsRolledBackByItsCommitInOnePhase() {
    conn.tpcBegin(xid);
    insert(conn, 1);
    assertThatThrownBy(() -> Shared.run(conn, "SELECT 1/0")).isInstanceOf(DivisionByZero.class);
    conn.tpcCommit();
    assertThat(rows()).isEmpty();
    assertUsable();
    conn.tpcBegin(xid);
    insert(conn, 1);
    insert(conn, 1);
    assertThatThrownBy(conn::tpcCommit).isInstanceOf(UniqueViolation.class);
    assertThat(rows()).isEmpty();
    assertUsable();
  }

  @Test
  void aPageThatFailedUnseenFailsTheCommitInOnePhase() {
    conn.tpcBegin(xid);
    insert(conn, 1);
    Iterator<Row> rows =
        conn.cursor(CursorOptions.name("c").itersize(2))
            .execute("SELECT 60 / (5 - generate_series(1, 9))")
            .iterator();
    for (int i = 0; i < 3; i++) {
      rows.next();
    }
    assertThatThrownBy(conn::tpcCommit).isInstanceOf(DivisionByZero.class);
    assertState(ConnectionStatus.READY, TransactionStatus.IDLE);
    assertThat(rows()).isEmpty();
    assertUsable();
  }

  @Test
  void whatAnotherHasCommittedMeanwhileCanOnlyBeReset() {
    conn.tpcBegin(xid);
    insert(conn, 1);
    conn.tpcPrepare();
    try (Connection other = Shared.connect()) {
      other.tpcCommit(xid);
    }
    assertThatThrownBy(conn::tpcCommit).isInstanceOf(UndefinedObject.class);
    assertThatThrownBy(conn::tpcRollback).isInstanceOf(UndefinedObject.class);
    assertState(ConnectionStatus.PREPARED, TransactionStatus.IDLE);
    conn.reset();
    assertUsable();
  }

  @Test
  void anIdentifierThatTheServerRefuses() {
    conn.tpcBegin(table + "x".repeat(200));
    assertThatThrownBy(conn::tpcPrepare)
        .isInstanceOf(InvalidParameterValue.class)
        .hasMessageEndingWith("is too long");
    conn.tpcRollback();
    assertUsable();
  }

  @Test
  void aClosedConnection() {
    conn.close();
    List<ThrowingCallable> calls =
        List.of(
            () -> conn.xid(1, "a", "b"),
            () -> conn.tpcBegin(xid),
            () -> conn.tpcBegin("x"),
            conn::tpcPrepare,
            conn::tpcCommit,
            () -> conn.tpcCommit(xid),
            conn::tpcRollback,
            () -> conn.tpcRollback("x"),
            conn::tpcRecover);
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call)
          .isInstanceOf(InterfaceException.class)
          .hasMessage("connection already closed");
    }
  }
}
