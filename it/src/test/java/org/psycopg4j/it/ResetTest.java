// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.psycopg4j.it.Logged.statements;

import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.ConnectionStatus;
import org.psycopg4j.Cursor;
import org.psycopg4j.CursorOptions;
import org.psycopg4j.IsolationLevel;
import org.psycopg4j.Row;
import org.psycopg4j.SessionOptions;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.InvalidCursorName;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.UndefinedTable;

/** reset() gives a session back the state that it began with. */
class ResetTest {
  private static void assertFresh(Connection conn) {
    assertThat(conn.status()).isEqualTo(ConnectionStatus.READY);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
    assertThat(conn.autocommit()).isFalse();
    assertThat(conn.isolationLevel()).isNull();
    assertThat(conn.readonly()).isNull();
    assertThat(conn.deferrable()).isNull();
  }

  @Test
  void anIdleSessionIsDiscardedAndOneInATransactionAbortedFirst() throws Exception {
    assertThat(
            statements(
                conn -> {
                  conn.setSession(
                      SessionOptions.unchanged()
                          .isolationLevel(IsolationLevel.SERIALIZABLE)
                          .readonly(true)
                          .deferrable(true)
                          .autocommit(true));
                  conn.reset();
                  assertFresh(conn);
                  conn.isolationLevel(IsolationLevel.REPEATABLE_READ);
                  Shared.run(conn, "SELECT 1");
                  conn.reset();
                  assertFresh(conn);
                  Shared.run(conn, "SELECT 2");
                }))
        .containsExactly(
            "SET default_transaction_isolation TO 'SERIALIZABLE'",
            "SET default_transaction_read_only TO 'on'",
            "SET default_transaction_deferrable TO 'on'",
            "DISCARD ALL",
            "BEGIN ISOLATION LEVEL REPEATABLE READ",
            "SELECT 1",
            "ABORT",
            "DISCARD ALL",
            "BEGIN",
            "SELECT 2");
  }

  @Test
  void aTransactionOfTheUsersOwnIsAbortedToo() {
    try (Connection conn = Shared.autocommit()) {
      Shared.run(conn, "BEGIN");
      assertThatThrownBy(() -> Shared.run(conn, "SELECT 1/0")).isNotNull();
      conn.reset();
      assertFresh(conn);
      assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
    }
  }

  @Test
  void encodingAndDatesAreAsAtTheBeginning() {
    try (Connection conn =
        Shared.connect("client_encoding=LATIN1 options='-c DateStyle=German -c work_mem=2MB'")) {
      conn.setClientEncoding("UTF8");
      Shared.run(conn, "SET DateStyle TO SQL");
      Shared.run(conn, "SET work_mem TO '3MB'");
      Shared.run(conn, "CREATE TEMP TABLE t (a int)");
      conn.commit();
      assertThat(conn.encoding()).isEqualTo("UTF8");
      conn.reset();
      assertThat(conn.encoding()).isEqualTo("LATIN1");
      assertThat(conn.getParameterStatus("DateStyle")).startsWith("ISO");
      assertThat(Shared.value(conn, "SELECT 'ä'")).isEqualTo("ä");
      assertThat(Shared.value(conn, "SELECT date '2011-02-03'"))
          .isEqualTo(LocalDate.of(2011, 2, 3));
      assertThat(Shared.value(conn, "SHOW work_mem")).isEqualTo("2MB");
      assertThatThrownBy(() -> Shared.run(conn, "SELECT * FROM t"))
          .isInstanceOf(UndefinedTable.class);
    }
  }

  @Test
  void noticesAndCursorsAreKept() {
    try (Connection conn = Shared.connect();
        var cur = conn.cursor()) {
      Shared.run(conn, "DO $$ BEGIN RAISE NOTICE 'n'; END $$");
      cur.execute("SELECT 1");
      conn.reset();
      assertThat(conn.notices()).contains("NOTICE:  n\n");
      assertThat(Shared.column(cur)).containsExactly(1);
    }
  }

  @Test
  void whatIsHeldIsGoneAndCanBeClosed() {
    try (Connection conn = Shared.autocommit();
        Stream<Row> rows = conn.cursor().stream("SELECT 1 UNION ALL SELECT 2");
        Cursor<Row> held = conn.cursor(CursorOptions.name("h").withHold(true))) {
      held.execute("SELECT 1");
      assertThat(rows.iterator().next()).isNotNull();
      conn.reset();
      assertThatThrownBy(held::fetchOne).isInstanceOf(InvalidCursorName.class);
    }
  }

  @Test
  void isRefusedInANestedBlockAndOnAClosedConnection() {
    Connection conn = Shared.connect();
    conn.inTransaction(
        tx ->
            tx.inTransaction(
                inner ->
                    assertThatThrownBy(inner::reset)
                        .isExactlyInstanceOf(ProgrammingException.class)
                        .hasMessage("reset cannot be used inside a nested transaction")));
    conn.close();
    assertThatThrownBy(conn::reset)
        .isInstanceOf(InterfaceException.class)
        .hasMessage("connection already closed");
  }
}
