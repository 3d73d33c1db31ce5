// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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
import org.psycopg4j.WaitCallback;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.QueryCanceled;

/** A callback that waits for the server in place of the connections. */
class WaitCallbackTest {
  private final AtomicInteger calls = new AtomicInteger();
  private final WaitCallback counting =
      conn -> {
        calls.incrementAndGet();
        Psycopg.waitSelect(conn);
      };

  @BeforeEach
  void set() {
    Psycopg.setWaitCallback(counting);
  }

  @AfterEach
  void unset() {
    Psycopg.setWaitCallback(null);
  }

  private int callsOf(Runnable work) {
    calls.set(0);
    work.run();
    return calls.get();
  }

  @Test
  void isTheOneThatWasSet() {
    assertThat(Psycopg.getWaitCallback()).isSameAs(counting);
    Psycopg.setWaitCallback(null);
    assertThat(Psycopg.getWaitCallback()).isNull();
  }

  @Test
  void waitsForWhateverBlocks() {
    try (Connection conn = Shared.connect()) {
      assertThat(calls).hasValue(1);
      Cursor<Row> cur = conn.cursor();
      assertThat(callsOf(() -> cur.execute("SELECT 1"))).isPositive();
      assertThat(callsOf(cur::fetchAll)).isZero();
      assertThat(conn.status()).isEqualTo(ConnectionStatus.BEGIN);
      assertThat(callsOf(conn::commit)).isEqualTo(1);
      assertThat(callsOf(conn::rollback)).isZero();
      assertThat(callsOf(() -> cur.executeMany("SELECT %s", List.of(List.of(1), List.of(2)))))
          .isGreaterThanOrEqualTo(2);
      Cursor<Row> named = conn.cursor("named");
      assertThat(callsOf(() -> named.execute("SELECT generate_series(1, 5000)"))).isPositive();
      assertThat(callsOf(() -> assertThat(named.iterator().next()).containsExactly(1)))
          .isPositive();
      int rest = 0;
      for (Row row : named) {
        rest += row.getInt(0) > 1 ? 1 : 0;
      }
      assertThat(rest).isEqualTo(4999);
      assertThat(callsOf(conn::rollback)).isPositive();
      assertThat(callsOf(() -> conn.autocommit(true))).isZero();
      assertThat(callsOf(() -> conn.readonly(true))).isEqualTo(1);
      assertThat(callsOf(conn::reset)).isPositive();
      assertThat(callsOf(() -> conn.inTransaction(tx -> Shared.run(tx, "SELECT 1"))))
          .isGreaterThanOrEqualTo(2);
      assertThat(conn.async()).isFalse();
    }
  }

