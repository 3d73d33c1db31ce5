// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.psycopg4j.internal.types.AllocatedBytes;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.catalog.Decoders;
import org.psycopg4j.internal.types.catalog.RowPlan;
import org.psycopg4j.internal.wire.RowDescription;
import org.psycopg4j.internal.wire.RowStore;
import org.psycopg4j.testkit.ServerMessages;

/**
 * What rows cost in bytes once the code is compiled: a record what it costs by hand, a column its
 * array.
 */
class MappingAllocationTest {
  private static final int WARM_UP = 20_000;
  private static final int RUNS = 5000;
  private static final int ROUNDS = 500; // of a thousand rows each
  private static final AtomicReference<Object> SINK = new AtomicReference<>();

  record Person(
      int id,
      long number,
      double weight,
      boolean active,
      String name,
      LocalDate born,
      BigDecimal salary) {}

  record Numbers(int id, long number, double weight, boolean active) {}

  private static final RowPlan PLAN = plan();
  private static final byte[] ROW =
      ServerMessages.dataRow(
          "123456", "12345678901", "72.5", "t", "Alice Miller", "1999-12-31", "12345.67");

  private static RowPlan plan() {
    byte[] description =
        ServerMessages.rowDescription(
            org.psycopg4j.testkit.Column.of("id", Oid.INT4),
            org.psycopg4j.testkit.Column.of("number", Oid.INT8),
            org.psycopg4j.testkit.Column.of("weight", Oid.FLOAT8),
            org.psycopg4j.testkit.Column.of("active", Oid.BOOL),
            org.psycopg4j.testkit.Column.of("name", Oid.TEXT),
            org.psycopg4j.testkit.Column.of("born", Oid.DATE),
            org.psycopg4j.testkit.Column.of("salary", Oid.NUMERIC));
    return RowPlan.of(
        RowDescription.parse(description, 5, description.length - 5, UTF_8),
        Decoders.defaults(),
        Decoding.DEFAULT);
  }

  private static Person byHand(Row row) {
    return new Person(
        row.getInt(0),
        row.getLong(1),
        row.getDouble(2),
        row.getBoolean(3),
        row.getString(4),
        (LocalDate) row.get(5),
        row.getBigDecimal(6));
  }

  /** The least of some counts: the compiler comes when it comes. */
  private static long bytes(int warmUp, int runs, Runnable run) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      least = Math.min(least, AllocatedBytes.perRun(warmUp, runs, run));
    }
    return least;
  }

  private static long bytesPerRow(RowFactory<Person> factory) {
    Function<Row, Person> make = factory.forColumns(RowMaker.columns(PLAN));
    return bytes(WARM_UP, RUNS, () -> SINK.set(make.apply(new Row(PLAN, ROW, 5))));
  }

  @Test
  void aRecordCostsWhatItCostsByHand() {
    long byHand = bytesPerRow(RowFactory.map(MappingAllocationTest::byHand));
    long mapped = bytesPerRow(RowFactory.of(Person.class));
    assertThat(mapped).isLessThanOrEqualTo(byHand * 110 / 100);
  }

  @Test
  void aRecordOfPrimitivesCostsItself() {
    Function<Row, Numbers> make =
        RowFactory.of(Numbers.class).forColumns(RowMaker.columns(PLAN).subList(0, 4));
    int rowAndRecord = 32 + 40;
    assertThat(bytes(WARM_UP, RUNS, () -> SINK.set(make.apply(new Row(PLAN, ROW, 5)))))
        .isLessThanOrEqualTo(rowAndRecord);
  }

  @Test
  void aColumnCostsItsArray() {
    int rows = 1000;
    RowStore store = new RowStore();
    for (int i = 0; i < rows; i++) {
      store.add(ROW, 5, ROW.length - 5, PLAN.size());
    }
    Columns columns = new Columns(PLAN, store, 0);
    int most = 256; // the reader and the array's header
    assertThat(bytes(ROUNDS, ROUNDS, () -> SINK.set(columns.ints(0))))
        .isBetween(4L * rows, 4L * rows + most);
    assertThat(bytes(ROUNDS, ROUNDS, () -> SINK.set(columns.longs(1))))
        .isBetween(8L * rows, 8L * rows + most);
    assertThat(bytes(ROUNDS, ROUNDS, () -> SINK.set(columns.doubles(2, 0))))
        .isBetween(8L * rows, 8L * rows + most);
    assertThat(bytes(ROUNDS, ROUNDS, () -> SINK.set(columns.booleans(3))))
        .isBetween(1L * rows, 1L * rows + most);
    assertThat(bytes(ROUNDS, ROUNDS, () -> SINK.set(columns.nulls(4))))
        .isLessThanOrEqualTo(rows / 8 + most);
  }
}
