// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.ConnectOptions;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Pipeline;
import org.psycopg4j.Pipelined;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.errors.DivisionByZero;
import org.psycopg4j.errors.QueryCanceled;
import org.psycopg4j.errors.UniqueViolation;
import org.psycopg4j.pool.ConnectionPool;

/**
 * What has to work behind any pooler, however it gives out its sessions. Each test prepares nothing
 * (-1), all that it can (0), or what is executed often (5). The server has a table {@code pooled}.
 */
interface BehindAPooler {
  int CLIENTS = 5;

  /** The server by way of the pooler. */
  String dsn();

  /** Whether BEGIN is sent by itself. */
  default boolean beginApart() {
    return false;
  }

  private ConnectOptions options(ConnectOptions options, int threshold) {
    return options.prepareThreshold(threshold).beginApart(beginApart());
  }

  private Connection connect(int threshold) {
    return Psycopg.connect(dsn(), options -> options(options, threshold));
  }

  private static Object value(Connection conn, String sql, Object... arguments) {
    return conn.cursor().execute(sql, arguments).fetchOne().get(0);
  }

  private static long count(Connection conn) {
    long count = (Long) value(conn, "SELECT count(*) FROM pooled");
    conn.rollback();
    return count;
  }

  private static void empty(Connection conn) {
    conn.cursor().execute("TRUNCATE pooled");
    conn.commit();
  }

