// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.psycopg4j.testkit.ServerMessages.authenticationOk;
import static org.psycopg4j.testkit.ServerMessages.backendKeyData;
import static org.psycopg4j.testkit.ServerMessages.commandComplete;
import static org.psycopg4j.testkit.ServerMessages.copyInResponse;
import static org.psycopg4j.testkit.ServerMessages.errorResponse;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.async.EventLoop;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.QueryCanceled;
import org.psycopg4j.testkit.FakeServer;

/** Cancels on an event loop that come late, come to what must not be canceled, or don't come. */
@SuppressWarnings("FutureReturnValueIgnored") // what is called later shows what they did
@Timeout(60)
class AsyncCancelTest {
  private static final int PROTOCOL_3_0 = 3 << 16;

  private EventLoop loop;

  @BeforeEach
  void open() {
    loop = EventLoop.create();
  }

  @AfterEach
  void close() {
    loop.close();
  }

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

  private AsyncConnection connect(FakeServer server, Duration cancelTimeout) {
    return Async.get(
        AsyncConnection.connect(
            server.dsn(), options -> options.cancelTimeout(cancelTimeout), loop));
  }

  private AsyncConnection connect(FakeServer server) {
    return connect(server, Duration.ofSeconds(30));
  }

  /** The cancel came after the first statement's end: the others are not silently left out. */
  @Test
  void executeManyThatIsCanceledTooLateForOneStatementFails() throws Exception {
    CountDownLatch executing = new CountDownLatch(1);
    CountDownLatch canceled = new CountDownLatch(1);
    try (FakeServer server =
        server(
            c -> {
              c.readMessage();
              executing.countDown();
              canceled.await();
              c.send(commandComplete("INSERT 0 1"), readyForQuery('I'));
              c.awaitClose();
            },
            c -> canceled.countDown())) {
      AsyncConnection conn = connect(server);
      CompletableFuture<Long> many =
          conn.executeMany("INSERT INTO t VALUES (%s)", List.of(List.of(1), List.of(2)));
      executing.await();
      conn.cancel();
      assertThat(Async.error(many)).isInstanceOf(QueryCanceled.class);
      loop.close();
    }
  }

  /** As it is with connections that block: the server has been given time enough. */
  @Test
  void aServerThatDoesNotAnswerACancelIsGivenUp() throws Exception {
    try (FakeServer server =
        server(
            c -> {
              c.readMessage();
              c.awaitClose();
            },
            c -> {})) {
      AsyncConnection conn = connect(server, Duration.ofMillis(300));
      CompletableFuture<?> call = conn.execute("SELECT 1").orTimeout(100, TimeUnit.MILLISECONDS);
      CompletableFuture<?> next = conn.execute("SELECT 2");
      assertThat(Async.error(call)).isInstanceOf(TimeoutException.class);
      assertThat(Async.error(next))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("the server did not answer a cancel request within 0.3 s");
    }
  }

  /** A firewall that drops packets: the request to cancel gets nowhere. */
  @Test
  void aServerThatTakesNoCancelIsGivenUp() throws Exception {
    try (FakeServer server =
        server(
            c -> {
              c.readMessage();
              c.awaitClose();
            },
            c -> c.awaitClose())) {
      AsyncConnection conn = connect(server, Duration.ofMillis(300));
      conn.execute("SELECT 1").orTimeout(100, TimeUnit.MILLISECONDS);
      assertThat(Async.error(conn.execute("SELECT 2"))).isInstanceOf(OperationalException.class);
    }
  }

  /** Else the transaction would stay open, and failed, for whoever comes next. */
  @Test
  void aRollbackIsNotCanceled() throws Exception {
    CountDownLatch rollingBack = new CountDownLatch(1);
    Semaphore cancels = new Semaphore(0);
    try (FakeServer server =
        server(
            c -> {
              c.readMessage();
              c.send(commandComplete("BEGIN"), readyForQuery('T'));
              c.readMessage();
              rollingBack.countDown();
              boolean canceled = cancels.tryAcquire(500, TimeUnit.MILLISECONDS);
              if (canceled) {
                c.send(errorResponse("57014", "canceling statement due to user request"));
                c.send(readyForQuery('E'));
              } else {
                c.send(commandComplete("ROLLBACK"), readyForQuery('I'));
              }
              c.readMessage();
              c.send(commandComplete("SELECT 0"), readyForQuery('I'));
              c.awaitClose();
            },
            c -> cancels.release())) {
      AsyncConnection conn = connect(server);
      CompletableFuture<Object> block =
          conn.inTransaction(tx -> CompletableFuture.failedFuture(new IllegalStateException()));
      rollingBack.await();
      conn.cancel();
      assertThat(Async.error(block))
          .isInstanceOf(IllegalStateException.class)
          .hasNoSuppressedExceptions();
      assertThat(Async.get(conn.execute("SELECT 1")).statusMessage()).isEqualTo("SELECT 0");
      loop.close();
    }
  }

  /** It would be taken for one that was committed. */
  @Test
  void aTransactionThatCantBeRolledBackEndsWithTheConnection() throws Exception {
    try (FakeServer server =
        server(
            c -> {
              c.readMessage();
              c.send(commandComplete("BEGIN"), readyForQuery('T'));
              c.readMessage();
              c.send(errorResponse("57014", "canceling statement due to statement timeout"));
              c.send(readyForQuery('E'));
              c.awaitClose();
            },
            c -> {})) {
      AsyncConnection conn = connect(server);
      Throwable error =
          Async.error(
              conn.inTransaction(
                  tx -> CompletableFuture.failedFuture(new IllegalStateException())));
      assertThat(error).isInstanceOf(IllegalStateException.class);
      assertThat(error.getSuppressed()).hasAtLeastOneElementOfType(QueryCanceled.class);
      assertThat(Async.error(conn.execute("SELECT 1"))).isInstanceOf(OperationalException.class);
    }
  }

  /** The server reads no cancel while it waits for the data. */
  @Test
  void aCopyThatWaitsForItsPublisherIsCanceled() throws Exception {
    CountDownLatch copying = new CountDownLatch(1);
    try (FakeServer server =
        server(
            c -> {
              c.readMessage();
              c.send(copyInResponse(0, 0));
              copying.await();
              assertThat(c.readMessage().tag()).isEqualTo('f');
              c.send(errorResponse("57014", "COPY from stdin failed: the COPY was canceled"));
              c.send(readyForQuery('I'));
              c.awaitClose();
            },
            c -> {})) {
      AsyncConnection conn = connect(server);
      CompletableFuture<Long> copy =
          conn.copyIn("COPY t FROM STDIN", subscriber -> copying.countDown());
      copying.await();
      conn.cancel();
      assertThat(Async.error(copy)).isInstanceOf(QueryCanceled.class);
      loop.close();
    }
  }
}
