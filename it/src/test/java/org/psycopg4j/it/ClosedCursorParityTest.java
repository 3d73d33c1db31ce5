// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Column;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.ProgrammingException;

/** A closed cursor in psycopg2: its description and position stay, an iterator of it is closed. */
class ClosedCursorParityTest {
  private Connection conn;
  private Cursor<Row> cur;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
    cur = conn.cursor().execute("SELECT generate_series(1, 3) AS g");
  }

  @AfterEach
  void disconnect() {
    conn.close();
  }

  @Test
  void theDescriptionStays() {
    cur.close();
    assertThat(cur.description()).extracting(Column::name).containsExactly("g");
  }

  @Test
  void thePositionStays() {
    cur.fetchOne();
    cur.close();
    assertThat(cur.rowNumber()).isEqualTo(1);
  }

  @Test
  void anIteratorOfAClosedCursorIsClosed() {
    Iterator<Row> rows = cur.iterator();
    cur.close();
    assertThatThrownBy(rows::next)
        .isInstanceOf(InterfaceException.class)
        .hasMessage("cursor already closed");
  }

  @Test
  void anIteratorOfAClosedConnectionIsClosed() {
    Iterator<Row> rows = cur.iterator();
    conn.close();
    assertThatThrownBy(rows::next)
        .isInstanceOf(InterfaceException.class)
        .hasMessage("cursor already closed");
  }

  @Test
  void aFreshCursorHasNowhereToScrollTo() {
    assertThatThrownBy(() -> conn.cursor().scroll(1))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("scroll destination out of bounds");
  }
}
