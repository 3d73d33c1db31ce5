// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.psycopg4j.testkit.ClientMessages.saslInitial;
import static org.psycopg4j.testkit.ServerMessages.authenticationOk;
import static org.psycopg4j.testkit.ServerMessages.authenticationSasl;
import static org.psycopg4j.testkit.ServerMessages.authenticationSaslContinue;
import static org.psycopg4j.testkit.ServerMessages.errorResponse;
import static org.psycopg4j.testkit.ServerMessages.parameterStatus;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.Connection;
import org.psycopg4j.PollState;
import org.psycopg4j.Psycopg;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.async.EventLoop;
import org.psycopg4j.errors.InvalidAuthorizationSpecification;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.oauth.TokenProvider;
import org.psycopg4j.oauth.TokenRequest;
import org.psycopg4j.testkit.Conversation;
import org.psycopg4j.testkit.FakeServer;

/** Tokens that a program provides, to a server that says what it is told to. */
@Timeout(60)
class OAuthTokensTest {
  private static final String ISSUER = "https://issuer.example";
  private static final String DOCUMENT = ISSUER + "/.well-known/openid-configuration";
  private static final String REFUSAL =
      "{\"status\":\"invalid_token\",\"openid-configuration\":\"%s\",\"scope\":\"openid db\"}"
          .formatted(DOCUMENT);

  /** Lets t0ken in, and tells who has none where they are made. Anybody may leave at any time. */
  static void serve(Conversation c) throws Exception {
    c.expectStartup();
    c.send(authenticationSasl("OAUTHBEARER"));
    try {
      if (c.readMessage().text().contains("Bearer t0ken\1")) {
        c.send(authenticationOk(), parameterStatus("DateStyle", "ISO, MDY"), readyForQuery('I'));
        c.awaitClose();
        return;
      }
      c.send(authenticationSaslContinue(REFUSAL));
      c.readMessage();
      c.send(
          errorResponse(
              "FATAL", "28000", "OAuth bearer authentication failed", Map.of('V', "FATAL")));
      c.close();
    } catch (EOFException | SocketException e) {
      // It has left.
    }
  }

  private static String dsn(FakeServer server) {
    return server.dsn() + " oauth_issuer=" + ISSUER;
  }

  private static TokenProvider always(String token) {
    return request -> CompletableFuture.completedFuture(token);
  }

  @Test
  void theProviderIsAskedForWhatTheServerWants() {
    ConcurrentLinkedQueue<TokenRequest> asked = new ConcurrentLinkedQueue<>();
    try (FakeServer server = FakeServer.start(OAuthTokensTest::serve);
        Connection conn =
            Psycopg.connect(
                dsn(server) + " oauth_client_id=me oauth_client_secret=s3cret",
                options ->
                    options.tokenFrom(
                        request -> {
                          asked.add(request);
                          return CompletableFuture.completedFuture("t0ken");
                        }))) {
      assertThat(conn.dsn()).contains("oauth_client_id=me").doesNotContain("s3cret");
      assertThat(conn.getDsnParameters())
          .containsEntry("oauth_client_id", "me")
          .containsEntry("oauth_issuer", ISSUER)
          .doesNotContainKey("oauth_client_secret");
    }
    assertThat(asked)
        .containsExactly(
            new TokenRequest(
                ISSUER,
                URI.create(DOCUMENT),
                "openid db",
                "me",
                "s3cret",
                "127.0.0.1",
                "postgres"));
    assertThat(asked.element().toString()).contains("me").doesNotContain("s3cret");
  }

  @Test
  void aScopeThatIsSetComesFirst() {
    for (String scope : List.of("mine", "''")) {
      ConcurrentLinkedQueue<TokenRequest> asked = new ConcurrentLinkedQueue<>();
      try (FakeServer server = FakeServer.start(OAuthTokensTest::serve)) {
        Psycopg.connect(
                dsn(server) + " oauth_scope=" + scope,
                options ->
                    options.tokenFrom(
                        TokenProvider.waitingFor(
                            request -> {
                              asked.add(request);
                              return "t0ken";
                            })))
            .close();
      }
      assertThat(asked.element().scope()).isEqualTo(scope.replace("'", ""));
      assertThat(asked.element().clientId()).isNull();
    }
  }

