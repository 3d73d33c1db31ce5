// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.errors.PsycopgException;

/**
 * Pages of a cursor on the server, of which those after the first are asked for in binary: they
 * read as without promotion, whatever happens between two of them.
 */
class PagesTest {
  private static final String DATABASE = "promotion_pages";
  private static final int OFF = -1;
  private static final int USUAL = 5;

  private static String dsn;

  private Connection off;
  private Connection on;

  @BeforeAll
  static void database() {
    dsn = Stage.database(DATABASE);
    try (Connection conn = Psycopg.connect(dsn)) {
      conn.cursor().execute(Stage.FRESH);
      conn.cursor().execute(Stage.schema());
      conn.commit();
    }
  }

  @AfterAll
  static void dropDatabase() {
    Stage.dropDatabase(DATABASE);
  }

  @BeforeEach
  void connect() {
    off = Psycopg.connect(dsn, options -> options.prepareThreshold(OFF));
    on = Psycopg.connect(dsn, options -> options.prepareThreshold(USUAL));
  }

  @AfterEach
  void close() {
    off.close();
    on.close();
  }

  /** A program, and what its user sees. */
  private interface Program extends BiConsumer<Connection, List<String>> {}

  private List<String> same(Program program) {
    List<String> expected = seen(off, program);
    assertThat(seen(on, program)).isEqualTo(expected);
    return expected;
  }

  private static List<String> seen(Connection conn, Program program) {
    List<String> seen = new ArrayList<>();
    try {
      program.accept(conn, seen);
    } catch (PsycopgException e) {
      seen.add(e.getClass().getSimpleName() + " " + e.pgcode() + " " + e.getMessage());
    }
    seen.add(conn.getTransactionStatus().toString());
    conn.rollback();
    return seen;
  }

  /* Each row comes twice: the first two rows are the first page, in text. */
  private static String twice(String table) {
    return "SELECT * FROM s.%1$s UNION ALL SELECT * FROM s.%1$s".formatted(table);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET timezone = 'UTC'",
        "SET timezone = 'Europe/Berlin'",
        "SET extra_float_digits = 0",
        "SET extra_float_digits = 3",
        "SET bytea_output = 'escape'",
        "SET datestyle = 'German'",
        "SET intervalstyle = 'iso_8601'",
        "SET client_encoding = 'latin1'"
      })
  void valuesOfAllTypes(String setting) {
    for (String table : List.of("numbers", "texts", "times", "others")) {
      for (boolean autocommit : new boolean[] {false, true}) {
        List<String> seen =
            same(
                (conn, rows) -> {
                  conn.autocommit(autocommit);
                  conn.cursor().execute(setting);
                  Cursor<Row> cur = conn.cursor();
                  cur.itersize(2);
                  try (Stream<Row> stream = cur.stream(twice(table))) {
                    stream.forEach(row -> rows.add(Shown.of(row)));
                  }
                });
        assertThat(seen).hasSizeGreaterThan(6);
      }
    }
  }

  @Test
  void aNamedCursorIsReadInSeveralWays() {
    same(
        (conn, rows) -> {
          Cursor<Row> cur = conn.cursor("c");
          cur.scrollable(true);
          cur.itersize(2);
          cur.execute(twice("numbers"));
          for (Row row : cur) {
            rows.add(Shown.of(row));
            if (rows.size() == 5) {
              break;
            }
          }
          rows.add(Shown.of(cur.fetchMany(3)));
          cur.scroll(-2);
          rows.add(Shown.of(cur.fetchOne()));
          rows.add(Shown.of(cur.fetchMany(-2)));
          rows.add(Shown.of(cur.fetchAll()));
          rows.add(cur.rowNumber() + " " + cur.description());
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 9})
  void whatIsLeftAsColumns(int read) {
    same(
        (conn, rows) -> {
          Cursor<Row> cur = conn.cursor("c");
          cur.itersize(2);
          cur.execute(twice("numbers"));
          var walk = cur.iterator();
          for (int i = 0; i < read; i++) {
            walk.next();
          }
          var columns = cur.fetchColumns();
          rows.add(Arrays.toString(columns.ints("id")));
          rows.add(columns.size() + "");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET extra_float_digits = 0",
        "SET timezone = 'Asia/Tokyo'",
        "SET client_encoding = 'latin1'",
        "SET datestyle = 'SQL, DMY'",
        "CLOSE c",
        "CLOSE c; DECLARE c CURSOR FOR SELECT 'a', 1.5, now() > 'epoch', null, null, null, null,"
            + " null, null FROM generate_series(1, 9)",
        "MOVE 2 FROM c",
        "SELECT 1/0",
        "SAVEPOINT a; ROLLBACK TO a",
        "COMMIT"
      })
  void somethingBetweenTwoPages(String between) {
    same(
        (conn, rows) -> {
          Cursor<Row> cur = conn.cursor("c");
          cur.execute(twice("numbers"));
          rows.add(Shown.of(cur.fetchMany(2)));
          rows.add(Shown.of(cur.fetchMany(2)));
          try {
            conn.cursor().execute(between);
          } catch (PsycopgException e) {
            rows.add(e.getClass().getSimpleName());
          }
          rows.add(Shown.of(cur.fetchMany(2)));
          rows.add(Shown.of(cur.fetchAll()));
        });
  }

  @Test
  void anErrorInALaterPage() {
    List<String> seen =
        same(
            (conn, rows) -> {
              Cursor<Row> cur = conn.cursor();
              cur.itersize(2);
              try (Stream<Row> stream =
                  cur.stream("SELECT g, 1.5::float8 / (7 - g) FROM generate_series(1, 9) g")) {
                stream.forEach(row -> rows.add(Shown.of(row)));
              }
            });
    assertThat(seen.get(seen.size() - 2)).startsWith("DivisionByZero 22012");
  }

  @Test
  void aBinaryCursorOfTheUsersStaysBinary() {
    same(
        (conn, rows) -> {
          conn.cursor().execute("DECLARE b BINARY CURSOR FOR " + twice("numbers"));
          Cursor<Row> cur = conn.cursor("b");
          rows.add(Shown.of(cur.fetchMany(2)));
          rows.add(Shown.of(cur.fetchMany(2)));
          rows.add(Shown.of(cur.fetchAll()));
        });
  }

  @Test
  void aCursorThatOutlivesItsTransaction() {
    same(
        (conn, rows) -> {
          Cursor<Row> cur = conn.cursor("c");
          cur.withHold(true);
          cur.itersize(3);
          cur.execute(twice("times"));
          rows.add(Shown.of(cur.fetchOne()));
          conn.commit();
          cur.forEach(row -> rows.add(Shown.of(row)));
          cur.close();
        });
  }
}
