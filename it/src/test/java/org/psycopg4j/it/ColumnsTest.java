// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Columns;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.CursorOptions;
import org.psycopg4j.Row;
import org.psycopg4j.ScrollMode;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.errors.ProgrammingException;

/** The rows that are left as columns: {@code fetchColumns}. */
class ColumnsTest {
  private Connection conn;
  private Cursor<Row> cur;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
    cur = conn.cursor();
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private Columns fetch(String sql) {
    return cur.execute(sql).fetchColumns();
  }

  @Test
  void columnsOfManyRows() {
    int rows = 20_000; // several chunks of the server's bytes
    Columns columns =
        fetch(
            "SELECT i AS n, repeat('x', i % 50) AS t, i::int8 * 1000000000 AS big, i / 4.0 AS q,"
                + " i % 3 = 0 AS fizz FROM generate_series(1, 20000) i");
    assertThat(columns.size()).isEqualTo(rows);
    assertThat(columns.keys()).containsExactly("n", "t", "big", "q", "fizz");
    assertThat(columns.ints("n")).isEqualTo(IntStream.rangeClosed(1, rows).toArray());
    assertThat(columns.longs(2))
        .isEqualTo(LongStream.rangeClosed(1, rows).map(i -> i * 1_000_000_000).toArray());
    assertThat(columns.doubles("q"))
        .isEqualTo(IntStream.rangeClosed(1, rows).mapToDouble(i -> i / 4.0).toArray());
    boolean[] fizz = columns.booleans("fizz");
    assertThat(fizz).hasSize(rows);
    assertThat(IntStream.range(0, rows).filter(i -> fizz[i] != ((i + 1) % 3 == 0))).isEmpty();
    assertThat(columns.values("t", String.class).get(1048)).isEqualTo("x".repeat(49));
    assertThat(columns.nulls("t").isEmpty()).isTrue();
  }

  @Test
  void onlyTheRowsThatAreLeftAndThenNone() {
    cur.execute("SELECT generate_series(1, 5) AS n");
    cur.fetchMany(2);
    Columns columns = cur.fetchColumns();
    assertThat(columns.ints("n")).containsExactly(3, 4, 5);
    assertThat(cur.rowNumber()).isEqualTo(5);
    assertThat(cur.rowCount()).isEqualTo(5);
    assertThat(cur.fetchOne()).isNull();
    assertThat(cur.fetchColumns().size()).isZero();
    assertThat(cur.fetchColumns().ints("n")).isEmpty();
    cur.scroll(1, ScrollMode.ABSOLUTE);
    assertThat(cur.fetchColumns().ints("n")).containsExactly(2, 3, 4, 5);
    assertThat(columns.ints("n")).containsExactly(3, 4, 5);
  }

  @Test
  void nullNeedsAValueToStandForIt() {
    Columns columns = fetch("SELECT n, n = 1 AS b FROM (VALUES (1), (NULL), (3)) AS v (n)");
    assertThat(columns.ints("n", -1)).containsExactly(1, -1, 3);
    assertThat(columns.longs(0, Long.MIN_VALUE)).containsExactly(1, Long.MIN_VALUE, 3);
    assertThat(columns.doubles("n", Double.NaN)).containsExactly(1, Double.NaN, 3);
    assertThat(columns.booleans("b", false)).containsExactly(true, false, false);
    BitSet nulls = new BitSet();
    nulls.set(1);
    assertThat(columns.nulls("n")).isEqualTo(nulls);
    for (Runnable reading :
        new Runnable[] {
          () -> columns.ints("n"), () -> columns.longs(0), () -> columns.doubles("n")
        }) {
      assertThatThrownBy(reading::run)
          .isInstanceOf(DataException.class)
          .hasMessage(
              "column \"n\": a value is NULL, which has no primitive value: say what stands for"
                  + " it");
    }
    assertThatThrownBy(() -> columns.booleans(1))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("column \"b\": a value is NULL");
  }

  @Test
  void objects() {
    Columns columns = fetch("VALUES (1, DATE '2026-01-31'), (NULL, NULL)");
    assertThat(columns.values(0, Long.class)).containsExactly(1L, null);
    assertThat(columns.values(0, BigDecimal.class)).containsExactly(BigDecimal.ONE, null);
    assertThat(columns.values("column2", LocalDate.class))
        .containsExactly(LocalDate.of(2026, 1, 31), null);
    assertThat(columns.values("column2", String.class)).containsExactly("2026-01-31", null);
    assertThat(columns.values(0, Optional.class)).containsExactly(Optional.of(1), Optional.empty());
    assertThatThrownBy(() -> columns.values(0, Long.class).set(0, 2L))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> columns.values(0, LocalDate.class))
        .isInstanceOf(DataException.class)
        .hasMessage("column \"column1\": wanted a java.time.LocalDate, got a java.lang.Integer");
  }

  @Test
  void valuesThatDoNotFitNameTheirColumn() {
    Columns columns = fetch("SELECT 4294967296 AS big, 'x' AS t");
    assertThat(columns.longs("big")).containsExactly(4294967296L);
    assertThatThrownBy(() -> columns.ints("big"))
        .isInstanceOf(DataException.class)
        .hasMessage("column \"big\": value out of range for int");
    assertThatThrownBy(() -> columns.doubles(1))
        .isInstanceOf(DataException.class)
        .hasMessage("column \"t\": a value of type text cannot be read as double");
  }

  @Test
  void columnsThatDoNotExist() {
    Columns columns = fetch("SELECT 1 AS a, 2 AS a WHERE false");
    assertThatThrownBy(() -> columns.ints(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> columns.nulls(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> columns.ints("b"))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("the result has no column \"b\"; its columns are: a, a");
  }

  @Test
  void ofColumnsOfOneNameTheLastIsMeant() {
    assertThat(fetch("SELECT 1 AS a, 2 AS a").ints("a")).containsExactly(2);
  }

  @Test
  void columnsStayReadableAfterTheirCursorAndConnection() {
    Columns columns = fetch("SELECT generate_series(1, 3)");
    cur.execute("SELECT 9");
    cur.close();
    conn.close();
    assertThat(columns.ints(0)).containsExactly(1, 2, 3);
    assertThatThrownBy(cur::fetchColumns).hasMessage("cursor already closed");
  }

  /** Else the day of one page would be read as the month. */
  @Test
  void pagesOfAServersCursorThatReadDifferentlyAreNoColumns() {
    Shared.run(conn, "SET DateStyle TO 'SQL, MDY'");
    Cursor<Row> paged =
        conn.cursor(CursorOptions.name("c").itersize(2))
            .execute("SELECT date '2020-02-01' + g FROM generate_series(1, 9) g");
    Iterator<Row> rows = paged.iterator();
    rows.next();
    Shared.run(conn, "SET DateStyle TO 'SQL, DMY'");
    assertThatThrownBy(paged::fetchColumns)
        .isInstanceOf(ProgrammingException.class)
        .hasMessageContaining("settings");
    paged.scroll(-7);
    assertThat(paged.fetchColumns().values(0, LocalDate.class))
        .hasSize(6)
        .startsWith(LocalDate.of(2020, 2, 5));
  }

  @Test
  void withoutAResultThereAreNoColumns() {
    assertThatThrownBy(cur::fetchColumns)
        .isInstanceOfSatisfying(
            ProgrammingException.class, e -> assertThat(e.cursor()).isSameAs(cur))
        .hasMessage("no results to fetch");
  }
}
