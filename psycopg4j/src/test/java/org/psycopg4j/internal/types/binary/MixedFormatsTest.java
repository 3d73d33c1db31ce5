// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.errors.NotSupportedException;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.catalog.Decoders;
import org.psycopg4j.internal.types.catalog.RowPlan;
import org.psycopg4j.internal.types.text.IntegerText;
import org.psycopg4j.internal.wire.RowDescription;
import org.psycopg4j.testkit.PostgresServer;

/** A result says of each column in which format it is. */
class MixedFormatsTest {
  @Test
  void eachColumnIsReadInItsOwnFormat() {
    int[] oids = {Oid.INT4, Oid.INT4, Oid.MONEY};
    int[] none = new int[3];
    RowDescription columns =
        new RowDescription(
            new String[] {"a", "b", "c"}, none, none, oids, none, none, new int[] {0, 1, 1});
    RowPlan plan = RowPlan.of(columns, Decoders.defaults(), Decoding.DEFAULT);
    assertThat(plan.decoders()[0]).isInstanceOf(IntegerText.class);
    assertThat(plan.decoders()[1]).isInstanceOf(IntegerBinary.class);
    assertThat(plan.decoders()[2]).isInstanceOf(UnreadBinary.class);
  }

  @Test
  void aBinaryCursorIsReadAsWell() {
    try (Connection conn = Psycopg.connect(PostgresServer.shared().dsn());
        Cursor<Row> cur = conn.cursor()) {
      cur.execute(
          """
          DECLARE c BINARY CURSOR FOR SELECT 42, 12.50, 'é', date '2011-02-03',
            ARRAY[1, NULL]::int8[], NULL::int4, timestamptz '2011-02-03 04:05:06Z',
            12::money, ROW(1)
          """);
      Row row = cur.execute("FETCH c").fetchOne();
      assertThat(row.getInt(0)).isEqualTo(42);
      assertThat(row.get(1)).isEqualTo(new BigDecimal("12.50"));
      assertThat(row.getString(2)).isEqualTo("é");
      assertThat(row.get(3)).isEqualTo(LocalDate.of(2011, 2, 3));
      assertThat(row.getString(3)).isEqualTo("2011-02-03");
      assertThat((List<?>) row.get(4)).hasSize(2).first().isEqualTo(1L);
      assertThat(row.get(5)).isNull();
      assertThatThrownBy(() -> row.get(7))
          .isInstanceOf(NotSupportedException.class)
          .hasMessage(
              "values of type money are read in text format only: don't declare the cursor BINARY");
      assertThatThrownBy(() -> row.getString(8)).isInstanceOf(NotSupportedException.class);
      assertThatThrownBy(() -> row.getInt(8)).isInstanceOf(NotSupportedException.class);
      cur.execute("SELECT timestamptz '2011-02-03 04:05:06Z'");
      assertThat(row.get(6)).isEqualTo(cur.fetchOne().get(0));
    }
  }
}
