// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.CursorOptions;
import org.psycopg4j.Row;
import org.psycopg4j.ScrollMode;
import org.psycopg4j.testkit.Seeded;

/**
 * Whatever is fetched, iterated over and scrolled in turn: a named cursor gives the rows that the
 * server gives one by one, without pages, to somebody who does the same.
 */
class RandomScrollTest {
  private static final int CASES = 150;
  private static final int STEPS = 12;

  private static Connection conn;

  @BeforeAll
  static void connect() {
    conn = Shared.connect();
  }

  @AfterAll
  static void close() {
    conn.close();
  }

  @Test
  void itIsWhatTheServerGivesRowByRow() {
    Seeded.each(
        CASES,
        random -> {
          int size = random.between(0, 12);
          String query = "SELECT generate_series(1, " + size + ")";
          Shared.run(conn, "DECLARE plain SCROLL CURSOR FOR " + query);
          Cursor<Row> cur =
              conn.cursor(
                      CursorOptions.name("paged").scrollable(true).itersize(random.between(1, 5)))
                  .execute(query);
          List<String> story = new ArrayList<>();
          for (int i = 0; i < STEPS; i++) {
            step(random, cur, size, story);
          }
          conn.rollback();
        });
  }

  private static void step(Seeded random, Cursor<Row> cur, int size, List<String> story) {
    int n = random.between(0, 6);
    int distance = random.between(-size - 2, size + 2);
    switch (random.between(0, 5)) {
      case 0 -> same(story, "fetchMany " + n, plain(n, "FETCH FORWARD 1"), ints(cur.fetchMany(n)));
      case 1 -> {
        n = Math.max(n, 1);
        same(story, "fetchMany -" + n, plain(n, "FETCH BACKWARD 1"), ints(cur.fetchMany(-n)));
      }
      case 2 -> {
        Row row = cur.fetchOne();
        same(story, "fetchOne", plain(1, "FETCH FORWARD 1"), row == null ? List.of() : ints(row));
      }
      case 3 -> {
        List<Integer> rows = new ArrayList<>();
        Iterator<Row> iterator = cur.iterator();
        while (rows.size() < n && iterator.hasNext()) {
          rows.add(iterator.next().getInt(0));
        }
        same(story, "iterate " + n, plain(n, "FETCH FORWARD 1"), rows);
      }
      case 4 -> {
        story.add("scroll " + distance);
        Shared.run(conn, "MOVE " + distance + " FROM plain");
        cur.scroll(distance);
      }
      default -> {
        story.add("scroll absolute " + distance);
        Shared.run(conn, "MOVE ABSOLUTE " + distance + " FROM plain");
        cur.scroll(distance, ScrollMode.ABSOLUTE);
      }
    }
    // Who has read the last row of a short page is after it, and on it who fetched it alone.
    if (onRow() == size || onRow() == 0) {
      int anywhere = random.between(0, size);
      story.add("scroll absolute " + anywhere);
      Shared.run(conn, "MOVE ABSOLUTE " + anywhere + " FROM plain");
      cur.scroll(anywhere, ScrollMode.ABSOLUTE);
    }
    if (cur.rowNumber() >= 0) {
      assertThat((int) cur.rowNumber()).as("%s", story).isEqualTo(onRow());
    }
  }

  private static void same(
      List<String> story, String step, List<Integer> plain, List<Integer> got) {
    story.add(step);
    assertThat(got).as("%s", story).isEqualTo(plain);
  }

  private static List<Integer> plain(int times, String fetch) {
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      rows.addAll(ints(conn.cursor().execute(fetch + " FROM plain").fetchAll()));
    }
    return rows;
  }

  /** The number of the row that the plain cursor is on, 0 if on none. */
  private static int onRow() {
    List<Integer> row = ints(conn.cursor().execute("FETCH RELATIVE 0 FROM plain").fetchAll());
    return row.isEmpty() ? 0 : row.get(0);
  }

  private static List<Integer> ints(List<Row> rows) {
    return rows.stream().map(row -> row.getInt(0)).toList();
  }

  private static List<Integer> ints(Row row) {
    return ints(List.of(row));
  }
}