  @Test
  void oneConnectionIsEnoughForWhoHasAToken() {
    AtomicInteger connections = new AtomicInteger();
    AtomicInteger asked = new AtomicInteger();
    try (FakeServer server =
        FakeServer.start(
            c -> {
              connections.incrementAndGet();
              c.expectStartup();
              c.send(authenticationSasl("OAUTHBEARER"));
              c.expect(saslInitial("OAUTHBEARER", "n,,\1auth=Bearer t0ken\1\1"));
              c.send(
                  authenticationOk(), parameterStatus("DateStyle", "ISO, MDY"), readyForQuery('I'));
              c.awaitClose();
            })) {
      Psycopg.connect(
              server.dsn() + " oauth_issuer=" + DOCUMENT,
              options ->
                  options.tokenFrom(
                      request -> {
                        asked.incrementAndGet();
                        assertThat(request.scope()).isNull();
                        return CompletableFuture.completedFuture("t0ken");
                      }))
          .close();
      server.assertNoFailures();
    }
    assertThat(connections).hasValue(1);
    assertThat(asked).hasValue(1);
  }

  @Test
  void aServerIsNotKeptWaitingForAToken() throws Exception {
    CountDownLatch left = new CountDownLatch(1);
    AtomicInteger connections = new AtomicInteger();
    try (FakeServer server =
        FakeServer.start(
            c -> {
              if (connections.getAndIncrement() > 0) {
                serve(c);
                return;
              }
              c.expectStartup();
              c.send(authenticationSasl("OAUTHBEARER"));
              assertThat(c.awaitClose()).isEmpty();
              left.countDown();
            })) {
      CompletableFuture<String> token = new CompletableFuture<>();
      CompletableFuture<Connection> connecting =
          CompletableFuture.supplyAsync(
              () ->
                  Psycopg.connect(
                      server.dsn() + " oauth_issuer=" + DOCUMENT,
                      options -> options.tokenFrom(request -> token)));
      assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
      token.complete("t0ken");
      connecting.get().close();
      server.assertNoFailures();
    }
  }

  @Test
  void whatAServerSaysAfterItHasToldAllDoesNotMatter() {
    for (byte[] last :
        new byte[][] {
          {},
          authenticationSaslContinue(REFUSAL),
          authenticationOk(),
          errorResponse("FATAL", "53300", "too many connections", Map.of('V', "FATAL")),
          {0, 1, 2, 3, 4, 5, 6, 7}
        }) {
      AtomicInteger connections = new AtomicInteger();
      try (FakeServer server =
          FakeServer.start(
              c -> {
                if (connections.getAndIncrement() > 0) {
                  serve(c);
                  return;
                }
                c.expectStartup();
                c.send(authenticationSasl("OAUTHBEARER"));
                c.expect(saslInitial("OAUTHBEARER", "n,,\1auth=\1\1"));
                c.send(authenticationSaslContinue(REFUSAL), last);
                c.close();
              })) {
        Psycopg.connect(dsn(server), options -> options.tokenFrom(always("t0ken"))).close();
        server.assertNoFailures();
      }
      assertThat(connections).hasValue(2);
    }
  }

