// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.psycopg4j.testkit.ClientMessages.cancelRequest;
import static org.psycopg4j.testkit.ClientMessages.query;
import static org.psycopg4j.testkit.ServerMessages.authenticationCleartextPassword;
import static org.psycopg4j.testkit.ServerMessages.authenticationOk;
import static org.psycopg4j.testkit.ServerMessages.authenticationSasl;
import static org.psycopg4j.testkit.ServerMessages.authenticationSaslContinue;
import static org.psycopg4j.testkit.ServerMessages.backendKeyData;
import static org.psycopg4j.testkit.ServerMessages.commandComplete;
import static org.psycopg4j.testkit.ServerMessages.errorResponse;
import static org.psycopg4j.testkit.ServerMessages.noticeResponse;
import static org.psycopg4j.testkit.ServerMessages.parameterStatus;
import static org.psycopg4j.testkit.ServerMessages.rawWithLength;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.errors.AdminShutdown;
import org.psycopg4j.errors.CannotConnectNow;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.QueryCanceled;
import org.psycopg4j.internal.conninfo.ConnInfo;
import org.psycopg4j.internal.conninfo.Dsn;
import org.psycopg4j.internal.engine.Inbox;
import org.psycopg4j.internal.engine.QueryExchange;
import org.psycopg4j.testkit.Conversation;
import org.psycopg4j.testkit.FakeServer;

/** The blocking driver against a scripted server, which can do what no real one does on demand. */
@Timeout(30)
class SessionTest {
  private static final Inbox NOBODY =
      new Inbox() {
        @Override
        public void notice(Diagnostics notice) {}

        @Override
        public void notification(int pid, String channel, String payload) {}
      };

  private static Session connect(FakeServer server, String more) {
    return Connector.connect(
        new ConnInfo(Dsn.parse("host=127.0.0.1 user=u port=" + server.port() + " " + more)),
        NOBODY);
  }

  private static Patience patient() {
    return Patience.until(Deadline.NEVER, Duration.ofSeconds(10));
  }

  private static void welcome(Conversation c) throws Exception {
    c.expectStartup();
    c.send(
        authenticationOk(), parameterStatus("DateStyle", "ISO, MDY"),
        backendKeyData(7, 8), readyForQuery('I'));
  }

  @Test
  void dateStyleThatIsNotIsoIsSet() throws Exception {
    try (FakeServer server =
        FakeServer.start(
            c -> {
              c.expectStartup();
              c.send(
                  authenticationOk(),
                  parameterStatus("DateStyle", "German, DMY"),
                  readyForQuery('I'));
              c.expect(query("SET datestyle TO 'ISO'"));
              c.send(parameterStatus("DateStyle", "ISO, DMY"), commandComplete("SET"));
              c.send(readyForQuery('I'));
            })) {
      try (Session session = connect(server, "")) {
        assertThat(session.parameters().get("DateStyle")).isEqualTo("ISO, DMY");
      }
    }
  }

  @Test
  void refusalDuringConnectHasItsClassAndNamesTheServer() throws Exception {
    try (FakeServer server =
        FakeServer.start(
            c -> {
              c.expectStartup();
              c.send(
                  errorResponse(
                      "FATAL",
                      "57P03",
                      "the database system is starting up",
                      Map.of('V', "FATAL")));
            })) {
      assertThatThrownBy(() -> connect(server, ""))
          .isInstanceOf(CannotConnectNow.class)
          .hasMessage(
              "connection to server at \"127.0.0.1\", port %d failed: ".formatted(server.port())
                  + "FATAL:  the database system is starting up");
    }
  }

  @Test
  void silentServerIsLeftAfterTheTimeout() throws Exception {
    try (FakeServer server =
        FakeServer.start(
            c -> {
              c.expectStartup();
              c.awaitClose();
            })) {
      assertThatThrownBy(() -> connect(server, "connect_timeout=2"))
          .isInstanceOf(OperationalException.class)
          .hasMessageEndingWith("timeout expired");
    }
  }

  @Test
  void serverThatHangsUpDuringConnect() throws Exception {
    try (FakeServer server = FakeServer.start(c -> c.expectStartup())) {
      assertThatThrownBy(() -> connect(server, ""))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("server closed the connection unexpectedly");
    }
  }

  @Test
  void scramThatWouldHashForHoursIsRefusedAtOnce() throws Exception {
    try (FakeServer server =
        FakeServer.start(
            c -> {
              c.expectStartup();
              c.send(authenticationSasl("SCRAM-SHA-256"));
              c.readMessage();
              c.send(authenticationSaslContinue("r=nonce,s=c2FsdA==,i=1000000000"));
              c.awaitClose();
            })) {
      assertThatThrownBy(() -> connect(server, "password=p"))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("more SCRAM iterations than 1000000");
    }
  }

