// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.psycopg4j.testkit.ServerMessages.authenticationOk;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.ConnectionStatus;
import org.psycopg4j.Cursor;
import org.psycopg4j.PollState;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.AdminShutdown;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.QueryCanceled;
import org.psycopg4j.testkit.FakeServer;

/** Connections that are polled: nothing that is done with them waits. */
class AsyncConnectionTest {
  private Connection conn;

  @BeforeEach
  void connect() {
    conn = Psycopg.connectAsync(Shared.server().dsn());
  }

  @AfterEach
  void close() {
    conn.close();
  }

  /** Waits as a program with a Selector of its own does. */
  private static void select(Connection conn) throws IOException {
    try (Selector selector = Selector.open()) {
      for (PollState state; (state = conn.poll()) != PollState.OK; ) {
        SelectableChannel channel = conn.channel();
        SelectionKey key = channel.keyFor(selector);
        int operations = state.operations(channel);
        if (key == null) {
          channel.register(selector, operations);
        } else {
          key.interestOps(operations);
        }
        selector.select(ready -> {});
      }
    }
  }

  private Cursor<Row> executed(String sql) {
    Psycopg.waitSelect(conn);
    Cursor<Row> cur = conn.cursor().execute(sql);
    Psycopg.waitSelect(conn);
    return cur;
  }