  @Test
  void anEventLoopGoesOnMeanwhile() throws Exception {
    CompletableFuture<String> token = new CompletableFuture<>();
    CompletableFuture<TokenRequest> asked = new CompletableFuture<>();
    try (FakeServer server = FakeServer.start(OAuthTokensTest::serve);
        EventLoop loop = EventLoop.create()) {
      CompletableFuture<AsyncConnection> connecting =
          AsyncConnection.connect(
              dsn(server),
              options ->
                  options.tokenFrom(
                      request -> {
                        asked.complete(request);
                        return token;
                      }),
              loop);
      asked.get(30, TimeUnit.SECONDS);
      try (FakeServer other = FakeServer.start(OAuthTokensTest::serve)) {
        AsyncConnection.connect(dsn(other), options -> options.tokenFrom(always("t0ken")), loop)
            .get(30, TimeUnit.SECONDS)
            .close()
            .get(30, TimeUnit.SECONDS);
      }
      assertThat(connecting).isNotDone();
      token.complete("t0ken");
      connecting.get(30, TimeUnit.SECONDS).close().get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void connectingByPollingWaitsAtAChannel() throws Exception {
    CompletableFuture<String> token = new CompletableFuture<>();
    AtomicBoolean asked = new AtomicBoolean();
    try (FakeServer server = FakeServer.start(OAuthTokensTest::serve);
        Connection conn =
            Psycopg.connectAsync(
                dsn(server),
                options ->
                    options.tokenFrom(
                        request -> {
                          asked.set(true);
                          return token;
                        }))) {
      PollState state = conn.poll();
      while (!asked.get() || state != PollState.READ) { // the answer is sent first
        await(conn, state, Selector::select);
        state = conn.poll();
      }
      assertThat(await(conn, state, Selector::selectNow)).isZero();
      token.complete("t0ken");
      assertThat(await(conn, state, Selector::select)).isOne();
      while ((state = conn.poll()) != PollState.OK) {
        await(conn, state, Selector::select);
      }
      assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
    }
  }

  /** How a Selector is asked. */
  private interface Selection {
    int of(Selector selector) throws IOException;
  }

  private static int await(Connection conn, PollState state, Selection selection)
      throws IOException {
    try (Selector selector = Selector.open()) {
      SelectableChannel channel = conn.channel();
      int operations = state == PollState.READ ? SelectionKey.OP_READ : SelectionKey.OP_WRITE;
      boolean isConnecting =
          channel instanceof SocketChannel socket && socket.isConnectionPending();
      channel.register(selector, isConnecting ? SelectionKey.OP_CONNECT : operations);
      return selection.of(selector);
    }
  }

  @Test
  void aTokenThatTheServerRefuses() {
    try (FakeServer server = FakeServer.start(OAuthTokensTest::serve)) {
      assertThatThrownBy(
              () ->
                  Psycopg.connect(
                      dsn(server), options -> options.tokenFrom(always("an0ther-secret"))))
          .isInstanceOf(InvalidAuthorizationSpecification.class)
          .hasMessageContaining("OAuth bearer authentication failed")
          .hasMessageNotContaining("an0ther-secret");
    }
  }

  @Test
  void providersThatFail() {
    IllegalStateException cause = new IllegalStateException("no network");
    assertFails(always("a b"), "the token provider's token is none");
    assertFails(always(""), "the token provider's token is none");
    assertFails(always("a\1b"), "the token provider's token is none");
    assertFails(always("ä"), "the token provider's token is none");
    assertFails(request -> CompletableFuture.completedFuture(null), "has no token");
    assertFails(TokenProvider.waitingFor(request -> null), "has no token");
    assertFails(
        request -> {
          throw cause;
        },
        "the token provider failed: java.lang.IllegalStateException: no network");
    assertFails(
        request -> CompletableFuture.failedFuture(cause),
        "the token provider failed: java.lang.IllegalStateException: no network");
    assertFails(
        TokenProvider.waitingFor(
            request -> {
              throw cause;
            }),
        "the token provider failed: java.lang.IllegalStateException: no network");
  }

  private static void assertFails(TokenProvider provider, String message) {
    AtomicInteger connections = new AtomicInteger();
    AtomicInteger asked = new AtomicInteger();
    try (FakeServer server =
        FakeServer.start(
            c -> {
              connections.incrementAndGet();
              serve(c);
            })) {
      assertThatThrownBy(
              () ->
                  Psycopg.connect(
                      dsn(server).replace("sslmode=disable", "sslmode=prefer"),
                      options ->
                          options.tokenFrom(
                              request -> {
                                asked.incrementAndGet();
                                return provider.token(request);
                              })))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("connection to server at \"127.0.0.1\"")
          .hasMessageContaining(message);
    }
    assertThat(asked).hasValue(1);
    assertThat(connections).hasValue(1);
  }

  @Test
  void whatHasToBeSet() {
    try (FakeServer server = FakeServer.start(OAuthTokensTest::serve)) {
      for (String more : List.of("", " oauth_issuer=" + ISSUER, " oauth_client_id=me")) {
        assertThatThrownBy(() -> Psycopg.connect(server.dsn() + more))
            .isInstanceOf(OperationalException.class)
            .hasMessageEndingWith(
                "server requires OAuth authentication, but oauth_issuer and oauth_client_id are"
                    + " not both set");
      }
      assertThatThrownBy(
              () -> Psycopg.connect(server.dsn(), options -> options.tokenFrom(always("t0ken"))))
          .hasMessageEndingWith(
              "server requires OAuth authentication, but oauth_issuer is not set");
    }
  }

  @Test
  void anothersIssuerIsNotAsked() {
    AtomicInteger asked = new AtomicInteger();
    try (FakeServer server = FakeServer.start(OAuthTokensTest::serve)) {
      assertThatThrownBy(
              () ->
                  Psycopg.connect(
                      server.dsn() + " oauth_issuer=https://other.example",
                      options ->
                          options.tokenFrom(
                              request -> {
                                asked.incrementAndGet();
                                return CompletableFuture.completedFuture("t0ken");
                              })))
          .hasMessageEndingWith(
              "server's discovery document at %s (issuer \"%s\") is incompatible with oauth_issuer"
                      .formatted(DOCUMENT, ISSUER)
                  + " (https://other.example)");
    }
    assertThat(asked).hasValue(0);
  }

  @Test
  void timeRunsOutWhileATokenIsWaitedFor() {
    CompletableFuture<String> never = new CompletableFuture<>();
    try (FakeServer server = FakeServer.start(OAuthTokensTest::serve)) {
      assertThatThrownBy(
              () ->
                  Psycopg.connect(
                      dsn(server) + " connect_timeout=2",
                      options -> options.tokenFrom(request -> never)))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("timeout expired");
    }
    assertThat(never).isCancelled();
  }

  @Test
  void anInterruptEndsTheWaiting() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch forever = new CountDownLatch(1);
    TokenProvider slow =
        TokenProvider.waitingFor(
            request -> {
              asked.countDown();
              try {
                forever.await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              return null;
            });
    try (FakeServer server = FakeServer.start(OAuthTokensTest::serve)) {
      CompletableFuture<Throwable> failure = new CompletableFuture<>();
      Thread connecting =
          new Thread(
              () -> {
                try {
                  Psycopg.connect(dsn(server), options -> options.tokenFrom(slow));
                } catch (Throwable t) {
                  failure.complete(t);
                }
              });
      connecting.start();
      asked.await();
      connecting.interrupt();
      assertThat(failure.get(30, TimeUnit.SECONDS))
          .isInstanceOf(OperationalException.class)
          .hasMessage("interrupted while connecting");
      interrupted.await(); // nobody waits for the token any more
      connecting.join();
    }
  }

  @Test
  void toCancelTheConnectingCancelsTheQuestion() throws Exception {
    CompletableFuture<String> never = new CompletableFuture<>();
    CountDownLatch asked = new CountDownLatch(1);
    try (FakeServer server = FakeServer.start(OAuthTokensTest::serve);
        EventLoop loop = EventLoop.create()) {
      CompletableFuture<AsyncConnection> connecting =
          AsyncConnection.connect(
              dsn(server),
              options ->
                  options.tokenFrom(
                      request -> {
                        asked.countDown();
                        return never;
                      }),
              loop);
      asked.await();
      connecting.cancel(true);
      assertThatThrownBy(() -> never.get(30, TimeUnit.SECONDS))
          .isInstanceOfAny(CancellationException.class, ExecutionException.class);
    }
  }

  @Test
  void oneTokenIsForAllServersOfAList() {
    AtomicInteger asked = new AtomicInteger();
    FakeServer.Script standby =
        c -> {
          c.expectStartup();
          c.send(authenticationSasl("OAUTHBEARER"));
          if (c.readMessage().text().contains("Bearer t0ken")) {
            c.send(
                authenticationOk(),
                parameterStatus("in_hot_standby", "on"),
                parameterStatus("default_transaction_read_only", "off"),
                parameterStatus("DateStyle", "ISO, MDY"),
                readyForQuery('I'));
          } else {
            c.send(authenticationSaslContinue(REFUSAL));
          }
          c.awaitClose();
        };
    FakeServer.Script primary =
        c -> {
          c.expectStartup();
          c.send(authenticationSasl("OAUTHBEARER"));
          c.expect(saslInitial("OAUTHBEARER", "n,,\1auth=Bearer t0ken\1\1"));
          c.send(
              authenticationOk(),
              parameterStatus("in_hot_standby", "off"),
              parameterStatus("default_transaction_read_only", "off"),
              parameterStatus("DateStyle", "ISO, MDY"),
              readyForQuery('I'));
          c.awaitClose();
        };
    try (FakeServer first = FakeServer.start(standby);
        FakeServer second = FakeServer.start(primary)) {
      Psycopg.connect(
              "host=127.0.0.1,127.0.0.1 port=%d,%d user=u sslmode=disable oauth_issuer=%s"
                      .formatted(first.port(), second.port(), ISSUER)
                  + " target_session_attrs=read-write",
              options ->
                  options.tokenFrom(
                      request -> {
                        asked.incrementAndGet();
                        return CompletableFuture.completedFuture("t0ken");
                      }))
          .close();
      second.assertNoFailures();
    }
    assertThat(asked).hasValue(1);
  }
}
