// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.floor;

import java.nio.charset.StandardCharsets;
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
