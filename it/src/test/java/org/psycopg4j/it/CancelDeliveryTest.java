// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.psycopg4j.testkit.ClientMessages.bind;
import static org.psycopg4j.testkit.ClientMessages.execute;
import static org.psycopg4j.testkit.ClientMessages.parse;
import static org.psycopg4j.testkit.ClientMessages.query;
import static org.psycopg4j.testkit.ClientMessages.sync;
import static org.psycopg4j.testkit.ServerMessages.authenticationOk;
import static org.psycopg4j.testkit.ServerMessages.backendKeyData;
import static org.psycopg4j.testkit.ServerMessages.bindComplete;
import static org.psycopg4j.testkit.ServerMessages.commandComplete;
import static org.psycopg4j.testkit.ServerMessages.errorResponse;
import static org.psycopg4j.testkit.ServerMessages.parseComplete;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.Connection;
import org.psycopg4j.ConnectionStatus;
import org.psycopg4j.Psycopg;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.QueryCanceled;
import org.psycopg4j.testkit.FakeServer;

/** A request to cancel that is late, lost, or goes to a server that does not answer. */
@Timeout(60)
class CancelDeliveryTest {
  private static final int PROTOCOL_3_0 = 3 << 16;
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration GRACE = Duration.ofMillis(400);
  private static final byte[] CANCELED =
      errorResponse("57014", "canceling statement due to user request");

  /** A server that lets everybody in and does one thing with sessions, another with cancels. */
  private static FakeServer server(FakeServer.Script session, FakeServer.Script cancel) {
    return FakeServer.start(
        c -> {
          if (ByteBuffer.wrap(c.readStartupPacket()).getInt() == PROTOCOL_3_0) {
            c.send(authenticationOk(), backendKeyData(7, 8), readyForQuery('I'));
            session.run(c);
          } else {
            cancel.run(c);
          }
        });
  }

  private static Connection connect(FakeServer server) {
    Connection conn =
        Psycopg.connect(server.dsn(), options -> options.timeout(SHORT).cancelTimeout(GRACE));
    conn.autocommit(true);
    return conn;
  }

  private static void assertGivenUp(Connection conn, String why) {
    assertThatThrownBy(() -> conn.cursor().execute("SELECT 1"))
        .isInstanceOf(OperationalException.class)
        .isNotInstanceOf(QueryCanceled.class)
        .hasMessage("the time limit of 0.1 s has passed, and " + why + ": the connection is closed")
        .hasCauseInstanceOf(TimeoutException.class);
    assertThat(conn.closed()).isEqualTo(2);
  }

  @Test
  void aCancelThatIsNeverAnsweredClosesTheConnection() throws Exception {
    FakeServer.Script deaf =
        c -> {
          c.expect(query("SELECT 1"));
          c.awaitClose();
        };
    try (FakeServer server = server(deaf, c -> {});
        Connection conn = connect(server)) {
      assertGivenUp(conn, "the server did not answer a cancel request within 0.4 s");
    }
  }

  @Test
  void aCancelThatIsNeverTakenClosesTheConnection() throws Exception {
    FakeServer.Script deaf =
        c -> {
          c.expect(query("SELECT 1"));
          c.awaitClose();
        };
    try (FakeServer server = server(deaf, c -> c.awaitClose());
        Connection conn = connect(server)) {
      assertGivenUp(conn, "the request could not be canceled (timeout expired)");
    }
  }

  @Test
  void anAnswerInPiecesIsAnAnswer() throws Exception {
    CountDownLatch canceled = new CountDownLatch(1);
    FakeServer.Script slow =
        c -> {
          c.expect(query("SELECT 1"));
          canceled.await();
          c.sendSlowly(CANCELED, readyForQuery('I'));
          c.expect(query("SELECT 2"));
          c.send(commandComplete("SELECT 0"), readyForQuery('I'));
          c.awaitClose();
        };
    try (FakeServer server = server(slow, c -> canceled.countDown());
        Connection conn = connect(server)) {
      conn.cancelTimeout(Duration.ofSeconds(30));
      assertThatThrownBy(() -> conn.cursor().execute("SELECT 1"))
          .isInstanceOf(QueryCanceled.class)
          .hasCauseInstanceOf(TimeoutException.class);
      conn.timeout(null);
      assertThat(conn.cursor().execute("SELECT 2").statusMessage()).isEqualTo("SELECT 0");
    }
  }

