// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.LargeObject;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.pool.ConnectionPool;
import org.psycopg4j.testkit.PostgresServer;

/**
 * What psycopg4j allocates, through its public API. A thread's count of allocated bytes is exact
 * and does not swing with the machine; the compiler may only take objects away. So the bounds are
 * tight, and a new object on one of these paths is noticed.
 */
class AllocationTest {
  private static final int ROWS = 100_000;
  private static final int OPERATIONS = 2000;

  /** Reading a row's primitives costs the Row alone. */
  private static final int MOST_BYTES_PER_ROW = 40;

  /** Fetching a row costs its own bytes (a length, a count, lengths, digits) and the Row. */
  private static final int MOST_BYTES_PER_FETCHED_ROW = 64;

  /** {@code execute} and {@code fetchOne}: the statement's bytes, the exchange, the result. */
  private static final int MOST_BYTES_PER_SELECT_ONE = 520;

  /** The same of a prepared statement with an argument: the array of arguments is among it. */
  private static final int MOST_BYTES_PER_LOOK_UP = 592;

  /** A row of {@code executeValues}: its share of the text and of the request, and no String. */
  private static final int MOST_BYTES_PER_INSERTED_ROW = 80;

  /** Writing a large object of 64 MiB and reading it: the calls, and a buffer here and there. */
  private static final long MOST_BYTES_OF_A_LARGE_OBJECT = 1 << 20;

  /** A pool's connection: a Connection, what is its own in it, and the note that it is lent. */
  private static final int MOST_BYTES_PER_CHECK_OUT = 568;

  private static Connection connection;

  @BeforeAll
  static void connect() {
    connection = Psycopg.connect(PostgresServer.shared().dsn());
    connection.autocommit(true);
  }

  @AfterAll
  static void close() {
    connection.close();
  }

  @Test
  void aCheckOutCostsTheConnectionOnly() {
    try (ConnectionPool pool =
        ConnectionPool.of(PostgresServer.shared().dsn(), options -> options.minSize(1))) {
      pool.awaitReady(Duration.ofSeconds(30));
      for (int i = 0; i < OPERATIONS; i++) {
        pool.getConn().close();
      }
      long before = allocated();
      for (int i = 0; i < OPERATIONS; i++) {
        pool.getConn().close();
      }
      assertThat((allocated() - before) / OPERATIONS).isLessThanOrEqualTo(MOST_BYTES_PER_CHECK_OUT);
    }
  }

  @Test
  void primitivesOfARowCostTheRowOnly() {
    Cursor<Row> cursor = connection.cursor();
    readAll(select(cursor)); // classes are loaded once
    select(cursor);
    long before = allocated();
    double sum = readAll(cursor);
    long bytes = allocated() - before;
    assertThat(sum).isEqualTo(5_000_050_000.0 + 100_000 * 0.5 + 50_000);
    assertThat(bytes / (double) ROWS).isLessThanOrEqualTo(MOST_BYTES_PER_ROW);
  }

  @Test
  void aFetchedRowCostsItsOwnBytesAndTheRow() {
    Cursor<Row> cursor = connection.cursor();
    readAll(select(cursor));
    long before = allocated();
    readAll(select(cursor));
    long bytes = allocated() - before;
    assertThat(bytes / (double) ROWS).isLessThanOrEqualTo(MOST_BYTES_PER_FETCHED_ROW);
  }

  @Test
  void selectOne() {
    Cursor<Row> cursor = connection.cursor();
    assertThat(least(() -> selectOnes(cursor))).isLessThanOrEqualTo(MOST_BYTES_PER_SELECT_ONE);
  }

  @Test
  void aPointLookUp() {
    Cursor<Row> cursor = connection.cursor();
    assertThat(least(() -> lookUps(cursor))).isLessThanOrEqualTo(MOST_BYTES_PER_LOOK_UP);
  }

  /** What an operation allocates at least: what the compiler still does is not counted. */
  private static double least(Runnable operations) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 25; round++) {
      long before = allocated();
      operations.run();
      least = Math.min(least, allocated() - before);
    }
    return least / (double) OPERATIONS;
  }

  @Test
  void aRowOfExecuteValuesCostsItsTextAFewTimes() {
    Cursor<Row> cursor = connection.cursor();
    cursor.execute("create temp table inserted (i int, t text, d float8)");
    List<Object[]> rows =
        IntStream.range(0, 20_000).mapToObj(i -> new Object[] {i, "row " + i, i * 0.5}).toList();
    cursor.executeValues("insert into inserted values %s", rows);
    long before = allocated();
    cursor.executeValues("insert into inserted values %s", rows);
    long bytes = allocated() - before;
    assertThat(cursor.rowCount()).isEqualTo(rows.size());
    assertThat(bytes / (double) rows.size()).isLessThanOrEqualTo(MOST_BYTES_PER_INSERTED_ROW);
  }

  @Test
  void aLargeObjectCostsItsCalls() {
    byte[] mebibyte = new byte[1 << 20];
    connection.inTransaction(
        tx -> {
          throughALargeObject(tx, mebibyte, 2);
          LargeObject object = tx.lobject(0, "wb");
          long before = allocated();
          write(object, mebibyte, 64);
          long written = allocated() - before;
          object.seek(0);
          before = allocated();
          assertThat(read(object, mebibyte)).isEqualTo(64L << 20);
          long read = allocated() - before;
          object.unlink();
          assertThat(written).isLessThan(MOST_BYTES_OF_A_LARGE_OBJECT);
          assertThat(read).isLessThan(MOST_BYTES_OF_A_LARGE_OBJECT);
        });
  }

  private static void throughALargeObject(Connection tx, byte[] piece, int times) {
    LargeObject object = tx.lobject(0, "wb");
    write(object, piece, times);
    object.seek(0);
    read(object, piece);
    object.unlink();
  }

  private static void write(LargeObject object, byte[] piece, int times) {
    for (int i = 0; i < times; i++) {
      object.write(piece);
    }
  }

  private static long read(LargeObject object, byte[] into) {
    long total = 0;
    for (int count; (count = object.read(into, 0, into.length)) > 0; total += count) {}
    return total;
  }

  private static Cursor<Row> select(Cursor<Row> cursor) {
    return cursor.execute(
        "select i::int8, 0.5::float8, i %% 2 = 0 from generate_series(1, %s) as i", ROWS);
  }

  private static double readAll(Cursor<Row> cursor) {
    double sum = 0;
    for (Row row : cursor) {
      sum += row.getLong(0) + row.getDouble(1) + (row.getBoolean(2) ? 1 : 0);
    }
    return sum;
  }

  private static void selectOnes(Cursor<Row> cursor) {
    long sum = 0;
    for (int i = 0; i < OPERATIONS; i++) {
      sum += Objects.requireNonNull(cursor.execute("select 1").fetchOne()).getInt(0);
    }
    assertThat(sum).isEqualTo(OPERATIONS);
  }

  private static void lookUps(Cursor<Row> cursor) {
    long sum = 0;
    for (int i = 0; i < OPERATIONS; i++) {
      cursor.execute("select oid, typlen from pg_type where oid = %s", 23);
      sum += Objects.requireNonNull(cursor.fetchOne()).getInt(1);
    }
    assertThat(sum).isEqualTo(4L * OPERATIONS);
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
