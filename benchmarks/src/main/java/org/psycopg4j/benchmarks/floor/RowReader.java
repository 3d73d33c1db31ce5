// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.floor;

import java.nio.charset.StandardCharsets;
import org.psycopg4j.benchmarks.FieldQuery;
import org.psycopg4j.benchmarks.Values;

/** Reads the DataRows of the workloads' results, whose columns it knows, where they lie. */
final class RowReader {
  private final Format format;
  private byte[] buf = {};
  private int at;
  private int length;

  RowReader(Format format) {
    this.format = format;
  }

  /** Starts at a DataRow's body, before its first field. */
  private void row(byte[] buf, int body) {
    this.buf = buf;
    at = body + 2;
    length = 0;
  }

  /** Moves to the next field and returns where its value lies. */
  private int field() {
    int value = at + 4;
    length = Ints.int32(buf, at);
    at = value + length;
    return value;
  }

  private String text() {
    int value = field();
    return new String(buf, value, length, StandardCharsets.UTF_8);
  }

  void intRow(byte[] buf, int body, Values values) {
    row(buf, body);
    values.add((long) format.int4(buf, field(), length));
    values.endRow();
  }

  long longRow(byte[] buf, int body) {
    row(buf, body);
    return format.int8(buf, field(), length);
  }

  void fieldRow(FieldQuery query, byte[] buf, int body, Values values) {
    row(buf, body);
    switch (query) {
      case PG_TYPE -> {
        values.add(text());
        oid(values);
        oid(values);
        values.add((Object) format.int2(buf, field(), length));
        bool(values);
        values.add(text());
        bool(values);
        bool(values);
        values.add(text());
        oid(values);
        oid(values);
        oid(values);
      }
      case SERIES, ONE_PLUS_ONE -> values.add((Object) format.int4(buf, field(), length));
      case BYTES -> values.add(format.bytea(buf, field(), length));
      case ARRAYS -> values.add(format.int4Array(buf, field(), length));
    }
    values.endRow();
  }

  private void oid(Values values) {
    values.add((Object) format.oid(buf, field(), length));
  }

  private void bool(Values values) {
    values.add((Object) format.bool(buf, field(), length));
  }

  void lookupRow(byte[] buf, int body, Values values) {
    row(buf, body);
    values.add((Object) format.int4(buf, field(), length));
    values.add((Object) format.int8(buf, field(), length));
    values.add(text());
    values.endRow();
  }

  void objectRow(byte[] buf, int body, Values values) {
    row(buf, body);
    values.add((Object) format.int8(buf, field(), length));
    values.add((Object) format.int4(buf, field(), length));
    values.add(text());
    values.add((Object) format.float8(buf, field(), length));
    values.add(format.numeric(buf, field(), length));
    values.add(format.timestamptz(buf, field(), length));
    values.add((Object) format.bool(buf, field(), length));
    values.endRow();
  }

  void primitiveRow(byte[] buf, int body, Values values) {
    row(buf, body);
    values.add(format.int8(buf, field(), length));
    values.add((long) format.int4(buf, field(), length));
    field();
    values.add(format.float8(buf, field(), length));
    field();
    field();
    values.add(format.bool(buf, field(), length));
    values.endRow();
  }
}
