// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.pool.ConnectionPool;
import org.psycopg4j.pool.PoolStats;
import org.psycopg4j.testkit.FaultProxy;
import org.psycopg4j.testkit.PostgresServer;

/**
 * 200 threads share 10 connections while sessions are killed, the server restarts, the network
 * falters, borrowers are interrupted and forget to return, and the pool is resized and drained.
 * Nobody is forgotten, each gets the answers to its own questions, what was committed is there, and
 * the server never has more than 10 sessions. When it is over the pool is as it was at first.
 *
 * <p>It lasts {@code psycopg4j.interrupt.seconds}, 15 if that is not set.
 */
class PoolStormTest {
  private static final long SECONDS = Long.getLong("psycopg4j.interrupt.seconds", 15);
  private static final long SEED = Long.getLong("psycopg4j.interrupt.seed", 20_260_101);
  private static final String NAME = "pool-in-a-storm";
  private static final int THREADS = 150;
  private static final int THREADS_WITH_FUTURES = 50;
  private static final int MIN = 2;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Tally tally = new Tally();
  private final PoolLedger ledger = new PoolLedger();
  private final AtomicLong requests = new AtomicLong();
  private final AtomicInteger dropped = new AtomicInteger();
  private final AtomicInteger toldOfLeaks = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private PostgresServer server;
  private FaultProxy proxy;

  @BeforeEach
  void start() {
    server = PostgresServer.builder().setting("max_connections", "100").start();
    server.execute("CREATE TABLE pool_storm (token bigint)");
    proxy = FaultProxy.to(server.host(), server.port());
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    proxy.close();
    server.close();
  }

  private ConnectionPool open() {
    return ConnectionPool.of(
        "%s host=%s port=%d application_name=%s"
            .formatted(server.dsn(), proxy.host(), proxy.port(), NAME),
        options ->
            options
                .name(NAME)
                .minSize(MIN)
                .maxSize(PoolTrouble.MOST)
                .timeout(Duration.ofSeconds(50))
                .onLeak(leak -> toldOfLeaks.incrementAndGet()));
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.HOURS) // as long as it is told to
  void nobodyIsForgottenAndNothingIsLost() throws Exception {
    useOnce();
    long filesBefore = openFiles().size();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    BooleanSupplier goesOn = () -> System.nanoTime() - end < 0;
    AtomicInteger watches = new AtomicInteger(1);
    PoolWatch watch = new PoolWatch(server.dsn(), NAME, PoolTrouble.MOST, () -> watches.get() > 0);
    try (ConnectionPool pool = open()) {
      Future<?> watching = threads.submit(watch);
      try {
        PoolTrouble trouble = storm(pool, end, goesOn);
        calmDown(pool, trouble);
        borrowAll(pool);
        assertThat(pool.close(Duration.ofSeconds(30))).isTrue();
      } finally {
        watches.set(0);
        PoolPatience.awaitAll(List.of(watching), System.nanoTime());
      }
      nothingIsLeft(filesBefore);
      assertThat(watch.looks()).isPositive();
      assertThat(watch.highest()).isPositive();
      assertThat(tally.of("served")).isPositive();
      assertThat(tally.of("lost")).isPositive();
      assertThat(tally.of("interrupted")).isPositive();
      assertThat(tally.of("out of time")).isPositive();
      assertThat(ledger.count()).isPositive();
    } finally {
      System.out.println(
          "Storm of pools of %d s, seed %d: %s; %s; %d dropped; %s"
              .formatted(SECONDS, SEED, tally, ledger, dropped.get(), watch));
    }
  }

  /* What the first use opens and loads for good is not counted. */
  private void useOnce() {
    try (ConnectionPool pool = open()) {
      pool.inTransaction(conn -> conn.cursor().execute("SELECT 1"));
      pool.callAsync(conn -> conn.execute("SELECT 1")).join();
      assertThat(pool.close(Duration.ofSeconds(30))).isTrue();
    }
    nothingIsLeft(Long.MAX_VALUE);
  }

  private PoolTrouble storm(ConnectionPool pool, long end, BooleanSupplier goesOn)
      throws InterruptedException {
    List<PoolBorrower> borrowers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      borrowers.add(
          new PoolBorrower(pool, ledger, tally, random.split(), requests, dropped, goesOn));
    }
    PoolTrouble trouble = new PoolTrouble(server, proxy, pool, NAME, borrowers, tally, goesOn);
    List<Future<?>> running = new ArrayList<>();
    borrowers.forEach(borrower -> running.add(threads.submit(borrower)));
    for (int i = 0; i < THREADS_WITH_FUTURES; i++) {
      running.add(
          threads.submit(
              new PoolAsyncBorrower(pool, ledger, tally, random.split(), requests, goesOn)));
    }
    SplittableRandom interrupts = random.split();
    SplittableRandom restarts = random.split();
    SplittableRandom rest = random.split();
    running.add(threads.submit(() -> trouble.interrupt(interrupts)));
    running.add(threads.submit(() -> trouble.restart(restarts)));
    running.add(threads.submit(() -> trouble.run(rest)));
    PoolPatience.awaitAll(running, end);
    return trouble;
  }

  private void calmDown(ConnectionPool pool, PoolTrouble trouble) {
    pool.resize(MIN, PoolTrouble.MOST);
    PoolPatience.await(
        () -> "%s, %d dropped".formatted(pool.getStats(), dropped.get()),
        () -> {
          PoolStats stats = pool.getStats();
          if (stats.poolLent() > 0) {
            System.gc();
          }
          return stats.poolLent() == 0
              && stats.requestsWaiting() == 0
              && stats.poolAvailable() >= MIN
              && stats.poolAvailable() == stats.poolSize()
              && toldOfLeaks.get() == dropped.get();
        });
    trouble.add(pool.popStats());
    assertThat(trouble.requests()).isEqualTo(requests.get());
    assertThat(trouble.answers()).isEqualTo(requests.get());
    assertThat(trouble.leaked()).isEqualTo(dropped.get());
    try (Connection conn = Psycopg.connect(server.dsn())) {
      ledger.verify(conn);
    }
  }

  private static void borrowAll(ConnectionPool pool) {
    List<Connection> out = new ArrayList<>();
    Set<Integer> sessions = new HashSet<>();
    for (int i = 0; i < PoolTrouble.MOST; i++) {
      Connection conn = pool.getConn(Duration.ofSeconds(30));
      out.add(conn);
      sessions.add(conn.getBackendPid());
    }
    assertThat(sessions).hasSize(PoolTrouble.MOST);
    out.forEach(Connection::close);
  }

  private void nothingIsLeft(long filesBefore) {
    try (Connection conn = Psycopg.connect(server.dsn())) {
      conn.autocommit(true);
      assertThat(PoolWatch.sessions(conn, NAME)).isEmpty();
    }
    PoolPatience.await(() -> "the pool's threads", () -> !PoolPatience.hasThread(NAME));
    /* A selector lets go of a channel that was closed when it selects next: the loop has to turn. */
    AsyncConnection.connect(server.dsn()).thenCompose(AsyncConnection::close).join();
    PoolPatience.await(
        () -> "%d files were open, now %s".formatted(filesBefore, openFiles()),
        () -> openFiles().size() <= filesBefore);
  }

  /** The files and sockets that this process has; none where the system doesn't say. */
  private static List<String> openFiles() {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path file : files) {
        names.add(target(file));
      }
    } catch (IOException e) {
      return List.of();
    }
    return names;
  }

  private static String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException e) {
      return "closed meanwhile";
    }
  }
}
