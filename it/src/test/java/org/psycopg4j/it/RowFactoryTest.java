// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.DictRow;
import org.psycopg4j.NamedTuple;
import org.psycopg4j.Row;
import org.psycopg4j.RowFactory;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.types.Tuple;

/** The rows of psycopg2's extras: by index and name, as maps, with named fields, single values. */
class RowFactoryTest {
  private static final String DUPLICATES = "SELECT 1 AS a, 2 AS b, 3 AS a, NULL AS n";

  private Connection conn;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
    conn.autocommit(true);
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private <T> T one(RowFactory<T> factory, String sql) {
    List<T> rows = conn.cursor(factory).execute(sql).fetchAll();
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  @Test
  void aDictRowIsASequence() {
    DictRow row = one(RowFactory.dict(), DUPLICATES);
    assertThat(row.size()).isEqualTo(4);
    assertThat(row.get(0)).isEqualTo(1);
    assertThat(row.get(3)).isNull();
    assertThat(row).containsExactly(1, 2, 3, null);
    assertThat(row.toList()).containsExactly(1, 2, 3, null);
    assertThatThrownBy(() -> row.get(4)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> row.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> row.set(4, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> row.toList().set(0, 1))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aDictRowIsADictionaryOfTheLastColumnOfAName() {
    DictRow row = one(RowFactory.dict(), DUPLICATES);
    assertThat(row.get("a")).isEqualTo(3);
    assertThat(row.keys()).containsExactly("a", "b", "n");
    assertThat(row.values()).containsExactly(3, 2, null);
    assertThat(row.items()).containsExactly(entry("a", 3), entry("b", 2), entry("n", null));
    assertThat(row.toMap()).containsExactly(entry("a", 3), entry("b", 2), entry("n", null));
    assertThat(row.contains("n")).isTrue();
    assertThat(row.contains("x")).isFalse();
    assertThat(row.getOrDefault("a", 5)).isEqualTo(3);
    assertThat(row.getOrDefault("x", 5)).isEqualTo(5);
    assertThat(row.getOrDefault("n", 5)).isNull();
    assertThatThrownBy(() -> row.get("x"))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("the row has no column \"x\"; its columns are: a, b, n");
  }

  @Test
  void aDictRowCanBeChangedByNumberAndByName() {
    DictRow row = one(RowFactory.dict(), DUPLICATES);
    DictRow copy = row.copy();
    Map<String, Object> map = row.toMap();
    row.set("b", 20);
    row.set(0, 10);
    row.set("a", 30);
    assertThat(row).hasToString("[10, 20, 30, null]");
    assertThat(copy).containsExactly(1, 2, 3, null);
    assertThat(copy.get("b")).isEqualTo(2);
    assertThat(map).containsEntry("b", 2);
    assertThatThrownBy(() -> row.set("x", 1)).isInstanceOf(ProgrammingException.class);
  }

  @Test
  void dictRowsOfOneResultDoNotShareValues() {
    List<DictRow> rows =
        conn.cursor(RowFactory.dict()).execute("SELECT generate_series(1, 2) AS a").fetchAll();
    rows.get(0).set("a", 9);
    assertThat(rows.get(1).get("a")).isEqualTo(2);
  }

  @Test
  void dictRowsAreEqualByTheirValues() {
    DictRow row = one(RowFactory.dict(), "SELECT 1 AS a, '\\x01'::bytea AS b");
    DictRow same = one(RowFactory.dict(), "SELECT 1 AS c, '\\x01'::bytea AS d");
    DictRow other = one(RowFactory.dict(), "SELECT 1 AS a, '\\x02'::bytea AS b");
    assertThat(row).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(other);
  }

  @Test
  void aDictRowPrintsAsPsycopg2PrintsIt() {
    assertThat(one(RowFactory.dict(), "SELECT 1 AS a, 'it''s' AS b, ARRAY['x'] AS c"))
        .hasToString("[1, \"it's\", ['x']]");
    assertThat(one(RowFactory.dict(), "SELECT")).hasToString("[]");
  }

  @Test
  void aRealDictIsAMapInTheOrderOfTheColumns() {
    Map<String, Object> row = one(RowFactory.realDict(), DUPLICATES);
    assertThat(row).containsExactly(entry("a", 3), entry("b", 2), entry("n", null));
    row.put("z", 1);
    assertThat(row.remove("a")).isEqualTo(3);
    assertThat(row).containsExactly(entry("b", 2), entry("n", null), entry("z", 1));
  }

  @Test
  void aNamedTupleHasFields() {
    NamedTuple row = one(RowFactory.namedTuple(), "SELECT 1 AS id, 'x' AS name");
    assertThat(row).hasToString("Record(id=1, name='x')");
    assertThat(row.fields()).containsExactly("id", "name");
    assertThat(row.get("id")).isEqualTo(1);
    assertThat(row.get(1)).isEqualTo("x");
    assertThat(row.size()).isEqualTo(2);
    assertThat(row).containsExactly(1, "x");
    assertThat(row.toList()).containsExactly(1, "x");
    assertThat(row.toMap()).containsExactly(entry("id", 1), entry("name", "x"));
    assertThatThrownBy(() -> row.get("x"))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("the record has no field \"x\"; its fields are: id, name");
    assertThatThrownBy(() -> row.get(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> row.toList().set(0, 1))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> row.iterator().remove())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void fieldsHaveCleanNames() {
    assertThat(one(RowFactory.namedTuple(), "SELECT 1, 2 AS \"1 a\", 3 AS _b, 4 AS größe"))
        .hasToString("Record(f_column_=1, f1_a=2, f_b=3, größe=4)");
    assertThat(one(RowFactory.namedTuple(), "SELECT")).hasToString("Record()");
  }

  @Test
  void aColumnThatCannotBeAFieldIsPsycopg2sValueError() {
    Cursor<NamedTuple> cur = conn.cursor(RowFactory.namedTuple());
    cur.execute("SELECT 1 AS a, 2 AS a");
    assertThatThrownBy(cur::fetchAll)
        .isInstanceOfSatisfying(
            ParameterException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ParameterException.Kind.VALUE);
              assertThat(e.psycopgText()).isEqualTo("Encountered duplicate field name: 'a'");
            });
    assertThat(cur.execute("SELECT 1 AS a").fetchOne()).hasToString("Record(a=1)");
  }

  @Test
  void namedTuplesAreEqualByTheirValues() {
    NamedTuple row = one(RowFactory.namedTuple(), "SELECT 1 AS a, ARRAY['\\x01'::bytea] AS b");
    NamedTuple same = one(RowFactory.namedTuple(), "SELECT 1 AS c, ARRAY['\\x01'::bytea] AS d");
    NamedTuple other = one(RowFactory.namedTuple(), "SELECT 1 AS a, ARRAY['\\x02'::bytea] AS b");
    assertThat(row).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(other);
  }

  @Test
  void rowsOfTheExtrasCanBeSerialized() throws Exception {
    String sql = "SELECT 1 AS a, 'x' AS b, NULL AS n, DATE '2026-01-31' AS d, ARRAY[1, 2] AS l";
    DictRow dict = serialized(one(RowFactory.dict(), sql));
    assertThat(dict).isEqualTo(one(RowFactory.dict(), sql));
    assertThat(dict.get("d")).isEqualTo(LocalDate.of(2026, 1, 31));
    dict.set("b", "y");
    assertThat(dict.get(1)).isEqualTo("y");
    NamedTuple tuple = serialized(one(RowFactory.namedTuple(), sql));
    assertThat(tuple).hasToString("Record(a=1, b='x', n=null, d=2026-01-31, l=[1, 2])");
    List<Object> list = serialized(one(RowFactory.list(), sql));
    assertThat(list).isEqualTo(one(RowFactory.list(), sql));
  }

  @SuppressWarnings("unchecked")
  private static <T> T serialized(T object) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }

  @Test
  void listsAndTuples() {
    assertThat(one(RowFactory.list(), DUPLICATES)).containsExactly(1, 2, 3, null);
    Tuple tuple = one(RowFactory.tuple(), DUPLICATES);
    assertThat(tuple).isEqualTo(Tuple.of(1, 2, 3, null));
    assertThat(Shared.value(conn, "SELECT 2 IN %s", tuple)).isEqualTo(true);
  }

  @Test
  void aFunctionOfEachRow() {
    RowFactory<Integer> sum = RowFactory.map(row -> row.getInt("a") + row.getInt("b"));
    assertThat(one(sum, DUPLICATES)).isEqualTo(5);
    assertThat(one(RowFactory.row(), DUPLICATES)).hasToString("(1, 2, 3, null)");
  }

  @Test
  void aScalarIsTheFirstColumn() {
    assertThat(one(RowFactory.scalar(), DUPLICATES)).isEqualTo(1);
    assertThat(one(RowFactory.scalar(Long.class), DUPLICATES)).isEqualTo(1L);
    assertThat(one(RowFactory.scalar(String.class), DUPLICATES)).isEqualTo("1");
    assertThat(
            conn.cursor(RowFactory.scalar(Integer.class))
                .execute("VALUES (1), (NULL), (3)")
                .fetchAll())
        .containsExactly(1, null, 3);
    Cursor<LocalDate> cur = conn.cursor(RowFactory.scalar(LocalDate.class));
    assertThatThrownBy(() -> cur.execute("SELECT 1 AS day").fetchOne())
        .isInstanceOf(DataException.class)
        .hasMessage("column \"day\": wanted a java.time.LocalDate, got a java.lang.Integer");
    assertThatThrownBy(() -> cur.execute("SELECT").fetchOne())
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("wanted a column for a java.time.LocalDate, got a result of 0");
  }

  @Test
  void aRowTellsItsNamesAndIsAMap() {
    Row row = one(RowFactory.row(), DUPLICATES);
    assertThat(row.keys()).containsExactly("a", "b", "n");
    assertThat(row.contains("a")).isTrue();
    assertThat(row.contains("A")).isFalse();
    Map<String, Object> map = row.toMap();
    assertThat(map).containsExactly(entry("a", 3), entry("b", 2), entry("n", null));
    map.put("a", 4);
    assertThat(row.get("a")).isEqualTo(3);
  }

  @Test
  void oneFactoryServesManyShapes() {
    RowFactory<NamedTuple> factory = RowFactory.namedTuple();
    for (int i = 0; i < 200; i++) {
      assertThat(one(factory, "SELECT 1 AS c" + i)).hasToString("Record(c" + i + "=1)");
    }
  }

  @Test
  void realDictsOfManyRows() {
    List<Map<String, Object>> rows =
        conn.cursor(RowFactory.realDict()).execute("VALUES (1, 'a'), (2, 'b')").fetchAll();
    assertThat(rows)
        .isEqualTo(
            Arrays.asList(
                Map.of("column1", 1, "column2", "a"), Map.of("column1", 2, "column2", "b")));
  }
}
