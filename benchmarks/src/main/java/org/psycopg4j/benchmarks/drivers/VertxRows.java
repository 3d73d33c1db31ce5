// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.drivers;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import org.psycopg4j.benchmarks.Values;

/** Reads Vert.x's rows, every value as its object: a numeric as BigDecimal, a bytea as byte[]. */
final class VertxRows {
  private static final int NUMERIC = 4;

  private VertxRows() {}

  static void ints(RowSet<Row> rows, Values values) {
    for (Row row : rows) {
      values.add((long) row.getInteger(0));
      values.endRow();
    }
  }

  static void objects(RowSet<Row> rows, Values values) {
    for (Row row : rows) {
      for (int i = 0; i < row.size(); i++) {
        Object value = row.getValue(i);
        values.add(value instanceof Buffer buffer ? buffer.getBytes() : value);
      }
      values.endRow();
    }
  }

  /** A row of the scan. */
  static void scanned(Row row, Values values) {
    for (int i = 0; i < row.size(); i++) {
      values.add(i == NUMERIC ? row.getBigDecimal(i) : row.getValue(i));
    }
    values.endRow();
  }
}
