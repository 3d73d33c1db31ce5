// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;

/** Threads share a connection, each with cursors of its own; each gets its own answers. */
class ConcurrencyTest {
  /** Runs tasks at the same time and throws what any of them throws. */
  private static void runAll(ExecutorService threads, int count, IntFunction<Callable<Void>> tasks)
      throws Exception {
    try {
      List<Future<Void>> running = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        running.add(threads.submit(tasks.apply(i)));
      }
      for (Future<Void> task : running) {
        task.get(50, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Executors.newVirtualThreadPerTaskExecutor, which a Java before 21 has not. */
  private static ExecutorService virtualThreads() throws ReflectiveOperationException {
    assumeTrue(Runtime.version().feature() >= 21, "this Java has no virtual threads");
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  /** Statements whose answers only this thread can expect. */
  private static Callable<Void> ownStatements(Connection conn, int thread, int count) {
    return () -> {
      Cursor<Row> cur = conn.cursor();
      for (int i = 0; i < count; i++) {
        cur.execute("SELECT %s, %s, g FROM generate_series(1, %s) g", thread, i, i % 5);
        assertThat(cur.rowCount()).isEqualTo(i % 5);
        int rows = 0;
        for (Row row : cur) {
          rows++;
          assertThat(row.getInt(0)).isEqualTo(thread);
          assertThat(row.getInt(1)).isEqualTo(i);
          assertThat(row.getInt(2)).isEqualTo(rows);
        }
        assertThat(rows).isEqualTo(i % 5);
      }
      return null;
    };
  }

  @Test
  void sixtyFourThreadsOnOneConnection() throws Exception {
    try (Connection conn = Shared.connect()) {
      runAll(Executors.newFixedThreadPool(64), 64, thread -> ownStatements(conn, thread, 200));
    }
  }

  @Test
  void theThreadsOfAConnectionAreInOneTransaction() throws Exception {
    try (Connection conn = Shared.connect()) {
      Shared.run(conn, "CREATE TEMP TABLE t (a int, x text)");
      conn.commit();
      runAll(
          Executors.newFixedThreadPool(16),
          16,
          thread ->
              () -> {
                for (int i = 0; i < 20; i++) {
                  Shared.run(conn, "INSERT INTO t VALUES (%s, pg_current_xact_id()::text)", thread);
                }
                return null;
              });
      assertThat(
              conn.cursor()
                  .execute("SELECT count(*), count(DISTINCT x) FROM t")
                  .fetchOne()
                  .toList())
          .containsExactly(320L, 1L);
      conn.rollback();
      assertThat(Shared.value(conn, "SELECT count(*) FROM t")).isEqualTo(0L);
    }
  }

  @Test
  void aFailedStatementIsItsOwnThreadsError() throws Exception {
    try (Connection conn = Shared.autocommit()) {
      runAll(
          Executors.newFixedThreadPool(16),
          16,
          thread ->
              () -> {
                for (int i = 0; i < 50; i++) {
                  boolean failed = false;
                  try {
                    Object value = Shared.value(conn, "SELECT 100 / %s", thread % 2);
                    assertThat(value).isEqualTo(100);
                  } catch (org.psycopg4j.errors.DivisionByZero e) {
                    failed = true;
                  }
                  assertThat(failed).isEqualTo(thread % 2 == 0);
                }
                return null;
              });
    }
  }

  /** Literals are written and results read by the settings that hold when it is their turn. */
  @Test
  void settingsThatAnotherThreadChangesSpoilNoText() throws Exception {
    try (Connection conn = Shared.autocommit()) {
      runAll(
          Executors.newFixedThreadPool(6),
          6,
          thread ->
              () -> {
                for (int i = 0; i < 1500; i++) {
                  if (thread == 0) {
                    Shared.run(conn, "SET client_encoding TO LATIN1");
                    Shared.run(conn, "SET client_encoding TO UTF8");
                  } else if (thread == 1) {
                    Shared.run(conn, "SET standard_conforming_strings TO off");
                    Shared.run(conn, "SET standard_conforming_strings TO on");
                  } else {
                    assertThat(Shared.value(conn, "SELECT %s AS ä", "é\\' ü")).isEqualTo("é\\' ü");
                  }
                }
                return null;
              });
    }
  }

  @Test
  void manyConnectionsAtOnce() throws Exception {
    runAll(
        Executors.newFixedThreadPool(20),
        60,
        thread ->
            () -> {
              try (Connection conn = Shared.connect()) {
                return ownStatements(conn, thread, 20).call();
              }
            });
  }

  @Test
  void aThousandVirtualThreadsOnOneConnection() throws Exception {
    ExecutorService threads = virtualThreads();
    try (Connection conn = Shared.connect()) {
      runAll(threads, 1000, thread -> ownStatements(conn, thread, 6));
    }
  }

  @Test
  void aThousandVirtualThreadsOnTwentyConnections() throws Exception {
    ExecutorService threads = virtualThreads();
    List<Connection> connections = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        connections.add(Shared.connect());
      }
      runAll(threads, 1000, thread -> ownStatements(connections.get(thread % 20), thread, 6));
    } finally {
      connections.forEach(Connection::close);
    }
  }
}
