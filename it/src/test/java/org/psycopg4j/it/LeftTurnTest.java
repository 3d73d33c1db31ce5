// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.Connection;
import org.psycopg4j.CopyWriter;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.sql.SQL;

/** A COPY that nobody ends: who else wants the connection does not wait for ever. */
@Timeout(30)
class LeftTurnTest {
  private static final SQL ROWS = SQL.of("SELECT g FROM generate_series(1, 100000) g");

  private Connection conn;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
    Shared.run(conn, "CREATE TEMP TABLE t (a int)");
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private CopyWriter begun() {
    CopyWriter writer = conn.cursor().copyIn("t");
    writer.writeRow(1);
    return writer;
  }

  @Test
  void aThreadThatEndsWithinACopyCostsTheConnection() throws Exception {
    Background.start(this::begun).result();
    assertThatThrownBy(() -> conn.cursor().execute("SELECT 1"))
        .isInstanceOf(InterfaceException.class)
        .hasMessage("connection already closed");
    assertThat(conn.closed()).isEqualTo(2);
  }

  @Test
  void andNoRollbackNorCloseWaitsForIt() throws Exception {
    Background.start(this::begun).result();
    assertThatThrownBy(conn::rollback).isInstanceOf(InterfaceException.class);
    conn.close();
    assertThat(conn.closed()).isPositive();
  }

  @Test
  void aWriterOfSuchACopyIsToldWhy() throws Exception {
    CopyWriter writer = Background.start(this::begun).result();
    conn.close();
    assertThatThrownBy(writer::finish)
        .isInstanceOf(OperationalException.class)
        .hasMessage(
            "the thread that began copy_in has ended without ending it: the connection is closed");
  }

  @Test
  void aStreamMayGoOnInAnotherThread() throws Exception {
    Stream<Integer> rows =
        Background.start(() -> conn.cursor().copyOut(ROWS, Integer.class)).result();
    Iterator<Integer> here = rows.iterator();
    assertThat(here.next()).isEqualTo(1);
    assertThatThrownBy(() -> conn.cursor().execute("SELECT 1"))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("the connection is busy: copy_out is under way on it");
    rows.close();
    assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
  }

  @Test
  void whoWaitsIsToldThatTheConnectionWasClosedInTheMiddle() throws Exception {
    Stream<Integer> rows = conn.cursor().copyOut(ROWS, Integer.class);
    rows.iterator().next();
    Background<?> waiting = Background.start(() -> conn.cursor().execute("SELECT 1"));
    conn.close();
    assertThat(waiting.failure())
        .isInstanceOf(InterfaceException.class)
        .hasMessageMatching("(connection|cursor) already closed"); // it may have begun too late
    rows.close();
  }
}