  @Test
  void anErrorOfTheServerIsRaisedAsEver() {
    try (Connection conn = Shared.connect()) {
      Cursor<Row> cur = conn.cursor();
      DivisionByZero error = (DivisionByZero) catchThrowable(() -> cur.execute("SELECT 1/0"));
      assertThat(error.cursor()).isSameAs(cur);
      assertThat(conn.info().errorMessage()).contains("division by zero");
      assertThat(conn.closed()).isZero();
      assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INERROR);
      conn.rollback();
      assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
    }
  }

  @Test
  void whatTheCallbackThrowsComesOutAndClosesTheConnection() {
    Connection conn = Shared.connect();
    Psycopg.setWaitCallback(
        c -> {
          throw new IllegalStateException("no more");
        });
    assertThatThrownBy(() -> conn.cursor().execute("SELECT 1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no more");
    assertThat(conn.closed()).isEqualTo(2);
    assertThatThrownBy(conn::poll).isInstanceOf(InterfaceException.class);
    assertThatThrownBy(Shared::connect).isInstanceOf(IllegalStateException.class);
    Psycopg.setWaitCallback(
        c -> {
          throw new IOException("unplugged");
        });
    assertThatThrownBy(Shared::connect)
        .isInstanceOf(OperationalException.class)
        .hasMessage("could not wait for the server: unplugged")
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void aCallbackThatReturnsTooEarlyCostsTheConnection() {
    Connection conn = Shared.connect();
    Psycopg.setWaitCallback(c -> {});
    assertThatThrownBy(() -> conn.cursor().execute("SELECT pg_sleep(1)"))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("has to poll");
    assertThat(conn.closed()).isEqualTo(2);
    assertThatThrownBy(Shared::connect).isInstanceOf(OperationalException.class);
  }

  @Test
  void meanwhileTheConnectionIsBusyForEverybody() throws Exception {
    try (Connection conn = Shared.connect()) {
      List<String> refused = new ArrayList<>();
      Cursor<Row> other = conn.cursor();
      List<Runnable> uses =
          List.of(() -> other.execute("SELECT 2"), conn::commit, conn::reset, conn::tpcRecover);
      Psycopg.setWaitCallback(
          c -> {
            assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.ACTIVE);
            assertThat(conn.isExecuting()).isFalse();
            assertThat(conn.getParameterStatus("server_encoding")).isEqualTo("UTF8");
            for (Runnable use : uses) {
              refused.add(catchThrowable(use::run).getMessage());
            }
            Psycopg.waitSelect(c);
          });
      assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
      assertThat(refused.subList(0, 4))
          .containsExactly(
              "execute cannot be used while an asynchronous query is underway",
              "a single async query can be executed on the same connection",
              "a single async query can be executed on the same connection",
              "a single async query can be executed on the same connection");
    }
  }

  @Test
  void otherConnectionsAreFreeInACallback() {
    try (Connection conn = Shared.connect();
        Connection other = Shared.autocommit()) {
      AtomicReference<Object> answer = new AtomicReference<>();
      Psycopg.setWaitCallback(
          c -> {
            if (c == conn) {
              answer.set(Shared.value(other, "SELECT 'other'"));
            }
            Psycopg.waitSelect(c);
          });
      assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
      assertThat(answer).hasValue("other");
    }
  }

  @Test
  void theCallbackMayCancelOrCloseOrWithdrawItself() {
    try (Connection conn = Shared.connect()) {
      Psycopg.setWaitCallback(
          c -> {
            Backend.of(c).awaitSleeping();
            c.cancel();
            Psycopg.waitSelect(c);
          });
      conn.autocommit(true);
      assertThatThrownBy(() -> conn.cursor().execute("SELECT pg_sleep(60)"))
          .isInstanceOf(QueryCanceled.class);
      Psycopg.setWaitCallback(
          c -> {
            Psycopg.setWaitCallback(null);
            Psycopg.waitSelect(c);
          });
      assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
      Psycopg.setWaitCallback(Connection::close);
      assertThatThrownBy(() -> conn.cursor().execute("SELECT 1"))
          .isInstanceOf(InterfaceException.class)
          .hasMessage("connection already closed");
      assertThat(conn.closed()).isEqualTo(1);
    }
  }

  @Test
  void aCallbackMayPollAndLetAnotherThreadWait() throws Exception {
    CountDownLatch sleeping = new CountDownLatch(1);
    Psycopg.setWaitCallback(
        c -> {
          for (PollState state; (state = c.poll()) != PollState.OK; ) {
            sleeping.countDown();
            try {
              Thread.sleep(state == PollState.READ ? 1 : 0); // parks, as a virtual thread does
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
        });
    try (Connection conn = Shared.connect()) {
      Background<Object> query =
          Background.start(() -> Shared.value(conn, "SELECT 'done' FROM pg_sleep(0.05)"));
      sleeping.await();
      assertThat(query.result()).isEqualTo("done");
    }
  }

  @Test
  void asynchronousConnectionsAreNotConcerned() {
    try (Connection conn = Psycopg.connectAsync(Shared.server().dsn())) {
      assertThat(calls).hasValue(0);
      Psycopg.waitSelect(conn);
      Cursor<Row> cur = conn.cursor().execute("SELECT 1");
      assertThat(conn.isExecuting()).isTrue();
      assertThat(calls).hasValue(0);
      Psycopg.waitSelect(conn);
      assertThat(Shared.column(cur)).containsExactly(1);
    }
  }

  @Test
  void aRefusedConnectionIsAnErrorOfConnecting() {
    assertThatThrownBy(() -> Psycopg.connect("host=127.0.0.1 port=1"))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("Connection refused");
  }

  @Test
  void aProgrammingErrorIsNone() {
    try (Connection conn = Shared.connect()) {
      assertThatThrownBy(() -> conn.cursor().execute(""))
          .isInstanceOf(ProgrammingException.class)
          .hasMessage("can't execute an empty query");
      assertThat(conn.closed()).isZero();
    }
  }
}
