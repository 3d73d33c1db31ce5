// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.psycopg4j.Column;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.errors.ProgrammingException;

/**
 * {@code description}: names, types, sizes and where columns come from. As psycopg2 has it, but for
 * bit strings, numerics without a precision or with a negative scale, and arrays of types that are
 * declared with something else than a length: there psycopg2 takes a type's modifier for a length.
 */
class DescriptionTest {
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

  private static Column expression(
      String name, long type, int size, Integer precision, Integer scale) {
    return new Column(name, type, null, size, precision, scale, null, null, null);
  }

  static Stream<Arguments> expressions() {
    return Stream.of(
        Arguments.of("'a'::text AS a", expression("a", 25, -1, null, null)),
        Arguments.of("'a'", expression("?column?", 25, -1, null, null)),
        Arguments.of("1", expression("?column?", 23, 4, null, null)),
        Arguments.of("1::oid", expression("oid", 26, 4, null, null)),
        Arguments.of("1.5::numeric(10,2)", expression("numeric", 1700, 10, 10, 2)),
        Arguments.of("1.5::numeric(5)", expression("numeric", 1700, 5, 5, 0)),
        Arguments.of("NULL::numeric(1000,1000)", expression("numeric", 1700, 1000, 1000, 1000)),
        Arguments.of("1.5::numeric(5,-2)", expression("numeric", 1700, 5, 5, -2)),
        Arguments.of("1.5::numeric", expression("numeric", 1700, -1, null, null)),
        Arguments.of("'x'::varchar(7)", expression("varchar", 1043, 7, null, null)),
        Arguments.of("'x'::varchar", expression("varchar", 1043, -1, null, null)),
        Arguments.of("'x'::char(3)", expression("bpchar", 1042, 3, null, null)),
        Arguments.of("'x'::name", expression("name", 19, 64, null, null)),
        Arguments.of("B'1'::bit(4)", expression("bit", 1560, 4, null, null)),
        Arguments.of("B'1'::varbit(6)", expression("varbit", 1562, 6, null, null)),
        Arguments.of("NULL::numeric(3,5)", expression("numeric", 1700, 3, 3, 5)),
        Arguments.of("'x'::char", expression("bpchar", 1042, 1, null, null)),
        Arguments.of("'x'::bpchar", expression("bpchar", 1042, -1, null, null)),
        Arguments.of("'x'::\"char\"", expression("char", 18, 1, null, null)),
        Arguments.of("B'1'::bit", expression("bit", 1560, 1, null, null)),
        Arguments.of("B'1'::varbit", expression("varbit", 1562, -1, null, null)),
        Arguments.of("now()::timestamp(3)", expression("now", 1114, 8, null, null)),
        Arguments.of("now()::timestamptz(0)", expression("now", 1184, 8, null, null)),
        Arguments.of("'1s'::interval(2)", expression("interval", 1186, 16, null, null)),
        Arguments.of("'1s'::interval day", expression("interval", 1186, 16, null, null)),
        Arguments.of("'1:00'::time", expression("time", 1083, 8, null, null)),
        Arguments.of("'1:00'::time(3)", expression("time", 1083, 8, null, null)),
        Arguments.of("'1:00'::timetz(2)", expression("timetz", 1266, 12, null, null)),
        Arguments.of("now()::date", expression("now", 1082, 4, null, null)),
        Arguments.of("1::int2", expression("int2", 21, 2, null, null)),
        Arguments.of("1::int8", expression("int8", 20, 8, null, null)),
        Arguments.of("1::float4", expression("float4", 700, 4, null, null)),
        Arguments.of("true", expression("?column?", 16, 1, null, null)),
        Arguments.of("'a'::bytea", expression("bytea", 17, -1, null, null)),
        Arguments.of("gen_random_uuid()", expression("gen_random_uuid", 2950, 16, null, null)),
        Arguments.of("NULL::cstring", expression("cstring", 2275, -2, null, null)),
        Arguments.of("ARRAY[1]", expression("array", 1007, -1, null, null)),
        Arguments.of("ARRAY['x']::varchar(7)[]", expression("array", 1015, 7, null, null)),
        Arguments.of("ARRAY['x']::char(3)[]", expression("array", 1014, 3, null, null)),
        Arguments.of("ARRAY[B'1']::bit(4)[]", expression("array", 1561, 4, null, null)),
        Arguments.of("ARRAY[1.5]::numeric(10,2)[]", expression("array", 1231, -1, null, null)),
        Arguments.of("ARRAY['1s']::interval(2)[]", expression("array", 1187, -1, null, null)),
        Arguments.of("1 AS \"größe \"\"x\"\"\"", expression("größe \"x\"", 23, 4, null, null)));
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void ofAnExpression(String expression, Column wanted) {
    cur.execute("SELECT " + expression);
    assertThat(cur.description()).containsExactly(wanted);
  }

  @Test
  void aTablesColumnsTellTheirTableAndNumber() {
    cur.execute("CREATE TEMP TABLE t (a int, dropped int, b varchar(7), c numeric(10,2))");
    cur.execute("ALTER TABLE t DROP COLUMN dropped");
    Long table = (Long) Shared.value(cur.execute("SELECT 't'::regclass::oid::int8"));
    cur.execute("SELECT c, a, b, 1 AS k, a + 1 AS sum FROM t");
    assertThat(cur.description())
        .containsExactly(
            new Column("c", 1700, null, 10, 10, 2, null, table, 4),
            new Column("a", 23, null, 4, null, null, null, table, 1),
            new Column("b", 1043, null, 7, null, null, null, table, 3),
            new Column("k", 23, null, 4, null, null, null, null, null),
            new Column("sum", 23, null, 4, null, null, null, null, null));
  }

  @Test
  void aColumnIsDbApisSevenItems() {
    cur.execute("SELECT 1.5::numeric(10,2) AS a, 'x' AS b");
    List<Column> description = cur.description();
    assertThat(description.get(0).toList()).containsExactly("a", 1700L, null, 10, 10, 2, null);
    assertThat(description.get(1).toList()).containsExactly("b", 25L, null, -1, null, null, null);
    assertThatThrownBy(() -> description.get(0).toList().set(0, "c"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void columnsAreEqualIfTheyAreDescribedAlike() {
    List<Column> one = cur.execute("SELECT 1 AS a, 2 AS b").description();
    List<Column> two = cur.execute("SELECT 3 AS a, 4::int8 AS b").description();
    assertThat(one.get(0)).isEqualTo(two.get(0)).hasSameHashCodeAs(two.get(0));
    assertThat(one.get(1)).isNotEqualTo(two.get(1));
  }

  @Test
  void itIsThereBeforeTheFirstRowIsFetchedAndCannotBeChanged() {
    cur.execute("SELECT 1 AS a WHERE false");
    List<Column> description = cur.description();
    assertThat(description).hasSize(1);
    assertThatThrownBy(description::clear).isInstanceOf(UnsupportedOperationException.class);
    cur.execute("SELECT 1, 2");
    assertThat(description).hasSize(1);
  }

  @Test
  void ofColumnsOfOneNameTheLastIsMeant() {
    Row row = cur.execute("SELECT 1 AS a, 2 AS a, 3 AS b").fetchOne();
    assertThat(row.getInt("a")).isEqualTo(2);
    assertThat(row.toList()).containsExactly(1, 2, 3);
    assertThatThrownBy(() -> row.get("A"))
        .isInstanceOf(ProgrammingException.class)
        .hasMessageContaining("a, a, b");
    assertThatThrownBy(() -> row.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> row.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void sixteenHundredColumns() {
    int columns = 1600;
    cur.execute(
        IntStream.range(0, columns)
            .mapToObj(i -> i % 7 == 0 ? "NULL::int AS c" + i : i + " AS c" + i)
            .collect(Collectors.joining(", ", "SELECT ", " FROM generate_series(1, 3)")));
    assertThat(cur.description()).hasSize(columns);
    for (Row row : cur) {
      for (int i = columns - 1; i >= 0; i--) {
        assertThat(row.get(i)).isEqualTo(i % 7 == 0 ? null : i);
      }
      for (int i = 0; i < columns; i++) {
        assertThat(row.get("c" + i)).isEqualTo(i % 7 == 0 ? null : i);
      }
    }
    assertThat(cur.rowNumber()).isEqualTo(3);
  }
}
