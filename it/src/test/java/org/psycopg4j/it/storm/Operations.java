// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.LargeObject;
import org.psycopg4j.Row;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.DivisionByZero;

/**
 * What the threads of a storm do: each operation asks for what nobody else can have asked for, and
 * checks that it gets just that. One thread's.
 */
final class Operations {
  private final SplittableRandom random;
  private final String name;
  private long serial;

  Operations(SplittableRandom random, String name) {
    this.random = random;
    this.name = name;
  }

  /** One operation on a connection. */
  @FunctionalInterface
  interface Operation {
    void run(Connection conn);
  }

  /** One that a connection with other users can bear. */
  Operation anyOfStatements() {
    return switch (random.nextInt(8)) {
      case 0, 1 -> this::small;
      case 2 -> this::large;
      case 3, 4 -> this::several;
      case 5 -> this::failing;
      case 6 -> this::nap;
      default -> this::manyParameters;
    };
  }

  /** Any one, for a connection of one's own. */
  Operation any() {
    return switch (random.nextInt(11)) {
      case 8 -> this::copyThere;
      case 9 -> this::copyBack;
      case 10 -> this::largeObject;
      case 0 -> this::namedCursor;
      case 1 -> this::insertValues;
      case 2 -> this::committed;
      case 3 -> this::block;
      case 4 -> this::stream;
      default -> anyOfStatements();
    };
  }

  private String token() {
    return name + "-" + ++serial;
  }

  private void small(Connection conn) {
    String token = token();
    Row row = conn.cursor().execute("SELECT %s, %s", token, serial).fetchOne();
    assertThat(row.toList()).containsExactly(token, (int) serial);
  }

  private void large(Connection conn) {
    String token = token();
    int count = random.nextInt(1, 20_000);
    Cursor<Row> cur =
        conn.cursor().execute("SELECT g, %s || g FROM generate_series(1, %s) g", token, count);
    int seen = 0;
    for (Row row : cur) {
      seen++;
      assertThat(row.getInt(0)).isEqualTo(seen);
      assertThat(row.get(1)).isEqualTo(token + seen);
    }
    assertThat(seen).isEqualTo(count);
  }

  private void several(Connection conn) {
    List<String> tokens = new ArrayList<>();
    StringBuilder sql = new StringBuilder();
    for (int i = random.nextInt(1, 30); i > 0; i--) {
      tokens.add(token());
      sql.append("SELECT '").append(tokens.get(tokens.size() - 1)).append("';");
    }
    List<Object> got = new ArrayList<>();
    for (Cursor<Row> result : conn.cursor().execute(sql.toString()).results()) {
      got.add(result.fetchOne().get(0));
    }
    assertThat(got).isEqualTo(tokens);
  }

  private void failing(Connection conn) {
    try {
      conn.cursor().execute("SELECT 1 / %s", 0);
    } catch (DivisionByZero e) {
      return;
    }
    throw new AssertionError("a division by zero succeeded");
  }

  private void nap(Connection conn) {
    String token = token();
    Row row =
        conn.cursor()
            .execute("SELECT %s FROM pg_sleep(%s)", token, random.nextDouble() / 50)
            .fetchOne();
    assertThat(row.get(0)).isEqualTo(token);
  }

  private void manyParameters(Connection conn) {
    String token = token();
    Cursor<Row> cur = conn.cursor();
    cur.executeMany("SELECT %s", List.of(List.of(token), List.of(token), List.of(token)));
    assertThat(cur.rowCount()).isEqualTo(3);
  }

  /** Pages are fetched ahead, and statements come in between. */
  private void namedCursor(Connection conn) {
    String token = token();
    try (Cursor<Row> cur = conn.cursor(token)) {
      cur.withHold(conn.autocommit());
      cur.itersize(random.nextInt(1, 200));
      cur.execute("SELECT g, %s || g FROM generate_series(1, 1000) g", token);
      int seen = 0;
      for (Row row : cur) {
        seen++;
        assertThat(row.getInt(0)).isEqualTo(seen);
        assertThat(row.get(1)).isEqualTo(token + seen);
        if (random.nextInt(100) == 0) {
          small(conn);
        }
      }
      assertThat(seen).isEqualTo(1000);
    }
  }

