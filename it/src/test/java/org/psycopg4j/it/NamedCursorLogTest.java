// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.CursorOptions;
import org.psycopg4j.Row;
import org.psycopg4j.ScrollMode;
import org.psycopg4j.errors.ProgrammingException;

/** What named cursors and streams send, as the server's log tells it: psycopg2's texts. */
class NamedCursorLogTest {
  private static final String TEN = "SELECT generate_series(1, 10)";
  private static final String DECLARE = "DECLARE \"c\" CURSOR WITHOUT HOLD FOR " + TEN;

  @FunctionalInterface
  private interface Script {
    void run(Connection conn) throws Exception;
  }

  private static List<String> statements(Script script) throws Exception {
    assumeTrue(Shared.server().embedded(), "the server's log is out of reach");
    Backend backend;
    try (Connection conn = Shared.connect("options='-c log_statement=all'")) {
      backend = Backend.of(conn);
      script.run(conn);
    }
    backend.awaitGone();
    return backend.loggedStatements();
  }

  @Test
  void fetching() throws Exception {
    assertThat(
            statements(
                conn -> {
                  Cursor<Row> cur = conn.cursor("c").execute(TEN);
                  cur.fetchOne();
                  cur.fetchMany();
                  cur.fetchMany(3);
                  cur.fetchMany(0);
                  cur.fetchAll();
                  cur.close();
                  cur.close();
                }))
        .containsExactly(
            "BEGIN",
            DECLARE,
            "FETCH FORWARD 1 FROM \"c\"",
            "FETCH FORWARD 1 FROM \"c\"",
            "FETCH FORWARD 3 FROM \"c\"",
            "FETCH FORWARD ALL FROM \"c\"",
            "CLOSE \"c\"");
  }

  @Test
  void moving() throws Exception {
    assertThat(
            statements(
                conn -> {
                  Cursor<Row> cur =
                      conn.cursor(CursorOptions.name("my\"c").scrollable(true)).execute(TEN);
                  cur.scroll(5);
                  cur.scroll(-2);
                  cur.scroll(0);
                  cur.scroll(8, ScrollMode.ABSOLUTE);
                  cur.scroll(-1, ScrollMode.ABSOLUTE);
                  cur.fetchMany(-3);
                }))
        .containsExactly(
            "BEGIN",
            "DECLARE \"my\"\"c\" SCROLL CURSOR WITHOUT HOLD FOR " + TEN,
            "MOVE 5 FROM \"my\"\"c\"",
            "MOVE -2 FROM \"my\"\"c\"",
            "MOVE 0 FROM \"my\"\"c\"",
            "MOVE ABSOLUTE 8 FROM \"my\"\"c\"",
            "MOVE ABSOLUTE -1 FROM \"my\"\"c\"",
            "FETCH FORWARD -3 FROM \"my\"\"c\"");
  }

  @Test
  void aShortResultIsOneFetch() throws Exception {
    assertThat(
            statements(
                conn -> {
                  Cursor<Row> cur = conn.cursor("c").execute(TEN);
                  assertThat(cur).hasSize(10);
                  assertThat(cur).isEmpty();
                }))
        .containsExactly("BEGIN", DECLARE, "FETCH FORWARD 2000 FROM \"c\"");
  }

  @Test
  void iterationFetchesPagesUpToAShortOne() throws Exception {
    assertThat(
            statements(
                conn -> {
                  Cursor<Row> cur = conn.cursor("c").execute(TEN);
                  cur.itersize(4);
                  assertThat(cur).hasSize(10);
                }))
        .containsExactly(
            "BEGIN",
            DECLARE,
            "FETCH FORWARD 4 FROM \"c\"",
            "FETCH FORWARD 4 FROM \"c\"",
            "FETCH FORWARD 4 FROM \"c\"");
  }

  @Test
  void theThirdPageIsUnderWayWhileTheSecondIsRead() throws Exception {
    assertThat(
            statements(
                conn -> {
                  Cursor<Row> cur = conn.cursor("c").execute(TEN);
                  cur.itersize(3);
                  Iterator<Row> rows = cur.iterator();
                  for (int i = 0; i < 4; i++) {
                    rows.next();
                  }
                  Shared.run(conn, "SELECT 'other'");
                  conn.commit();
                }))
        .containsExactly(
            "BEGIN",
            DECLARE,
            "FETCH FORWARD 3 FROM \"c\"",
            "FETCH FORWARD 3 FROM \"c\"",
            "FETCH FORWARD 3 FROM \"c\"",
            "SELECT 'other'",
            "COMMIT");
  }

  @Test
  void pagesOfOneRowAreNotFetchedAhead() throws Exception {
    assertThat(
            statements(
                conn -> {
                  Cursor<Row> cur = conn.cursor("c").execute("SELECT generate_series(1, 2)");
                  cur.itersize(1);
                  for (Row row : cur) {
                    Shared.run(conn, "SELECT 'row " + row.getInt(0) + "'");
                  }
                }))
        .containsExactly(
            "BEGIN",
            "DECLARE \"c\" CURSOR WITHOUT HOLD FOR SELECT generate_series(1, 2)",
            "FETCH FORWARD 1 FROM \"c\"",
            "SELECT 'row 1'",
            "FETCH FORWARD 1 FROM \"c\"",
            "SELECT 'row 2'",
            "FETCH FORWARD 1 FROM \"c\"");
  }

