// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.psycopg4j.testkit.ServerMessages.authenticationOk;
import static org.psycopg4j.testkit.ServerMessages.commandComplete;
import static org.psycopg4j.testkit.ServerMessages.dataRow;
import static org.psycopg4j.testkit.ServerMessages.parameterStatus;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;
import static org.psycopg4j.testkit.ServerMessages.rowDescription;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.async.EventLoop;
import org.psycopg4j.testkit.Column;
import org.psycopg4j.testkit.FakeServer;
import org.psycopg4j.testkit.PostgresServer;

/** Many connections on one thread, and what becomes of their calls when the server goes. */
class AsyncLoadTest {
  private static final int REAL = 120;
  private static final int SCRIPTED = 1_880;
  private static final int AT_ONCE = 40;

  /** Connections whose statements stay texts, for that is all that the scripted server knows. */
  private static List<AsyncConnection> connect(String dsn, int count, EventLoop loop) {
    List<AsyncConnection> connections = new ArrayList<>();
    while (connections.size() < count) {
      List<CompletableFuture<AsyncConnection>> some = new ArrayList<>();
      for (int i = 0; i < AT_ONCE && connections.size() + i < count; i++) {
        some.add(AsyncConnection.connect(dsn, options -> options.prepareThreshold(-1), loop));
      }
      some.forEach(opening -> connections.add(Async.get(opening)));
    }
    return connections;
  }

  private static PostgresServer server() {
    return PostgresServer.builder()
        .setting("max_connections", "150")
        .setting("shared_buffers", "16MB")
        .start();
  }

  /** What a server does that answers each query with a row of one column, "1". */
  private static FakeServer scripted() {
    byte[] answer = answer();
    return FakeServer.start(
        c -> {
          c.expectStartup();
          c.send(
              authenticationOk(),
              parameterStatus("server_version", "18.0"),
              parameterStatus("client_encoding", "UTF8"),
              parameterStatus("standard_conforming_strings", "on"),
              parameterStatus("DateStyle", "ISO, MDY"),
              readyForQuery('I'));
          while (c.readMessage().tag() == 'Q') {
            c.send(answer);
          }
        });
  }

  private static byte[] answer() {
    List<byte[]> parts =
        List.of(
            rowDescription(Column.of("n", 23)),
            dataRow("1"),
            commandComplete("SELECT 1"),
            readyForQuery('I'));
    int size = parts.stream().mapToInt(part -> part.length).sum();
    java.nio.ByteBuffer all = java.nio.ByteBuffer.allocate(size);
    parts.forEach(all::put);
    return all.array();
  }

  private static List<String> ourThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("psycopg4j"))
        .toList();
  }

  @Test
  void twoThousandConnectionsOnOneThread() {
    try (PostgresServer server = server();
        FakeServer fake = scripted();
        EventLoop loop = EventLoop.create()) {
      List<AsyncConnection> real = connect(server.dsn(), REAL, loop);
      List<AsyncConnection> others = connect(fake.dsn(), SCRIPTED, loop);
      List<CompletableFuture<Integer>> ones = new ArrayList<>();
      List<CompletableFuture<Integer>> numbers = new ArrayList<>();
      for (int round = 0; round < 5; round++) {
        for (int i = 0; i < others.size(); i++) {
          ones.add(others.get(i).fetchOne("SELECT 1").thenApply(row -> row.getInt(0)));
        }
        for (int i = 0; i < 20 * real.size(); i++) {
          int wanted = round * 10_000 + i;
          numbers.add(
              real.get(i % REAL)
                  .fetchOne("SELECT %s", wanted)
                  .thenApply(row -> row.getInt(0) - wanted));
        }
      }
      assertThat(ones).allSatisfy(one -> assertThat(Async.get(one)).isEqualTo(1));
      assertThat(numbers).allSatisfy(rest -> assertThat(Async.get(rest)).isZero());
      List<String> threads = ourThreads();
      assertThat(threads.stream().filter(name -> name.startsWith("psycopg4j-loop")))
          .as("%s", threads)
          .hasSizeLessThanOrEqualTo(3); // this one's, and what another test has left to end
      assertThat(threads.stream().filter(name -> name.startsWith("psycopg4j-helper")))
          .hasSizeLessThanOrEqualTo(4);
    }
  }

  @Test
  void whenTheServerIsKilledEveryFutureEnds() {
    try (PostgresServer server = server();
        EventLoop loop = EventLoop.create()) {
      List<AsyncConnection> connections = connect(server.dsn(), 40, loop);
      List<CompletableFuture<?>> calls = new ArrayList<>();
      for (AsyncConnection conn : connections) {
        calls.add(conn.inTransaction(tx -> tx.execute("SELECT pg_sleep(3600)")));
        calls.add(conn.execute("SELECT 1"));
        Collector<Object> rows = new Collector<>(1);
        conn.publisher("SELECT 1").subscribe(rows);
        calls.add(rows.end);
      }
      server.kill();
      assertThat(calls).allSatisfy(call -> assertThat(Async.error(call)).isNotNull());
      assertThat(connections).allSatisfy(conn -> assertThat(conn.closed()).isNotZero());
      server.restart();
      AsyncConnection again = Async.get(AsyncConnection.connect(server.dsn(), loop));
      assertThat(Async.get(again.fetchOne("SELECT 1")).getInt(0)).isEqualTo(1);
    }
  }

  @Test
  void cancellationsOfManyConnections() {
    try (PostgresServer server = server();
        EventLoop loop = EventLoop.create()) {
      List<AsyncConnection> connections = connect(server.dsn(), 60, loop);
      for (int round = 0; round < 3; round++) {
        List<CompletableFuture<?>> sleeps = new ArrayList<>();
        for (AsyncConnection conn : connections) {
          sleeps.add(conn.execute("SELECT pg_sleep(3600)"));
        }
        sleeps.forEach(sleep -> sleep.orTimeout(1, TimeUnit.MILLISECONDS));
        for (int i = 0; i < connections.size(); i++) {
          assertThat(Async.get(connections.get(i).fetchOne("SELECT %s", i)).getInt(0)).isEqualTo(i);
        }
      }
    }
  }
}
