// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.DictRow;
import org.psycopg4j.NamedTuple;
import org.psycopg4j.Row;
import org.psycopg4j.RowFactory;

/** Rows as sets of arguments and as values. */
class RowParametersTest {
  private static final String ROWS = "SELECT n, 't' || n AS t FROM generate_series(1, 2) AS n";

  private final Connection conn = Shared.connect();
  private final Cursor<Row> cur = conn.cursor();

  @AfterEach
  void close() {
    conn.close();
  }

  private void assertThatBothAreInserted() {
    assertThat(cur.execute("SELECT * FROM two ORDER BY n").fetchAll())
        .hasToString("[(1, 't1'), (2, 't2')]");
    cur.execute("TRUNCATE two");
  }

  @Test
  void areSetsOfArguments() {
    cur.execute("CREATE TEMP TABLE two (n int, t text)");
    List<DictRow> dicts = conn.cursor(RowFactory.dict()).execute(ROWS).fetchAll();
    List<NamedTuple> tuples = conn.cursor(RowFactory.namedTuple()).execute(ROWS).fetchAll();

    cur.executeMany("INSERT INTO two VALUES (%s, %s)", dicts);
    assertThatBothAreInserted();
    cur.executeMany("INSERT INTO two (t, n) VALUES (%(t)s, %(n)s)", dicts);
    assertThatBothAreInserted();
    cur.executeBatch("INSERT INTO two (t, n) VALUES (%(t)s, %(n)s)", dicts);
    assertThatBothAreInserted();
    cur.executeValues("INSERT INTO two VALUES %s", dicts);
    assertThatBothAreInserted();
    cur.executeMany("INSERT INTO two VALUES (%s, %s)", tuples);
    assertThatBothAreInserted();
    cur.executeValues("INSERT INTO two VALUES %s", tuples);
    assertThatBothAreInserted();
  }

  @Test
  void areValuesAsTuplesAndListsAre() {
    Row row = cur.execute("SELECT 1, 'x'").fetchOne();
    assertThat(mogrified(row)).isEqualTo("(1, 'x')");
    String sql = "SELECT 1 AS a, 2 AS b";
    assertThat(mogrified(conn.cursor(RowFactory.namedTuple()).execute(sql).fetchOne()))
        .isEqualTo("(1, 2)");
    assertThat(mogrified(conn.cursor(RowFactory.dict()).execute(sql).fetchOne()))
        .isEqualTo("ARRAY[1,2]");
  }

  private String mogrified(Object value) {
    return new String(cur.mogrify("%s", value), StandardCharsets.UTF_8);
  }

  @Test
  void aCompositeThatWasReadGoesBack() {
    cur.execute("CREATE TYPE pg_temp.card AS (value int, suit text)");
    conn.types().registerComposite("pg_temp.card");
    Row card = (Row) Shared.value(cur.execute("SELECT (1, 'a''\\\\b,')::pg_temp.card"));
    assertThat(cur.execute("SELECT (%s::pg_temp.card).suit = %s", card, card.get(1)).fetchOne())
        .containsExactly(true);
  }
}
