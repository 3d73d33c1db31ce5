// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.ScrollMode;
import org.psycopg4j.errors.ProgrammingException;

/** Fetching, iterating and scrolling: one position, whoever moves it. */
class FetchTest {
  private static final String OUT_OF_BOUNDS = "scroll destination out of bounds";

  private Connection conn;
  private Cursor<Row> cur;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
    cur = conn.cursor().execute("SELECT generate_series(1, 5)");
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private static List<Integer> ints(List<Row> rows) {
    return rows.stream().map(row -> row.getInt(0)).toList();
  }

  @Test
  void fetchOneGivesEachRowAndThenNull() {
    List<Integer> rows = new ArrayList<>();
    for (Row row; (row = cur.fetchOne()) != null; ) {
      rows.add(row.getInt(0));
      assertThat(cur.rowNumber()).isEqualTo(rows.size());
    }
    assertThat(rows).containsExactly(1, 2, 3, 4, 5);
    assertThat(cur.fetchOne()).isNull();
    assertThat(cur.rowNumber()).isEqualTo(5);
    assertThat(cur.rowCount()).isEqualTo(5);
  }

  @Test
  void fetchManyGivesArraySizeRows() {
    assertThat(ints(cur.fetchMany())).containsExactly(1);
    cur.arraySize(3);
    assertThat(cur.arraySize()).isEqualTo(3);
    assertThat(ints(cur.fetchMany())).containsExactly(2, 3, 4);
    assertThat(ints(cur.fetchMany())).containsExactly(5);
    assertThat(cur.fetchMany()).isEmpty();
  }

  @Test
  void fetchManyOfNoneMovesNothing() {
    assertThat(cur.fetchMany(0)).isEmpty();
    assertThat(cur.rowNumber()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, 4, Integer.MAX_VALUE})
  void fetchManyOfANegativeNumberOrTooManyGivesTheRest(int size) {
    cur.fetchOne();
    assertThat(ints(cur.fetchMany(size))).containsExactly(2, 3, 4, 5);
    assertThat(cur.fetchMany(size)).isEmpty();
  }

  @Test
  void fetchAllGivesTheRestAndThenNothing() {
    cur.fetchMany(2);
    assertThat(ints(cur.fetchAll())).containsExactly(3, 4, 5);
    assertThat(cur.fetchAll()).isEmpty();
  }

  @Test
  void anEmptyResultCanBeFetched() {
    cur.execute("SELECT 1 WHERE false");
    assertThat(cur.fetchOne()).isNull();
    assertThat(cur.fetchMany(3)).isEmpty();
    assertThat(cur.fetchAll()).isEmpty();
    assertThat(cur).isEmpty();
  }

  @Test
  void iterationAndFetchingShareThePosition() {
    Iterator<Row> rows = cur.iterator();
    assertThat(rows.next().getInt(0)).isEqualTo(1);
    assertThat(cur.fetchOne().getInt(0)).isEqualTo(2);
    assertThat(rows.next().getInt(0)).isEqualTo(3);
    assertThat(cur.rowNumber()).isEqualTo(3);
    assertThat(ints(cur.fetchAll())).containsExactly(4, 5);
    assertThat(rows.hasNext()).isFalse();
    assertThatThrownBy(rows::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void lookingAheadMovesNothing() {
    Iterator<Row> rows = cur.iterator();
    assertThat(rows.hasNext()).isTrue();
    assertThat(rows.hasNext()).isTrue();
    assertThat(cur.rowNumber()).isZero();
    assertThat(cur.fetchOne().getInt(0)).isEqualTo(1);
  }

  @Test
  void twoIteratorsShareThePosition() {
    Iterator<Row> one = cur.iterator();
    Iterator<Row> two = cur.iterator();
    assertThat(one.next().getInt(0)).isEqualTo(1);
    assertThat(two.next().getInt(0)).isEqualTo(2);
    assertThat(one.next().getInt(0)).isEqualTo(3);
  }

  @Test
  void aLoopThatBreaksLeavesTheRest() {
    for (Row row : cur) {
      if (row.getInt(0) == 2) {
        break;
      }
    }
    assertThat(ints(cur.fetchAll())).containsExactly(3, 4, 5);
  }

  @Test
  void rowsStayReadableAfterTheirCursorAndConnection() {
    List<Row> rows = cur.fetchAll();
    cur.execute("SELECT 9");
    cur.close();
    conn.close();
    assertThat(ints(rows)).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void scrollingBackFetchesAgain() {
    List<Row> first = cur.fetchAll();
    cur.scroll(0, ScrollMode.ABSOLUTE);
    assertThat(cur.fetchAll()).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({
    "0, RELATIVE, 0, 0",
    "0, RELATIVE, 4, 4",
    "2, RELATIVE, -2, 0",
    "5, RELATIVE, -1, 4",
    "3, ABSOLUTE, 0, 0",
    "3, ABSOLUTE, 4, 4"
  })
  void scrollMovesThePosition(int fetched, ScrollMode mode, long value, int position) {
    cur.fetchMany(fetched);
    cur.scroll(value, mode);
    assertThat(cur.rowNumber()).isEqualTo(position);
    assertThat(cur.fetchOne().getInt(0)).isEqualTo(position + 1);
  }

  @ParameterizedTest
  @CsvSource({
    "2, RELATIVE, 3",
    "2, RELATIVE, -3",
    "5, RELATIVE, 0",
    "2, RELATIVE, 9223372036854775807",
    "2, RELATIVE, -9223372036854775808",
    "2, ABSOLUTE, 5",
    "2, ABSOLUTE, -1",
    "2, ABSOLUTE, 4294967296",
    "2, ABSOLUTE, -4294967296"
  })
  void scrollOutOfBoundsIsAnErrorAndMovesNothing(int fetched, ScrollMode mode, long value) {
    cur.fetchMany(fetched);
    assertThatThrownBy(() -> cur.scroll(value, mode))
        .isInstanceOfSatisfying(
            ProgrammingException.class, e -> assertThat(e.cursor()).isSameAs(cur))
        .hasMessage(OUT_OF_BOUNDS);
    assertThat(cur.rowNumber()).isEqualTo(fetched);
    assertThat(cur.fetchAll()).hasSize(5 - fetched);
  }

  @Test
  void anEmptyResultHasNowhereToScrollTo() {
    cur.execute("SELECT 1 WHERE false");
    assertThatThrownBy(() -> cur.scroll(0)).hasMessage(OUT_OF_BOUNDS);
    assertThatThrownBy(() -> cur.scroll(0, ScrollMode.ABSOLUTE)).hasMessage(OUT_OF_BOUNDS);
  }
}