  private void stream(Connection conn) {
    Cursor<Row> cur = conn.cursor();
    cur.itersize(random.nextInt(1, 300));
    try (Stream<Row> rows = cur.stream("SELECT g FROM generate_series(1, 1000) g")) {
      assertThat(rows.mapToInt(row -> row.getInt(0)).sum()).isEqualTo(500_500);
    }
  }

  private void insertValues(Connection conn) {
    String token = token();
    int count = random.nextInt(1, 500);
    Cursor<Row> cur = conn.cursor();
    cur.executeValues(
        "INSERT INTO storm (token, a) VALUES %s RETURNING a",
        IntStream.range(0, count).mapToObj(i -> List.of(token, i)).toList());
    assertThat(cur.rowCount()).isEqualTo(count);
    assertThat(cur.fetchColumns().ints(0)).isEqualTo(IntStream.range(0, count).toArray());
    cur.execute("DELETE FROM storm WHERE token = %s", token);
    assertThat(cur.rowCount()).isEqualTo(count);
  }

  private void copyThere(Connection conn) {
    String token = token();
    int count = random.nextInt(1, 20_000);
    String lines =
        IntStream.range(0, count)
            .mapToObj(i -> token + "\t" + i + "\n")
            .collect(Collectors.joining());
    Cursor<Row> cur = conn.cursor();
    cur.copyFrom(new StringReader(lines), "storm");
    assertThat(cur.rowCount()).isEqualTo(count);
    cur.execute("DELETE FROM storm WHERE token = %s", token);
    assertThat(cur.rowCount()).isEqualTo(count);
  }

  private void copyBack(Connection conn) {
    String token = token();
    int count = random.nextInt(1, 20_000);
    StringWriter out = new StringWriter();
    conn.cursor()
        .copyExpert(
            "COPY (SELECT '%s', g FROM generate_series(1, %d) g) TO STDOUT".formatted(token, count),
            out);
    String wanted =
        IntStream.rangeClosed(1, count)
            .mapToObj(i -> token + "\t" + i + "\n")
            .collect(Collectors.joining());
    assertThat(out.toString()).isEqualTo(wanted);
  }

  private void largeObject(Connection conn) {
    if (conn.autocommit()) {
      small(conn);
      return;
    }
    byte[] data = new byte[random.nextInt(1, 300_000)];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) random.nextInt();
    }
    LargeObject object = conn.lobject(0, "wb");
    assertThat(object.write(data)).isEqualTo(data.length);
    object.close();
    LargeObject again = conn.lobject(object.oid(), "rb");
    assertThat(again.read()).isEqualTo(data);
    again.close();
  }

  /** What commit returned from is there; what it failed with is not, once it is rolled back. */
  private void committed(Connection conn) {
    if (conn.autocommit()) {
      small(conn);
      return;
    }
    conn.rollback();
    String token = token();
    conn.cursor().execute("INSERT INTO storm (token, a) VALUES (%s, 0)", token);
    boolean done = false;
    try {
      conn.commit();
      done = true;
    } finally {
      if (!done) {
        conn.rollback();
      }
    }
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
    conn.cursor().execute("DELETE FROM storm WHERE token = %s", token);
    conn.commit();
  }

  private void block(Connection conn) {
    conn.rollback();
    String token = token();
    conn.inTransaction(
        tx -> {
          tx.cursor().execute("INSERT INTO storm (token, a) VALUES (%s, 1)", token);
          tx.inTransaction(
              inner ->
                  inner.cursor().execute("INSERT INTO storm (token, a) VALUES (%s, 2)", token));
          Cursor<Row> cur = tx.cursor().execute("SELECT a FROM storm WHERE token = %s", token);
          assertThat(cur.rowCount()).isEqualTo(2);
          tx.cursor().execute("DELETE FROM storm WHERE token = %s", token);
        });
    assertThat(conn.getTransactionStatus()).isEqualTo(TransactionStatus.IDLE);
  }
}
