// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.drivers;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.BitSet;
import org.psycopg4j.benchmarks.FieldQuery;
import org.psycopg4j.benchmarks.Values;

/** Reads Vert.x's rows, every value as its object: a numeric as BigDecimal, a bytea as byte[]. */
final class VertxRows {
  private static final int NUMERIC = 4;
  private static final BitSet OIDS = BitSet.valueOf(new long[] {0b1110_0000_0110});

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

  /** The rows of one of the field's queries: an oid as Long. */
  static void fields(FieldQuery query, RowSet<Row> rows, Values values) {
    if (query == FieldQuery.PG_TYPE) {
      for (Row row : rows) {
        for (int i = 0; i < row.size(); i++) {
          values.add(OIDS.get(i) ? row.getLong(i) : row.getValue(i));
        }
        values.endRow();
      }
    } else {
      objects(rows, values);
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