  @Test
  void isNothingYetWhileItIsBeingOpened() throws IOException {
    assertThat(conn.async()).isTrue();
    assertThat(conn.isExecuting()).isTrue();
    assertThat(conn.closed()).isZero();
    assertThat(conn.status()).isEqualTo(ConnectionStatus.SETUP);
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.UNKNOWN);
    assertThat(conn.getBackendPid()).isZero();
    assertThat(conn.serverVersion()).isZero();
    assertThat(conn.getParameterStatus("TimeZone")).isNull();
    assertThat(conn.info().status()).isEqualTo(2);
    assertThat(conn.info().backendPid()).isZero();
    assertThat(conn.info().usedPassword()).isFalse();
    assertThat(conn.info().parameterStatus("TimeZone")).isNull();
    for (Runnable use : List.<Runnable>of(conn::cursor, conn::cancel, () -> conn.cursor("named"))) {
      assertThatThrownBy(use::run)
          .isInstanceOf(OperationalException.class)
          .hasMessage("asynchronous connection attempt underway");
    }
    select(conn);
    assertThat(conn.isExecuting()).isFalse();
    assertThat(conn.status()).isEqualTo(ConnectionStatus.READY);
    assertThat(conn.autocommit()).isTrue();
    assertThat(conn.getBackendPid()).isPositive();
    assertThat(conn.info().status()).isZero();
    assertThat(conn.poll()).isEqualTo(PollState.OK);
  }

  @Test
  void pollNeverWaits() {
    try (FakeServer server =
            FakeServer.start(
                c -> {
                  c.expectStartup();
                  c.send(authenticationOk(), readyForQuery('I'));
                  c.readMessage();
                  c.awaitClose();
                });
        Connection silent = Psycopg.connectAsync(server.dsn())) {
      Psycopg.waitSelect(silent);
      silent.cursor().execute("SELECT 1");
      for (int i = 0; i < 1000; i++) {
        assertThat(silent.poll()).isEqualTo(PollState.READ);
      }
      assertThat(silent.isExecuting()).isTrue();
    }
  }

  @Test
  void pollOfAServerThatSaysNothingToTheStartNeverWaitsButForTheTimeout() {
    try (FakeServer server =
            FakeServer.start(
                c -> {
                  c.expectStartup();
                  c.awaitClose();
                });
        Connection silent = Psycopg.connectAsync(server.dsn() + " connect_timeout=2")) {
      for (int i = 0; i < 100; i++) {
        assertThat(silent.poll()).isNotEqualTo(PollState.OK);
      }
      assertThatThrownBy(() -> Psycopg.waitSelect(silent))
          .isInstanceOf(OperationalException.class)
          .hasMessageEndingWith("timeout expired");
      assertThat(silent.isExecuting()).isFalse();
      assertThatThrownBy(silent::poll)
          .isInstanceOf(InterfaceException.class)
          .hasMessage("connection already closed");
    }
  }

  @Test
  void whatRefusesItIsRaisedByPoll() {
    try (Connection nowhere = Psycopg.connectAsync("host=127.0.0.1 port=1")) {
      assertThatThrownBy(() -> Psycopg.waitSelect(nowhere))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("Connection refused");
      assertThat(nowhere.closed()).isEqualTo(2);
    }
    try (Connection nothing = Psycopg.connectAsync(Shared.server().dsn() + " dbname=nosuch")) {
      assertThatThrownBy(() -> select(nothing))
          .isInstanceOf(OperationalException.class)
          .satisfies(e -> assertThat(((OperationalException) e).pgcode()).isEqualTo("3D000"));
    }
    try (FakeServer server =
            FakeServer.start(
                c -> {
                  c.expectStartup();
                  c.reset();
                });
        Connection reset = Psycopg.connectAsync(server.dsn())) {
      assertThatThrownBy(() -> select(reset)).isInstanceOf(OperationalException.class);
    }
  }

  @Test
  void closingItWhileItIsBeingOpenedIsTheEnd() {
    try (FakeServer server =
        FakeServer.start(
            c -> {
              c.expectStartup();
              c.awaitClose();
            })) {
      Connection opening = Psycopg.connectAsync(server.dsn());
      assertThat(opening.poll()).isNotEqualTo(PollState.OK);
      opening.close();
      assertThat(opening.closed()).isEqualTo(1);
      assertThat(opening.isExecuting()).isFalse();
      assertThatThrownBy(opening::poll)
          .isInstanceOf(InterfaceException.class)
          .hasMessage("connection already closed");
    }
  }

  @Test
  void aDateStyleThatIsNotIsoIsSetToIt() throws IOException {
    try (Connection german =
        Psycopg.connectAsync(Shared.server().dsn() + " options='-c datestyle=german'")) {
      select(german);
      assertThat(german.getParameterStatus("DateStyle")).startsWith("ISO");
    }
  }

  @Test
  void largeStatementsAndResultsGoThrough() throws IOException {
    Psycopg.waitSelect(conn);
    String large = "x".repeat(8 << 20);
    Cursor<Row> cur = conn.cursor();
    cur.execute("SELECT %s || %s, %s", large, "y", large);
    select(conn);
    Row row = cur.fetchOne();
    assertThat(row.getString(0)).hasSize(large.length() + 1).endsWith("xy");
    assertThat(row.getString(1)).isEqualTo(large);
    cur.execute("SELECT repeat('z', 100) FROM generate_series(1, 100000)");
    select(conn);
    assertThat(cur.rowCount()).isEqualTo(100_000);
  }

  @Test
  void whatWouldWaitIsRefused() {
    Psycopg.waitSelect(conn);
    Cursor<Row> cur = conn.cursor();
    assertRefused("execute_values", () -> cur.executeValues("VALUES %s", List.of(List.of(1))));
    assertRefused("execute_batch", () -> cur.executeBatch("SELECT %s", List.of(List.of(1))));
    assertRefused("stream", () -> cur.stream("SELECT 1"));
    assertRefused("commit", () -> conn.inTransaction(tx -> {}));
    assertRefused(
        "a look-up of types", () -> conn.types().lookUp("some_type_that_nobody_looked_up"));
    assertThatThrownBy(() -> conn.cursor("named"))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("asynchronous connections cannot produce named cursors");
    assertThat(conn.isExecuting()).isFalse();
    assertThat(Shared.column(executed("SELECT 1"))).containsExactly(1);
  }

  private static void assertRefused(String command, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOf(ProgrammingException.class)
        .hasMessage(command + " cannot be used in asynchronous mode");
  }

  @Test
  void whatIsReportedCanBeReadWhileAQueryIsUnderWay() {
    Psycopg.waitSelect(conn);
    conn.cursor().execute("SELECT pg_sleep(60)");
    Backend.of(conn).awaitSleeping();
    assertThat(conn.getParameterStatus("server_encoding")).isEqualTo("UTF8");
    assertThat(conn.info().parameterStatus("server_encoding")).isEqualTo("UTF8");
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.ACTIVE);
    conn.cancel();
    assertThatThrownBy(() -> Psycopg.waitSelect(conn)).isInstanceOf(QueryCanceled.class);
  }

  @Test
  void anErrorNamesItsCursorAndLeavesTheConnectionUsable() {
    Psycopg.waitSelect(conn);
    Cursor<Row> cur = conn.cursor();
    cur.execute("SELECT 1/0");
    DivisionByZero error =
        catchThrowableOfType(DivisionByZero.class, () -> Psycopg.waitSelect(conn));
    assertThat(error.cursor()).isSameAs(cur);
    assertThat(cur.rowCount()).isEqualTo(-1);
    assertThat(conn.poll()).isEqualTo(PollState.OK);
    assertThat(Shared.column(executed("SELECT 2"))).containsExactly(2);
  }

  @Test
  void aCopyByExecuteIsAnErrorAndLeavesTheConnectionUsable() {
    Psycopg.waitSelect(conn);
    conn.cursor().execute("COPY (SELECT 1) TO STDOUT");
    assertThatThrownBy(() -> Psycopg.waitSelect(conn)).isInstanceOf(ProgrammingException.class);
    assertThat(Shared.column(executed("SELECT 3"))).containsExactly(3);
  }

  @Test
  void theLogIsToldWhenTheAnswerIsHere() {
    Psycopg.waitSelect(conn);
    List<String> told = new ArrayList<>();
    conn.statementLog(
        (cursor, time, error) ->
            told.add(conn.isExecuting() + " " + (error == null ? "done" : error.pgcode())));
    Cursor<Row> cur = conn.cursor().execute("SELECT 1");
    assertThat(told).isEmpty();
    Psycopg.waitSelect(conn);
    cur.execute("SELECT 1/0");
    assertThatThrownBy(() -> Psycopg.waitSelect(conn)).isInstanceOf(DivisionByZero.class);
    assertThat(told).containsExactly("false done", "false 22012");
  }

  @Test
  void pollTakesNotificationsOfAnIdleConnection() throws IOException {
    executed("LISTEN jobs");
    Shared.server().execute("NOTIFY jobs, 'payload'");
    try (Selector selector = Selector.open()) {
      conn.channel().register(selector, SelectionKey.OP_READ);
      while (conn.notifies().isEmpty()) {
        selector.select(ready -> {});
        assertThat(conn.poll()).isEqualTo(PollState.OK);
      }
    }
    assertThat(conn.notifies().poll().payload()).isEqualTo("payload");
  }

  @Test
  void pollOfAConnectionThatBlocksTakesNotificationsToo() throws IOException {
    try (Connection blocking = Shared.autocommit()) {
      assertThat(blocking.poll()).isEqualTo(PollState.OK);
      assertThat(blocking.isExecuting()).isFalse();
      Shared.run(blocking, "LISTEN jobs");
      Shared.server().execute("NOTIFY jobs, 'payload'");
      try (Selector selector = Selector.open()) {
        blocking.channel().register(selector, SelectionKey.OP_READ);
        selector.select(ready -> {});
      }
      assertThat(blocking.poll()).isEqualTo(PollState.OK);
      assertThat(blocking.notifies().poll().payload()).isEqualTo("payload");
    }
  }

  @Test
  void pollBesideAThreadThatExecutesDoesNotWaitForIt() throws Exception {
    try (Connection blocking = Shared.autocommit()) {
      Background<Object> sleep =
          Background.start(() -> blocking.cursor().execute("SELECT pg_sleep(60)"));
      Backend.of(blocking).awaitSleeping();
      assertThat(blocking.poll()).isEqualTo(PollState.OK);
      blocking.cancel();
      assertThat(sleep.failure()).isInstanceOf(QueryCanceled.class);
    }
  }

  @Test
  void aServerThatGoesIsNoticedByPoll() {
    Psycopg.waitSelect(conn);
    Backend.of(conn).terminate();
    assertThat(catchThrowable(() -> pollUntilItFails(conn))).isInstanceOf(AdminShutdown.class);
    assertThat(conn.closed()).isEqualTo(2);
    assertThatThrownBy(conn::poll).isInstanceOf(InterfaceException.class);
    assertThatThrownBy(conn::channel).isInstanceOf(InterfaceException.class);
  }

  private static void pollUntilItFails(Connection conn) {
    while (conn.poll() == PollState.OK) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aServerThatGoesWhileItExecutesIsAnErrorOfTheQuery() {
    Psycopg.waitSelect(conn);
    Cursor<Row> cur = conn.cursor().execute("SELECT pg_sleep(60)");
    Backend.of(conn).terminate();
    AdminShutdown error = catchThrowableOfType(AdminShutdown.class, () -> Psycopg.waitSelect(conn));
    assertThat(error.cursor()).isSameAs(cur);
    assertThat(conn.isExecuting()).isFalse();
    assertThat(cur.closed()).isTrue();
  }

  @Test
  void anInterruptOfWaitSelectCancelsTheQueryAndIsKept() throws Exception {
    Psycopg.waitSelect(conn);
    conn.cursor().execute("SELECT pg_sleep(60)");
    Background<Boolean> waiting =
        Background.start(
            () -> {
              assertThatThrownBy(() -> Psycopg.waitSelect(conn)).isInstanceOf(QueryCanceled.class);
              return Thread.currentThread().isInterrupted();
            });
    Backend.of(conn).awaitSleeping();
    waiting.interrupt();
    assertThat(waiting.result()).isTrue();
    assertThat(Shared.column(executed("SELECT 4"))).containsExactly(4);
  }

  @Test
  void anInterruptOfWaitSelectLeavesAnAttemptToConnectAsItIs() throws Exception {
    CountDownLatch tried = new CountDownLatch(1);
    try (FakeServer server =
            FakeServer.start(
                c -> {
                  c.expectStartup();
                  tried.await();
                  c.send(authenticationOk(), readyForQuery('I'));
                  c.awaitClose();
                });
        Connection opening = Psycopg.connectAsync(server.dsn())) {
      Background<Boolean> interrupted =
          Background.start(
              () -> {
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> Psycopg.waitSelect(opening))
                    .isInstanceOf(OperationalException.class)
                    .hasMessage("interrupted while connecting");
                return Thread.currentThread().isInterrupted();
              });
      assertThat(interrupted.result()).isTrue();
      tried.countDown();
      Psycopg.waitSelect(opening);
      assertThat(opening.closed()).isZero();
    }
  }

  @Test
  void oneSelectorServesSeveralConnections() throws IOException {
    List<Connection> all = new ArrayList<>();
    List<Object> answers = new ArrayList<>();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < 5; i++) {
        Connection one = Psycopg.connectAsync(Shared.server().dsn());
        all.add(one);
        Psycopg.waitSelect(one);
        Cursor<Row> cur = one.cursor();
        cur.execute("SELECT %s, pg_sleep(0.01)", i);
        one.channel().register(selector, SelectionKey.OP_READ, cur);
      }
      while (answers.size() < all.size()) {
        selector.select(
            key -> {
              Cursor<?> cur = (Cursor<?>) key.attachment();
              PollState state = cur.connection().poll();
              key.interestOps(state.operations(key.channel()));
              if (state == PollState.OK) {
                answers.add(((Row) cur.fetchOne()).get(0));
              }
            });
      }
    } finally {
      all.forEach(Connection::close);
    }
    assertThat(answers).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
  }
}