  /** The server ignores a cancel that comes before it has read the statement. */
  @Test
  void aCancelThatCameTooEarlyIsSentAgain() throws Exception {
    Semaphore cancels = new Semaphore(0);
    AtomicInteger count = new AtomicInteger();
    FakeServer.Script late =
        c -> {
          c.expect(query("SELECT 1"));
          cancels.acquire(3);
          c.send(CANCELED, readyForQuery('I'));
          c.awaitClose();
        };
    FakeServer.Script counting =
        c -> {
          count.incrementAndGet();
          cancels.release();
        };
    try (FakeServer server = server(late, counting);
        Connection conn = connect(server)) {
      conn.cancelTimeout(Duration.ofSeconds(30));
      assertThatThrownBy(() -> conn.cursor().execute("SELECT 1")).isInstanceOf(QueryCanceled.class);
      assertThat(count).hasValueGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void anotherThreadsCancelThatCameTooEarlyIsSentAgain() throws Exception {
    Semaphore cancels = new Semaphore(0);
    CountDownLatch executing = new CountDownLatch(1);
    FakeServer.Script late =
        c -> {
          c.expect(query("SELECT 1"));
          executing.countDown();
          cancels.acquire(3);
          c.send(CANCELED, readyForQuery('I'));
          c.awaitClose();
        };
    try (FakeServer server = server(late, c -> cancels.release());
        Connection conn = connect(server)) {
      conn.timeout(null);
      Background<Object> statement = Background.start(() -> conn.cursor().execute("SELECT 1"));
      executing.await();
      conn.cancel();
      assertThat(statement.failure()).isInstanceOf(QueryCanceled.class).hasNoCause();
    }
  }

  /** It might reach the server after the next statement, and cancel that. */
  @Test
  void nothingIsSentWhileACancelIsUnderWay() throws Exception {
    List<String> order = new CopyOnWriteArrayList<>();
    CountDownLatch executing = new CountDownLatch(1);
    CountDownLatch canceling = new CountDownLatch(1);
    CountDownLatch waiting = new CountDownLatch(1);
    FakeServer.Script session =
        c -> {
          c.expect(query("SELECT 1"));
          executing.countDown();
          canceling.await();
          c.send(commandComplete("SELECT 1"), readyForQuery('I'));
          c.expect(query("SELECT 2"));
          order.add("the next statement");
          c.send(commandComplete("SELECT 2"), readyForQuery('I'));
          c.awaitClose();
        };
    FakeServer.Script cancel =
        c -> {
          canceling.countDown();
          waiting.await();
          order.add("the end of the cancel");
        };
    try (FakeServer server = server(session, cancel);
        Connection conn = connect(server)) {
      conn.timeout(null);
      conn.cancelTimeout(Duration.ofSeconds(30));
      Thread[] caller = new Thread[1];
      Background<Object> statements =
          Background.start(
              () -> {
                caller[0] = Thread.currentThread();
                conn.cursor().execute("SELECT 1");
                return conn.cursor().execute("SELECT 2").statusMessage();
              });
      executing.await();
      Background<Object> canceler =
          Background.start(
              () -> {
                conn.cancel();
                return true;
              });
      while (caller[0].getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait(); // until the second statement waits at the gate
      }
      waiting.countDown();
      assertThat(statements.result()).isEqualTo("SELECT 2");
      canceler.result();
      assertThat(order).containsExactly("the end of the cancel", "the next statement");
    }
  }

  @Test
  void aCancelOfUnknownFateLetsNothingThroughAnyMore() throws Exception {
    CountDownLatch executing = new CountDownLatch(1);
    CountDownLatch failed = new CountDownLatch(1);
    FakeServer.Script session =
        c -> {
          c.expect(query("SELECT 1"));
          executing.countDown();
          failed.await();
          c.send(commandComplete("SELECT 1"), readyForQuery('I'));
          assertThat(c.awaitClose()).isEmpty();
        };
    try (FakeServer server = server(session, c -> c.awaitClose());
        Connection conn = connect(server)) {
      conn.timeout(null);
      Background<Object> statement =
          Background.start(() -> conn.cursor().execute("SELECT 1").statusMessage());
      executing.await();
      assertThatThrownBy(conn::cancel)
          .isInstanceOf(OperationalException.class)
          .hasMessage("could not send cancel request: timeout expired");
      failed.countDown();
      assertThat(statement.result()).isEqualTo("SELECT 1");
      assertThatThrownBy(() -> conn.cursor().execute("SELECT 2"))
          .isInstanceOf(OperationalException.class)
          .hasMessageStartingWith("nobody knows whether a cancel request has reached the server");
      assertThat(conn.closed()).isEqualTo(2);
    }
  }

  @Test
  void aCommitWithoutAnAnswerIsGivenUpLaterAndNotCanceled() throws Exception {
    AtomicInteger cancels = new AtomicInteger();
    FakeServer.Script deaf =
        c -> {
          c.expect(parse("", "BEGIN"), bind("", ""), execute("", 0), query("SELECT 1"));
          c.send(parseComplete(), bindComplete(), commandComplete("BEGIN"));
          c.send(commandComplete("SELECT 1"), readyForQuery('T'));
          c.expect(query("COMMIT"));
          c.awaitClose();
        };
    try (FakeServer server = server(deaf, c -> cancels.incrementAndGet());
        Connection conn = connect(server)) {
      conn.autocommit(false);
      conn.timeout(null);
      conn.cursor().execute("SELECT 1");
      conn.timeout(SHORT);
      assertThatThrownBy(conn::commit)
          .isInstanceOf(OperationalException.class)
          .hasMessage(
              "the time limit of 0.1 s has passed, and the server did not answer for another 0.4 s:"
                  + " the connection is closed, and what became of the request is not known")
          .hasCauseInstanceOf(TimeoutException.class);
      assertThat(conn.closed()).isEqualTo(2);
      assertThat(cancels).hasValue(0);
    }
  }

  @Test
  void aLimitThatHitsBeginLeavesNoTransaction() throws Exception {
    CountDownLatch canceled = new CountDownLatch(1);
    FakeServer.Script script =
        c -> {
          c.expect(parse("", "BEGIN"), bind("", ""), execute("", 0), query("SELECT 1"));
          canceled.await();
          c.send(CANCELED);
          c.expect(sync());
          c.send(readyForQuery('I'));
          c.awaitClose();
        };
    try (FakeServer server = server(script, c -> canceled.countDown());
        Connection conn = connect(server)) {
      conn.autocommit(false);
      conn.cancelTimeout(Duration.ofSeconds(30));
      assertThatThrownBy(() -> conn.cursor().execute("SELECT 1"))
          .isInstanceOf(QueryCanceled.class)
          .hasCauseInstanceOf(TimeoutException.class);
      assertThat(conn.status()).isEqualTo(ConnectionStatus.READY);
      assertThat(conn.closed()).isZero();
    }
  }

  @Test
  void aServerThatGaveNoKeyIsGivenUp() throws Exception {
    FakeServer.Script deaf =
        c -> {
          c.expectStartup();
          c.send(authenticationOk(), readyForQuery('I'));
          c.expect(query("SELECT 1"));
          c.awaitClose();
        };
    try (FakeServer server = FakeServer.start(deaf);
        Connection conn = connect(server)) {
      assertGivenUp(
          conn,
          "the request could not be canceled (the server gave no key to cancel this session's"
              + " requests)");
    }
  }

  @Test
  void anInterruptWhileALimitsCancelIsOnItsWayIsKeptForLater() throws Exception {
    CountDownLatch canceling = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch canceled = new CountDownLatch(1);
    FakeServer.Script session =
        c -> {
          c.expect(query("SELECT 1"));
          canceled.await();
          c.send(CANCELED, readyForQuery('I'));
          c.awaitClose();
        };
    FakeServer.Script cancel =
        c -> {
          canceling.countDown();
          interrupted.await();
          canceled.countDown();
        };
    try (FakeServer server = server(session, cancel);
        Connection conn = connect(server)) {
      conn.cancelTimeout(Duration.ofSeconds(30));
      boolean[] flag = new boolean[1];
      Background<Throwable> statement =
          Background.start(
              () -> {
                Throwable thrown = catchThrowable(() -> conn.cursor().execute("SELECT 1"));
                flag[0] = Thread.currentThread().isInterrupted();
                return thrown;
              });
      canceling.await();
      statement.interrupt();
      interrupted.countDown();
      assertThat(statement.result())
          .isInstanceOf(QueryCanceled.class)
          .hasCauseInstanceOf(TimeoutException.class);
      assertThat(flag[0]).isTrue();
      assertThat(conn.closed()).isZero();
    }
  }
}
