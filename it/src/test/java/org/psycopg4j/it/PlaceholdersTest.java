// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.psycopg4j.Connection;
import org.psycopg4j.ConnectionStatus;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.types.AsIs;

/** Arguments that don't fit, and texts that can't be sent, are errors before anything is sent. */
class PlaceholdersTest {
  private Connection conn;
  private Cursor<Row> cur;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
    cur = conn.cursor();
  }

  @AfterEach
  void nothingWasSent() {
    assertThat(conn.status()).isEqualTo(ConnectionStatus.READY);
    assertThat(Shared.value(cur.execute("SELECT 1"))).isEqualTo(1);
    conn.close();
  }

  private void assertRefused(ParameterException.Kind kind, String text, Object... arguments) {
    assertThatThrownBy(() -> cur.execute(text, arguments))
        .isInstanceOfSatisfying(
            ParameterException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(kind);
              assertThat(e.cursor()).isSameAs(cur);
              assertThat(e.pgcode()).isNull();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "INDEX, 'SELECT %s, %s', 1",
    "TYPE, 'SELECT %s', 2",
    "TYPE, 'SELECT %(a)s', 1",
    "VALUE, 'SELECT %d', 1",
    "VALUE, 'SELECT %', 1"
  })
  void placeholdersAndArgumentsMustFit(ParameterException.Kind kind, String sql, int count) {
    assertRefused(kind, sql, new Object[count]);
  }

  @Test
  void aNameMustBeAmongTheArguments() {
    assertThatThrownBy(() -> cur.execute("SELECT %(nosuch)s", Map.of("a", 1)))
        .isInstanceOfSatisfying(
            ParameterException.class,
            e -> assertThat(e.kind()).isEqualTo(ParameterException.Kind.KEY));
  }

  @Test
  void kindsOfPlaceholdersCannotBeMixed() {
    assertThatThrownBy(() -> cur.execute("SELECT %(a)s, %s", Map.of("a", 1)))
        .isInstanceOf(ProgrammingException.class)
        .hasMessageContaining("argument formats can't be mixed");
  }

  @Test
  void anObjectWithoutAnSqlFormIsRefused() {
    assertThatThrownBy(() -> cur.execute("SELECT %s", new Object()))
        .isInstanceOf(ProgrammingException.class)
        .hasMessageContaining("can't adapt type");
    assertThatThrownBy(() -> cur.execute("SELECT %s", List.of(1, Map.of())))
        .isInstanceOf(ProgrammingException.class);
    assertThatThrownBy(() -> cur.execute("SELECT %s", Arrays.asList(1, new int[0].getClass())))
        .isInstanceOf(ProgrammingException.class);
  }

  @Test
  void aNulInAnArgumentThatIsSqlIsRefused() {
    assertThatThrownBy(() -> cur.execute("SELECT %s", AsIs.of("1\0")))
        .isInstanceOf(ProgrammingException.class);
    assertThatThrownBy(() -> cur.execute("SELECT %s", List.of("a\0")))
        .isInstanceOf(ProgrammingException.class);
  }
}