  @Test
  void rowsThatAreHereAreNotFetchedNorMovedOver() throws Exception {
    assertThat(
            statements(
                conn -> {
                  Cursor<Row> cur =
                      conn.cursor(CursorOptions.name("c").scrollable(false)).execute(TEN);
                  cur.itersize(6);
                  cur.iterator().next();
                  cur.fetchOne();
                  cur.fetchMany(2);
                  cur.scroll(1);
                  assertThat(cur.fetchOne().getInt(0)).isEqualTo(6);
                  cur.scroll(2);
                  assertThat(cur.fetchOne().getInt(0)).isEqualTo(9);
                }))
        .containsExactly(
            "BEGIN",
            "DECLARE \"c\" NO SCROLL CURSOR WITHOUT HOLD FOR " + TEN,
            "FETCH FORWARD 6 FROM \"c\"",
            "MOVE 2 FROM \"c\"",
            "FETCH FORWARD 1 FROM \"c\"");
  }

  @Test
  void aScrollAllowsForTheRowsThatAreHere() throws Exception {
    assertThat(
            statements(
                conn -> {
                  Cursor<Row> cur =
                      conn.cursor(CursorOptions.name("c").scrollable(true)).execute(TEN);
                  cur.itersize(6);
                  cur.iterator().next();
                  cur.fetchOne();
                  cur.scroll(5);
                  assertThat(cur.fetchOne().getInt(0)).isEqualTo(8);
                  assertThat(cur.iterator().hasNext()).isTrue();
                  cur.scroll(-7);
                  assertThat(cur.fetchOne().getInt(0)).isEqualTo(2);
                }))
        .containsExactly(
            "BEGIN",
            "DECLARE \"c\" SCROLL CURSOR WITHOUT HOLD FOR " + TEN,
            "FETCH FORWARD 6 FROM \"c\"",
            "MOVE 1 FROM \"c\"",
            "FETCH FORWARD 1 FROM \"c\"",
            "FETCH FORWARD 6 FROM \"c\"",
            "MOVE -10 FROM \"c\"", // after the last row, and seven before the eighth
            "FETCH FORWARD 1 FROM \"c\"");
  }

  @Test
  void withHold() throws Exception {
    assertThat(
            statements(
                conn -> {
                  Cursor<Row> cur =
                      conn.cursor(CursorOptions.name("h").withHold(true)).execute(TEN);
                  cur.fetchOne();
                  conn.commit();
                  cur.fetchOne();
                  conn.commit();
                  cur.close();
                  conn.rollback();
                }))
        .containsExactly(
            "BEGIN",
            "DECLARE \"h\" CURSOR WITH HOLD FOR " + TEN,
            "FETCH FORWARD 1 FROM \"h\"",
            "COMMIT",
            "FETCH FORWARD 1 FROM \"h\"",
            "CLOSE \"h\"");
  }

  @Test
  void inAutocommit() throws Exception {
    assertThat(
            statements(
                conn -> {
                  conn.autocommit(true);
                  Cursor<Row> cur = conn.cursor("h");
                  assertThatThrownBy(() -> cur.execute(TEN))
                      .isInstanceOf(ProgrammingException.class);
                  cur.close();
                  Cursor<Row> held =
                      conn.cursor(CursorOptions.name("h").withHold(true)).execute(TEN);
                  held.fetchAll();
                  held.close();
                }))
        .containsExactly(
            "SELECT 1 FROM pg_catalog.pg_cursors where name = 'h'",
            "DECLARE \"h\" CURSOR WITH HOLD FOR " + TEN,
            "FETCH FORWARD ALL FROM \"h\"",
            "CLOSE \"h\"");
  }

  @Test
  void closingOneThatIsNotExecuted() throws Exception {
    assertThat(
            statements(
                conn -> {
                  conn.cursor("u\"x'").close();
                  Shared.run(conn, "DECLARE u CURSOR FOR SELECT 1");
                  conn.cursor("u").close();
                }))
        .containsExactly(
            "SELECT 1 FROM pg_catalog.pg_cursors where name = 'u\"x'''",
            "BEGIN",
            "DECLARE u CURSOR FOR SELECT 1",
            "SELECT 1 FROM pg_catalog.pg_cursors where name = 'u'",
            "CLOSE \"u\"");
  }

  @Test
  void aStreamInATransaction() throws Exception {
    assertThat(
            statements(
                conn -> {
                  Cursor<Row> cur = conn.cursor();
                  cur.itersize(4);
                  assertThat(cur.stream("SELECT generate_series(1, %s)", 6).count()).isEqualTo(6);
                  try (Stream<Row> rows = cur.stream(TEN)) {
                    assertThat(rows.limit(1).count()).isEqualTo(1);
                  }
                  conn.commit();
                }))
        .containsExactly(
            "BEGIN",
            "DECLARE \"psycopg4j_stream_1\" NO SCROLL CURSOR WITHOUT HOLD FOR"
                + " SELECT generate_series(1, 6)",
            "FETCH FORWARD 4 FROM \"psycopg4j_stream_1\"",
            "FETCH FORWARD 4 FROM \"psycopg4j_stream_1\"",
            "CLOSE \"psycopg4j_stream_1\"",
            "DECLARE \"psycopg4j_stream_2\" NO SCROLL CURSOR WITHOUT HOLD FOR " + TEN,
            "FETCH FORWARD 4 FROM \"psycopg4j_stream_2\"",
            "CLOSE \"psycopg4j_stream_2\"",
            "COMMIT");
  }

  @Test
  void aStreamInAutocommit() throws Exception {
    assertThat(
            statements(
                conn -> {
                  conn.autocommit(true);
                  assertThat(conn.cursor().stream(TEN).count()).isEqualTo(10);
                }))
        .containsExactly(
            "DECLARE \"psycopg4j_stream_1\" NO SCROLL CURSOR WITH HOLD FOR " + TEN,
            "FETCH FORWARD 2000 FROM \"psycopg4j_stream_1\"",
            "CLOSE \"psycopg4j_stream_1\"");
  }
}
