// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.psycopg4j.testkit.ServerMessages.authenticationOk;
import static org.psycopg4j.testkit.ServerMessages.errorResponse;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.AdminShutdown;
import org.psycopg4j.errors.CrashShutdown;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.testkit.FakeServer;
import org.psycopg4j.testkit.FaultProxy;
import org.psycopg4j.testkit.PostgresServer;

/** A session or its connection ends: the error says how, and the connection is closed for good. */
class LostConnectionTest {
  private static final PostgresServer SERVER = Shared.server();

  private FaultProxy proxy;
  private Connection conn;
  private Cursor<Row> cur;

  private enum Break {
    CUT,
    RESET;

    void after(FaultProxy proxy, long bytes) {
      switch (this) {
        case CUT -> proxy.fromServer().cutAfter(bytes);
        case RESET -> proxy.fromServer().resetAfter(bytes);
      }
    }
  }

  @BeforeEach
  void connect() {
    proxy = FaultProxy.to(SERVER.host(), SERVER.port());
    conn = Psycopg.connect(SERVER.dsn(), options -> options.host(proxy.host()).port(proxy.port()));
    cur = conn.cursor();
  }

  @AfterEach
  void close() {
    conn.close();
    proxy.close();
  }

  private static void assertBroken(Connection conn, Cursor<Row> cur) {
    assertThat(conn.closed()).isEqualTo(2);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.UNKNOWN);
    assertThat(cur.closed()).isTrue();
    assertThatThrownBy(() -> cur.execute("SELECT 1"))
        .isInstanceOf(InterfaceException.class)
        .hasMessage("cursor already closed");
    assertThatThrownBy(cur::fetchOne).isInstanceOf(InterfaceException.class);
    assertThatThrownBy(conn::cursor)
        .isInstanceOf(InterfaceException.class)
        .hasMessage("connection already closed");
    assertThatThrownBy(conn::commit).isInstanceOf(InterfaceException.class);
    assertThatThrownBy(conn::rollback).isInstanceOf(InterfaceException.class);
    assertThatThrownBy(conn::cancel).isInstanceOf(InterfaceException.class);
    conn.close();
    assertThat(conn.closed()).isEqualTo(1);
  }

  private static void assertUnexpected(Throwable thrown) {
    assertThat(thrown)
        .isExactlyInstanceOf(OperationalException.class)
        .hasMessageStartingWith("server closed the connection unexpectedly")
        .hasMessageContaining("This probably means the server terminated abnormally");
    assertThat(((OperationalException) thrown).pgcode()).isNull();
  }

  private void assertTerminated(Throwable thrown) {
    assertThat(thrown)
        .isInstanceOfSatisfying(
            AdminShutdown.class,
            e -> {
              assertThat(e.pgcode()).isEqualTo("57P01");
              assertThat(e.cursor()).isSameAs(cur);
            })
        .hasMessageStartingWith("terminating connection due to administrator command");
    assertBroken(conn, cur);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void terminatedWhileIdle(boolean inTransaction) {
    if (inTransaction) {
      cur.execute("SELECT 1");
    }
    Backend.of(conn).terminate();
    assertThat(conn.closed()).isZero();
    assertTerminated(catchThrowable(() -> cur.execute("SELECT 1")));
  }

  @Test
  void terminatedInAQuery() throws Exception {
    Background<Object> sleep = Background.start(() -> cur.execute("SELECT pg_sleep(60)"));
    Backend backend = Backend.of(conn);
    backend.awaitSleeping();
    backend.terminate();
    assertTerminated(sleep.failure());
  }

  @Test
  void terminatedByItself() {
    assertTerminated(
        catchThrowable(() -> cur.execute("SELECT pg_terminate_backend(pg_backend_pid())")));
  }

  @Test
  void terminatedBeforeTheCommit() {
    cur.execute("SELECT 1");
    Backend.of(conn).terminate();
    assertThatThrownBy(conn::commit).isInstanceOf(AdminShutdown.class);
    assertBroken(conn, cur);
  }

  @Test
  void aResultThatWasFetchedBeforeIsStillInItsRows() {
    Row row = cur.execute("SELECT 42").fetchOne();
    Backend.of(conn).terminate();
    assertThat(catchThrowable(conn::commit)).isNotNull();
    assertThat(row.getInt(0)).isEqualTo(42);
  }

  @ParameterizedTest
  @EnumSource
  void brokenWhileIdle(Break how) {
    cur.execute("SELECT 1");
    switch (how) {
      case CUT -> proxy.cut();
      case RESET -> proxy.reset();
    }
    assertUnexpected(catchThrowable(() -> cur.execute("SELECT 1")));
    assertBroken(conn, cur);
  }

  @ParameterizedTest
  @EnumSource
  void brokenInTheMiddleOfABigResult(Break how) {
    how.after(proxy, 1_000_000);
    assertUnexpected(
        catchThrowable(
            () -> cur.execute("SELECT repeat('x', 100) FROM generate_series(1, 100000)")));
    assertBroken(conn, cur);
  }

  @ParameterizedTest
  @EnumSource
  void brokenInTheMiddleOfABigRequest(Break how) {
    switch (how) {
      case CUT -> proxy.fromClient().cutAfter(1_000_000);
      case RESET -> proxy.fromClient().resetAfter(1_000_000);
    }
    assertUnexpected(
        catchThrowable(() -> cur.execute("SELECT length(%s)", "x".repeat(20_000_000))));
    assertBroken(conn, cur);
  }

  @ParameterizedTest
  @EnumSource
  void brokenInACommit(Break how) {
    cur.execute("SELECT 1");
    how.after(proxy, 0);
    assertUnexpected(catchThrowable(conn::commit));
    assertBroken(conn, cur);
  }

  @Test
  void everyPlaceInAnAnswerMayBeTheLast() {
    long before = proxy.fromServer().bytes();
    cur.execute("SELECT 1 AS one");
    conn.rollback();
    cur.execute("SELECT 2 AS one");
    long answer = (proxy.fromServer().bytes() - before) / 2;
    conn.close();
    for (long bytes = 0; bytes < answer - 20; bytes += 7) {
      Connection broken =
          Psycopg.connect(SERVER.dsn(), options -> options.host(proxy.host()).port(proxy.port()));
      proxy.fromServer().cutAfter(bytes);
      Cursor<Row> cursor = broken.cursor();
      assertUnexpected(catchThrowable(() -> cursor.execute("SELECT 1 AS one")));
      assertBroken(broken, cursor);
    }
  }

  @Test
  void aCrashThatTheServerTellsOfHasItsSqlstate() {
    String words = "terminating connection because of crash of another server process";
    try (FakeServer server =
            FakeServer.start(
                c -> {
                  c.expectStartup();
                  c.send(authenticationOk(), readyForQuery('I'));
                  c.readMessage();
                  c.send(errorResponse("FATAL", "57P02", words, Map.of()));
                  c.close();
                });
        Connection lost = Psycopg.connect(server.dsn())) {
      Cursor<Row> cursor = lost.cursor();
      assertThatThrownBy(() -> cursor.execute("SELECT 1"))
          .isInstanceOf(CrashShutdown.class)
          .hasMessageStartingWith(words);
      assertBroken(lost, cursor);
    }
  }

  @Test
  void garbageFromAServerBreaksTheConnection() {
    try (FakeServer server =
            FakeServer.start(
                c -> {
                  c.expectStartup();
                  c.send(authenticationOk(), readyForQuery('I'));
                  c.readMessage();
                  c.send(new byte[] {'H', 'T', 'T', 'P', '/', '1', '.', '1', ' '});
                  c.awaitClose();
                });
        Connection lost = Psycopg.connect(server.dsn())) {
      Cursor<Row> cursor = lost.cursor();
      assertThatThrownBy(() -> cursor.execute("SELECT 1")).isInstanceOf(OperationalException.class);
      assertBroken(lost, cursor);
    }
  }
}
