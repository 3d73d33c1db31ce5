// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.internal.types.Quoting;

/** The statements about a server-side cursor, byte for byte psycopg2's. */
class CursorSqlTest {
  private static final CursorSql SQL = new CursorSql("my\"cur");

  @Test
  void declare() {
    assertThat(SQL.declare(null, false))
        .isEqualTo("DECLARE \"my\"\"cur\" CURSOR WITHOUT HOLD FOR ");
    assertThat(SQL.declare(true, true))
        .isEqualTo("DECLARE \"my\"\"cur\" SCROLL CURSOR WITH HOLD FOR ");
    assertThat(SQL.declare(false, false))
        .isEqualTo("DECLARE \"my\"\"cur\" NO SCROLL CURSOR WITHOUT HOLD FOR ");
  }

  @Test
  void fetchMoveAndClose() {
    assertThat(SQL.fetchForward(2)).isEqualTo("FETCH FORWARD 2 FROM \"my\"\"cur\"");
    assertThat(SQL.fetchForward(-2)).isEqualTo("FETCH FORWARD -2 FROM \"my\"\"cur\"");
    assertThat(SQL.fetchAll()).isEqualTo("FETCH FORWARD ALL FROM \"my\"\"cur\"");
    assertThat(SQL.move(-1)).isEqualTo("MOVE -1 FROM \"my\"\"cur\"");
    assertThat(SQL.moveAbsolute(3)).isEqualTo("MOVE ABSOLUTE 3 FROM \"my\"\"cur\"");
    assertThat(SQL.close()).isEqualTo("CLOSE \"my\"\"cur\"");
  }

  @Test
  void lookingForItQuotesItsNameAsTheSessionReadsIt() {
    CursorSql odd = new CursorSql("u'é\\");
    String select = "SELECT 1 FROM pg_catalog.pg_cursors where name = ";
    assertThat(odd.lookUp(Quoting.connected(StandardCharsets.UTF_8, true, 180000)))
        .isEqualTo(select + "'u''é\\'");
    assertThat(odd.lookUp(Quoting.connected(StandardCharsets.UTF_8, false, 180000)))
        .isEqualTo(select + "E'u''é\\\\'");
  }

  @Test
  void aNameWithANulIsRefused() {
    assertThatThrownBy(() -> new CursorSql("a\0")).isInstanceOf(ParameterException.class);
  }
}
