// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.errors.InterfaceException;

/** What a closed cursor, or the cursor of a closed connection, still does. */
class ClosedCursorTest {
  private Connection conn;
  private Cursor<Row> cur;

  private enum Closed {
    CURSOR,
    CONNECTION
  }

  @BeforeEach
  void connect() {
    conn = Shared.connect();
    cur = conn.cursor().execute("SELECT generate_series(1, 3) AS g");
    cur.fetchOne();
  }

  @AfterEach
  void disconnect() {
    conn.close();
  }

  private void close(Closed what) {
    switch (what) {
      case CURSOR -> cur.close();
      case CONNECTION -> conn.close();
    }
  }

  private void assertClosed(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(InterfaceException.class)
        .hasMessage("cursor already closed");
  }

  @ParameterizedTest
  @EnumSource
  void neitherExecutesNorFetches(Closed what) {
    close(what);
    assertThat(cur.closed()).isTrue();
    Stream.<ThrowingCallable>of(
            () -> cur.execute("SELECT 1"),
            () -> cur.execute("SELECT %s", 1),
            () -> cur.execute(""),
            () -> cur.executeMany("SELECT 1", List.of()),
            () -> cur.executeMany("SELECT %s", List.of(List.of(1))),
            cur::fetchOne,
            cur::fetchMany,
            () -> cur.fetchMany(0),
            cur::fetchAll,
            cur::iterator,
            () -> cur.scroll(1))
        .forEach(this::assertClosed);
  }

  @ParameterizedTest
  @EnumSource
  void itsLastStatementsCountAndTextStay(Closed what) {
    close(what);
    assertThat(cur.rowCount()).isEqualTo(3);
    assertThat(cur.statusMessage()).isEqualTo("SELECT 3");
    assertThat(cur.query()).asString().isEqualTo("SELECT generate_series(1, 3) AS g");
  }

  @Test
  void closingTwiceIsClosingOnce() {
    cur.close();
    cur.close();
    conn.close();
    conn.close();
    assertThat(conn.closed()).isEqualTo(1);
  }

  @Test
  void closingACursorLeavesTheConnectionAndItsTransaction() {
    cur.close();
    assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
  }

  @Test
  void mogrifyNeedsNoOpenCursor() {
    cur.close();
    assertThat(cur.mogrify("SELECT %s", 1)).asString().isEqualTo("SELECT 1");
  }

  @Test
  void mogrifyNeedsNoOpenConnection() {
    conn.close();
    assertThat(cur.mogrify("%s", "a'b\\")).asString().isEqualTo("'a''b\\'");
    assertThat(cur.mogrify("%s", (Object) "a'b\\".getBytes(StandardCharsets.US_ASCII)))
        .asString()
        .isEqualTo("'a''b\\\\'::bytea");
    assertThat(cur.mogrify("%s", LocalDate.of(2020, 1, 1)))
        .asString()
        .isEqualTo("'2020-01-01'::date");
  }

  @Test
  void aClosedConnectionDoesNothing() {
    conn.close();
    Stream.<ThrowingCallable>of(
            conn::cursor,
            conn::commit,
            conn::rollback,
            conn::cancel,
            conn::getBackendPid,
            () -> conn.autocommit(true),
            () -> conn.getParameterStatus("TimeZone"),
            () -> conn.inTransaction(tx -> {}))
        .forEach(
            call ->
                assertThatThrownBy(call)
                    .isInstanceOf(InterfaceException.class)
                    .hasMessage("connection already closed"));
  }

  @Test
  void aClosedConnectionStillTellsWhatItWas() {
    int version = conn.serverVersion();
    conn.close();
    assertThat(conn.serverVersion()).isEqualTo(version);
    assertThat(conn.encoding()).isEqualTo("UTF8");
    assertThat(conn.dsn()).contains("user=postgres");
    assertThat(conn.toString()).contains("closed: 1");
    assertThat(conn.notices()).isEmpty();
    assertThat(conn.notifies()).isEmpty();
  }
}