  /** More clients than sessions take turns, in autocommit and in transactions. */
  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 5})
  default void statementsOfSeveralClients(int threshold) {
    List<Connection> clients = new ArrayList<>();
    try {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(connect(threshold));
        clients.get(i).autocommit(i % 2 == 0);
      }
      for (int turn = 0; turn < 12; turn++) {
        for (Connection client : clients) {
          assertThat(value(client, "SELECT %s + 1", turn)).isEqualTo(turn + 1);
          assertThat(value(client, "SELECT %s::text", "of " + turn)).isEqualTo("of " + turn);
          assertThat(value(client, "SELECT %s::float8", 0.1 + turn)).isEqualTo(0.1 + turn);
          client.commit();
        }
      }
    } finally {
      clients.forEach(Connection::close);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 5})
  default void transactions(int threshold) {
    try (Connection conn = connect(threshold)) {
      empty(conn);
      Cursor<Row> cur = conn.cursor();
      cur.execute("INSERT INTO pooled VALUES (%s, %s)", 1, "one");
      assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INTRANS);
      conn.rollback();
      assertThat(count(conn)).isZero();
      conn.inTransaction(
          tx -> {
            cur.execute("INSERT INTO pooled VALUES (%s, %s)", 1, "one");
            assertThatThrownBy(
                    () ->
                        conn.inTransaction(
                            again -> cur.execute("INSERT INTO pooled VALUES (%s, %s)", 1, "")))
                .isInstanceOf(UniqueViolation.class);
            cur.execute("INSERT INTO pooled VALUES (%s, %s)", 2, "two");
          });
      assertThat(count(conn)).isEqualTo(2);
      assertThatThrownBy(() -> cur.execute("SELECT 1 / %s", 0)).isInstanceOf(DivisionByZero.class);
      assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.INERROR);
      conn.rollback();
      assertThat(count(conn)).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 5})
  default void manyAtOnce(int threshold) {
    List<Object[]> rows =
        IntStream.range(0, 500).mapToObj(i -> new Object[] {i, "row " + i}).toList();
    try (Connection conn = connect(threshold)) {
      for (boolean autocommit : new boolean[] {false, true}) {
        empty(conn);
        conn.autocommit(autocommit);
        conn.cursor().executeMany("INSERT INTO pooled VALUES (%s, %s)", rows);
        assertThatThrownBy(
                () -> conn.cursor().executeMany("INSERT INTO pooled VALUES (%s, %s)", rows))
            .isInstanceOf(UniqueViolation.class);
        conn.rollback();
        conn.autocommit(false);
        assertThat(count(conn)).isEqualTo(autocommit ? 500 : 0);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 5})
  default void pipelines(int threshold) {
    try (Connection conn = connect(threshold)) {
      for (boolean autocommit : new boolean[] {false, true}) {
        conn.autocommit(autocommit);
        List<Pipelined<Row>> results = new ArrayList<>();
        try (Pipeline pipeline = conn.pipeline()) {
          for (int i = 0; i < 300; i++) {
            results.add(pipeline.execute("SELECT %s::int, repeat('x', %s)", i, i));
            if (i % 50 == 49) {
              pipeline.commit();
            }
          }
        }
        for (int i = 0; i < 300; i++) {
          Row row = results.get(i).fetchOne();
          assertThat(row.getInt(0)).isEqualTo(i);
          assertThat(row.getString(1)).hasSize(i);
        }
        conn.rollback();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 5})
  default void copies(int threshold) {
    try (Connection conn = connect(threshold)) {
      empty(conn);
      Cursor<Row> cur = conn.cursor();
      cur.copyFrom(new StringReader("1\tone\n2\ttwo\n"), "pooled");
      cur.copyAll(
          IntStream.range(10, 20_010).mapToObj(i -> new Object[] {i, "copied"}).toList(),
          "pooled",
          "id",
          "name");
      conn.commit();
      assertThat(count(conn)).isEqualTo(20_002);
      StringWriter out = new StringWriter();
      cur.copyExpert("COPY (SELECT * FROM pooled WHERE id < 10 ORDER BY id) TO STDOUT", out);
      assertThat(out).hasToString("1\tone\n2\ttwo\n");
      conn.rollback();
      assertThatThrownBy(() -> cur.copyFrom(new StringReader("1\tone\n"), "pooled"))
          .isInstanceOf(UniqueViolation.class);
      conn.rollback();
      assertThat(count(conn)).isEqualTo(20_002);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 5})
  default void cursorsOnTheServer(int threshold) {
    try (Connection conn = connect(threshold)) {
      Cursor<Row> named = conn.cursor("on_the_server");
      named.itersize(10);
      named.execute("SELECT g FROM generate_series(1, %s) g", 95);
      int expected = 0;
      for (Row row : named) {
        assertThat(row.getInt(0)).isEqualTo(++expected);
      }
      assertThat(expected).isEqualTo(95);
      named.close();
      conn.commit();
      Cursor<Row> cur = conn.cursor();
      cur.itersize(10);
      for (boolean autocommit : new boolean[] {false, true}) {
        conn.autocommit(autocommit);
        assertThat(
                cur.stream("SELECT g FROM generate_series(1, %s) g", 95)
                    .mapToInt(row -> row.getInt(0))
                    .sum())
            .isEqualTo(95 * 96 / 2);
        conn.rollback();
      }
    }
  }

  /** A cancel finds the session that its client has at the time. */
  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 5})
  default void cancels(int threshold) {
    try (Connection conn = connect(threshold);
        Connection bystander = connect(threshold)) {
      for (int i = 0; i < 3; i++) {
        Cursor<Row> cur = conn.cursor();
        cur.execute("SELECT 1"); // a client that still waits for a session loses its connection
        CompletableFuture<Void> sleeping =
            CompletableFuture.runAsync(() -> cur.execute("SELECT pg_sleep(60)"));
        awaitSleeper(bystander); // Pgpool-II gives a session up whose own questions are canceled
        conn.cancel();
        assertThatThrownBy(sleeping::join).hasCauseInstanceOf(QueryCanceled.class);
        conn.rollback();
        assertThat(value(conn, "SELECT %s", i)).isEqualTo(i);
        conn.rollback();
      }
      assertThat(value(bystander, "SELECT 2")).isEqualTo(2);
    }
  }

  private static void awaitSleeper(Connection bystander) {
    Object sleepers;
    do {
      sleepers =
          value(
              bystander,
              "SELECT count(*)::int FROM pg_stat_activity WHERE state = 'active'"
                  + " AND query LIKE '%%pg_sleep(60)%%' AND pid <> pg_backend_pid()");
      bystander.rollback(); // what a transaction has seen of it stays the same
    } while (!sleepers.equals(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 5})
  default void aPoolOfOurOwnBeforeIt(int threshold) {
    try (ConnectionPool pool =
        ConnectionPool.of(
            dsn(),
            options ->
                options.minSize(1).maxSize(3).connect(connect -> options(connect, threshold)))) {
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int worker = 0; worker < 6; worker++) {
        all.add(
            CompletableFuture.runAsync(
                () -> {
                  for (int i = 0; i < 20; i++) {
                    try (Connection conn = pool.connection()) {
                      assertThat(value(conn, "SELECT %s::int", i)).isEqualTo(i);
                    }
                  }
                }));
      }
      all.forEach(CompletableFuture::join);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 5})
  default void theEventLoop(int threshold) {
    AsyncConnection conn =
        AsyncConnection.connect(dsn(), options -> options(options, threshold)).join();
    try {
      List<CompletableFuture<?>> all = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int number = i;
        all.add(
            conn.fetchOne("SELECT %s::int", number)
                .thenAccept(row -> assertThat(row.getInt(0)).isEqualTo(number)));
      }
      all.forEach(CompletableFuture::join);
      conn.begin().join();
      assertThat(conn.fetchOne("SELECT %s::int", 7).join().getInt(0)).isEqualTo(7);
      conn.rollback().join();
    } finally {
      conn.close().join();
    }
  }
}
