// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.Connection;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.errors.InvalidPassword;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.pool.ConnectionPool;
import org.psycopg4j.pool.PoolClosedException;
import org.psycopg4j.pool.PoolTimeoutException;
import org.psycopg4j.testkit.FakeServer;
import org.psycopg4j.testkit.FaultProxy;
import org.psycopg4j.testkit.PostgresServer;

/** Servers that can't be reached, and what those who ask for a connection are told meanwhile. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PoolOutageTest {
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofSeconds(60);

  /* Without a pause in between there would be thousands in the time of the tests. */
  private static final long FEW = 100;

  @Test
  void aServerThatNeverAnswersKeepsNobody() {
    FakeServer.Script silent =
        c -> {
          c.expectStartup();
          c.awaitClose();
        };
    try (FakeServer server = FakeServer.start(silent);
        ConnectionPool pool =
            ConnectionPool.of(
                server.dsn(), options -> options.name("unanswered").minSize(2).maxSize(4))) {
      List<CompletableFuture<Throwable>> waiting = new ArrayList<>();
      List<CompletableFuture<AsyncConnection>> futures = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        waiting.add(CompletableFuture.supplyAsync(() -> catchThrowable(() -> pool.getConn(SHORT))));
        futures.add(pool.asyncConnection(SHORT));
      }
      waiting.forEach(w -> assertThat(w.join()).isInstanceOf(PoolTimeoutException.class));
      futures.forEach(
          future ->
              assertThatThrownBy(future::join).hasCauseInstanceOf(PoolTimeoutException.class));
      CompletableFuture<AsyncConnection> late = pool.asyncConnection(LONG);
      assertThat(pool.close(LONG)).isTrue();
      assertThatThrownBy(late::join).hasCauseInstanceOf(PoolClosedException.class);
      awaitNoThread("unanswered");
    }
  }

  @Test
  void aServerThatRefusesIsAskedSeldom() throws IOException {
    int port;
    try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = nobody.getLocalPort();
    }
    try (ConnectionPool pool =
        ConnectionPool.of(
            "host=127.0.0.1 port=%d user=postgres dbname=postgres".formatted(port),
            options -> options.name("refused").minSize(4).maxSize(8))) {
      for (int i = 0; i < 10; i++) {
        assertThatThrownBy(() -> pool.getConn(SHORT))
            .isInstanceOf(PoolTimeoutException.class)
            .hasCauseInstanceOf(OperationalException.class);
      }
      assertThat(pool.getStats().connections()).isBetween(1L, FEW);
      assertThat(pool.getStats().connectionsErrors()).isPositive();
      assertThat(pool.close(LONG)).isTrue();
      awaitNoThread("refused");
    }
  }

  @Test
  void anOutageIsToldOnceAndEndsByItself() {
    AtomicInteger outages = new AtomicInteger();
    try (PostgresServer server = PostgresServer.builder().start();
        ConnectionPool pool =
            ConnectionPool.of(
                server.dsn(),
                options ->
                    options
                        .minSize(2)
                        .maxSize(4)
                        .reconnectTimeout(SHORT)
                        .reconnectFailed(whose -> outages.incrementAndGet()))) {
      for (int outage = 1; outage <= 2; outage++) {
        int wanted = outage;
        pool.awaitReady(LONG);
        server.stop();
        PoolPatience.await(() -> outages + " outages", () -> outages.get() == wanted);
        assertThatThrownBy(() -> pool.getConn(SHORT))
            .isInstanceOf(PoolTimeoutException.class)
            .hasCauseInstanceOf(OperationalException.class);
        long errors = pool.getStats().connectionsErrors();
        PoolPatience.await(
            () -> "attempts", () -> pool.getStats().connectionsErrors() >= errors + 2);
        assertThat(outages).hasValue(outage);
        server.restart();
        try (Connection conn = pool.getConn(LONG)) {
          assertThat(conn.cursor().execute("SELECT 1").fetchOne().get(0)).isEqualTo(1);
        }
      }
      assertThat(pool.getStats().connectionsErrors()).isLessThan(FEW);
      assertThat(pool.close(LONG)).isTrue();
    }
  }

  @Test
  void aWrongPasswordIsTheCauseUntilItIsRight() {
    AtomicReference<String> password = new AtomicReference<>("wrong");
    try (PostgresServer server =
            PostgresServer.builder()
                .initSql("CREATE ROLE locked LOGIN PASSWORD 'right'")
                .hba("host all locked all scram-sha-256")
                .start();
        ConnectionPool pool =
            ConnectionPool.of(
                server.dsn(),
                options ->
                    options
                        .minSize(1)
                        .maxSize(2)
                        .connect(c -> c.user("locked").password(password.get())))) {
      assertThatThrownBy(() -> pool.getConn(Duration.ofSeconds(2)))
          .isInstanceOf(PoolTimeoutException.class)
          .hasCauseInstanceOf(InvalidPassword.class);
      CompletableFuture<AsyncConnection> future = pool.asyncConnection(LONG);
      assertThat(pool.getStats().connections()).isLessThan(FEW);
      password.set("right");
      try (Connection conn = pool.getConn(LONG)) {
        assertThat(conn.cursor().execute("SELECT current_user").fetchOne().get(0))
            .isEqualTo("locked");
      }
      future.join().close().join();
      assertThat(pool.close(LONG)).isTrue();
    }
  }

  @Test
  void aNetworkThatStandsStillServesWhoWaitsWhenItMovesAgain() {
    PostgresServer server = PostgresServer.shared();
    try (FaultProxy proxy = FaultProxy.to(server.host(), server.port())) {
      proxy.fromServer().freeze();
      try (ConnectionPool pool =
          ConnectionPool.of(
              "%s host=%s port=%d".formatted(server.dsn(), proxy.host(), proxy.port()),
              options -> options.name("still").minSize(0).maxSize(2))) {
        assertThatThrownBy(() -> pool.getConn(SHORT)).isInstanceOf(PoolTimeoutException.class);
        CompletableFuture<AsyncConnection> first = pool.asyncConnection(LONG);
        CompletableFuture<AsyncConnection> second = pool.asyncConnection(LONG);
        CompletableFuture<AsyncConnection> third = pool.asyncConnection(LONG);
        assertThat(first).isNotDone();
        proxy.fromServer().thaw();
        AsyncConnection conn = first.join();
        assertThat(conn.fetchOne("SELECT 1").join().get(0)).isEqualTo(1);
        conn.close().join();
        second.join().close().join();
        third.join().close().join();
        proxy.fromServer().freeze();
        assertThat(pool.close(LONG)).isTrue();
        awaitNoThread("still");
      }
    }
  }

  private static void awaitNoThread(String name) {
    PoolPatience.await(() -> "the pool's threads", () -> !PoolPatience.hasThread(name));
  }
}
