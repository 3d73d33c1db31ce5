// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.rows.Conversions;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.catalog.Decoders;
import org.psycopg4j.internal.types.catalog.RowPlan;
import org.psycopg4j.internal.wire.RowDescription;
import org.psycopg4j.testkit.Column;
import org.psycopg4j.testkit.ServerMessages;

class RowTest {
  record Pair(long number, String text) {}

  private static Row row(Column[] columns, String... values) {
    byte[] description = ServerMessages.rowDescription(columns);
    RowPlan plan =
        RowPlan.of(
            RowDescription.parse(description, 5, description.length - 5, UTF_8),
            Decoders.defaults(),
            Decoding.DEFAULT);
    byte[] row = ServerMessages.dataRow(values);
    return new Row(plan, row, 5);
  }

  private static Column[] columns(int count) {
    Column[] columns = new Column[count];
    for (int i = 0; i < count; i++) {
      columns[i] = Column.of("c" + i, Oid.TEXT);
    }
    return columns;
  }

  @Test
  void columnsAreFoundInWhateverOrderTheyAreAsked() {
    String[] values = new String[1664];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 7 == 0 ? null : "v".repeat(i % 50) + i;
    }
    Row row = row(columns(values.length), values);
    Random random = new Random(4);
    for (int i = 0; i < 20_000; i++) {
      int column = random.nextInt(values.length);
      assertThat(row.get(column)).isEqualTo(values[column]);
      assertThat(row.isNull(column)).isEqualTo(values[column] == null);
    }
  }

  @Test
  void columnsBeyondTheRememberedDistanceAreFoundToo() {
    Row row = row(columns(4), "a", "x".repeat(3 << 20), "b", null);
    for (int i = 0; i < 3; i++) {
      assertThat(row.get(2)).isEqualTo("b");
      assertThat(row.get(0)).isEqualTo("a");
      assertThat(row.isNull(3)).isTrue();
    }
  }

  @Test
  void moreColumnsThanPostgresqlHasAreFoundToo() {
    String[] values = new String[3000];
    for (int i = 0; i < values.length; i++) {
      values[i] = Integer.toString(i);
    }
    Row row = row(columns(values.length), values);
    for (int column : new int[] {2050, 3, 2047, 2048, 1, 2999, 0}) {
      assertThat(row.get(column)).isEqualTo(values[column]);
    }
  }

  @Test
  void listsOfByteArraysAreComparedByTheirBytes() {
    Column[] columns = {Column.of("a", Oid.BYTEA_ARRAY)};
    Row one = row(columns, "{\"\\\\x01\",NULL}");
    Row two = row(columns, "{\"\\\\x01\",NULL}");
    Row other = row(columns, "{\"\\\\x02\",NULL}");
    assertThat(one).isEqualTo(two).hasSameHashCodeAs(two).isNotEqualTo(other);
  }

  @Test
  void ofSeveralColumnsOfOneNameTheLastIsMeant() {
    Row row = row(new Column[] {Column.of("a", Oid.INT4), Column.of("a", Oid.INT4)}, "1", "2");
    assertThat(row.getInt("a")).isEqualTo(2);
    assertThat(row.getInt(0)).isEqualTo(1);
  }

  @Test
  void columnsThatDoNotExist() {
    Row row = row(columns(2), "1", "2");
    assertThatThrownBy(() -> row.get(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> row.getInt(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> row.get("nosuch"))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("the result has no column \"nosuch\"; its columns are: c0, c1");
  }

  @Test
  void nullHasNoPrimitiveValue() {
    Row row = row(new Column[] {Column.of("age", Oid.INT4)}, (String) null);
    assertThat(row.get(0)).isNull();
    assertThat(row.getString(0)).isNull();
    assertThatThrownBy(() -> row.getInt(0))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column \"age\" is NULL");
  }

  @Test
  void anotherClassThanTheValuesIsRefusedWithoutShowingTheValue() {
    Row row = row(new Column[] {Column.of("age", Oid.INT4)}, "424242");
    assertThat(row.get(0, Integer.class)).isEqualTo(424242);
    assertThatThrownBy(() -> row.get(0, UUID.class))
        .isInstanceOf(DataException.class)
        .hasMessage("column \"age\": wanted a java.util.UUID, got a java.lang.Integer");
  }

  @Test
  void aRowThatIsAValueIsARecordByPosition() {
    Row row = row(new Column[] {Column.of("a", Oid.INT4), Column.of("b", Oid.TEXT)}, "1", null);
    assertThat(Conversions.to(Pair.class).of(row)).isEqualTo(new Pair(1L, null));
  }

  @Test
  void equalByValuesWhateverTheColumnsAreCalled() {
    Row one = row(new Column[] {Column.of("a", Oid.BYTEA), Column.of("b", Oid.INT4)}, "\\x01", "2");
    Row two = row(new Column[] {Column.of("c", Oid.BYTEA), Column.of("d", Oid.INT4)}, "\\x01", "2");
    Row other =
        row(new Column[] {Column.of("c", Oid.BYTEA), Column.of("d", Oid.INT4)}, "\\x02", "2");
    assertThat(one).isEqualTo(two).hasSameHashCodeAs(two).isNotEqualTo(other);
  }

  @Test
  void printsAsPythonPrintsATuple() {
    Column[] columns = {
      Column.of("a", Oid.INT4), Column.of("b", Oid.TEXT), Column.of("c", Oid.TEXT)
    };
    assertThat(row(columns, "1", "Alice", null)).hasToString("(1, 'Alice', null)");
    assertThat(row(columns, "1", "O'Neil", "say \"it's\"\n"))
        .hasToString("(1, \"O'Neil\", 'say \"it\\'s\"\\n')");
    assertThat(row(Arrays.copyOf(columns, 1), "1")).hasToString("(1,)");
    assertThat(row(new Column[0])).hasToString("()");
  }
}