  @Test
  void authenticationThatNeverEndsIsLeft() throws Exception {
    try (FakeServer server =
        FakeServer.start(
            c -> {
              c.expectStartup();
              c.sendForever(authenticationCleartextPassword());
            })) {
      assertThatThrownBy(() -> connect(server, "password=p"))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("asked for the password more than once");
    }
  }

  @Test
  void aLengthOfTwoGigabytesInAnAnswerClosesTheSession() throws Exception {
    try (FakeServer server =
        FakeServer.start(
            c -> {
              welcome(c);
              c.expect(query("select 1"));
              c.send(rawWithLength('D', Integer.MAX_VALUE));
              c.awaitClose();
            })) {
      try (Session session = connect(server, "")) {
        QueryExchange select = new QueryExchange("select 1", session.parameters());
        session.run(select, patient());
        assertThatThrownBy(select::raise)
            .isInstanceOf(OperationalException.class)
            .hasMessageStartingWith("lost synchronization with server");
        assertThat(session.isBroken()).isTrue();
      }
    }
  }

  @Test
  void lastWordsAreReadEvenIfTheRequestCouldNotBeSent() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    try (FakeServer server =
        FakeServer.start(
            c -> {
              welcome(c);
              c.send(
                  errorResponse("FATAL", "57P01", "terminating connection", Map.of('V', "FATAL")));
              c.close();
              gone.countDown();
            })) {
      try (Session session = connect(server, "")) {
        assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        QueryExchange first = new QueryExchange("select 1", session.parameters());
        session.run(first, patient());
        assertThatThrownBy(first::raise).isInstanceOf(AdminShutdown.class);
        assertThat(session.isBroken()).isTrue();
      }
    }
  }

  @Test
  void interruptCancelsOnTheServerAndTheSessionLivesOn() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    AtomicInteger connections = new AtomicInteger();
    try (FakeServer server =
        FakeServer.start(
            c -> {
              if (connections.incrementAndGet() > 1) { // a request to cancel, perhaps again
                c.expect(cancelRequest(7, 8));
                cancelled.countDown();
                return;
              }
              welcome(c);
              c.expect(query("select pg_sleep(60)"));
              waiting.countDown();
              cancelled.await();
              c.send(errorResponse("57014", "canceling statement"), readyForQuery('I'));
              c.expect(query("select 1"));
              c.send(commandComplete("SELECT 0"), readyForQuery('I'));
            })) {
      try (Session session = connect(server, "")) {
        Thread caller = Thread.currentThread();
        Thread interrupter =
            new Thread(
                () -> {
                  try {
                    waiting.await();
                  } catch (InterruptedException e) {
                    return;
                  }
                  caller.interrupt();
                });
        interrupter.start();
        QueryExchange sleep = new QueryExchange("select pg_sleep(60)", session.parameters());
        session.run(sleep, patient());
        assertThat(Thread.interrupted()).isTrue();
        assertThatThrownBy(sleep::raise).isInstanceOf(QueryCanceled.class);
        QueryExchange next = new QueryExchange("select 1", session.parameters());
        session.run(next, patient());
        next.raise();
        interrupter.join();
      }
    }
  }

  @Test
  void noticesFloodingInWhileWeSendDoNotBlockEitherSide() throws Exception {
    byte[] notice = noticeResponse("x".repeat(1000));
    byte[] text = new byte[20 << 20];
    Arrays.fill(text, (byte) ' ');
    try (FakeServer server =
        FakeServer.start(
            c -> {
              welcome(c);
              for (int i = 0;
                  i < 20_000;
                  i++) { // more than any socket buffer holds, before it reads
                c.send(notice);
              }
              c.readMessage();
              c.send(commandComplete("DO"), readyForQuery('I'));
            })) {
      try (Session session = connect(server, "")) {
        QueryExchange large = new QueryExchange(text, session.parameters());
        session.run(large, patient());
        large.raise();
        assertThat(large.commandTag()).isEqualTo("DO");
      }
    }
  }

  @Test
  void whatWasSentBeforeIsAnsweredBefore() throws Exception {
    try (FakeServer server =
        FakeServer.start(
            c -> {
              welcome(c);
              c.expect(query("FETCH 1 FROM c"));
              c.expect(query("SELECT 1"));
              c.send(commandComplete("FETCH 0"), readyForQuery('T'));
              c.send(commandComplete("SELECT 0"), readyForQuery('I'));
            })) {
      try (Session session = connect(server, "")) {
        QueryExchange fetch = new QueryExchange("FETCH 1 FROM c", session.parameters());
        QueryExchange select = new QueryExchange("SELECT 1", session.parameters());
        session.send(fetch);
        assertThat(fetch.isDone()).isFalse();
        session.run(select, patient());
        assertThat(fetch.commandTag()).isEqualTo("FETCH 0");
        assertThat(select.commandTag()).isEqualTo("SELECT 0");
        session.finish(fetch, patient()); // has nothing to wait for
      }
    }
  }
}
