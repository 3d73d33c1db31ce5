// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.ProgrammingException;

/** {@code execute} refuses COPY to and from the client, and the connection stays in step. */
class CopyByExecuteTest {
  private Connection conn;
  private Cursor<Row> cur;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
    cur = conn.cursor();
    cur.execute("CREATE TEMP TABLE t (a int)");
    cur.execute("INSERT INTO t SELECT generate_series(1, 50000)");
    conn.commit();
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private void assertRefused(String sql, String message) {
    assertThatThrownBy(() -> cur.execute(sql))
        .isInstanceOfSatisfying(
            ProgrammingException.class,
            e -> {
              assertThat(e.cursor()).isSameAs(cur);
              assertThat(e.pgcode()).isNull();
            })
        .hasMessage(message);
    assertThat(cur.rowCount()).isEqualTo(-1);
    assertThat(cur.statusMessage()).isEmpty();
    assertThatThrownBy(cur::fetchOne).hasMessage("no results to fetch");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY t FROM STDIN",
        "COPY t FROM STDIN; SELECT 2",
        "SELECT 1; COPY t FROM STDIN",
        "COPY t FROM STDIN (FORMAT binary)"
      })
  void copyFromStdinIsRefusedAndEndsTheTransaction(String sql) {
    assertRefused(sql, "can't execute COPY FROM: use the copy_from() method instead");
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INERROR);
    conn.rollback();
    assertThat(Shared.value(cur.execute("SELECT count(*) FROM t"))).isEqualTo(50000L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY t TO STDOUT",
        "COPY t TO STDOUT (FORMAT binary)",
        "SELECT 1; COPY t TO STDOUT; SELECT 2",
        "COPY (SELECT 1 WHERE false) TO STDOUT"
      })
  void copyToStdoutIsRefusedAndTheTransactionGoesOn(String sql) {
    assertRefused(sql, "can't execute COPY TO: use the copy_to() method instead");
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INTRANS);
    assertThat(Shared.value(cur.execute("SELECT count(*) FROM t"))).isEqualTo(50000L);
  }

  @Test
  void aCopyThatTheServerRefusesIsTheServersError() {
    assertThatThrownBy(() -> cur.execute("COPY nosuch FROM STDIN"))
        .isInstanceOf(org.psycopg4j.errors.UndefinedTable.class);
  }
}
