// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.rows;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.wire.Bytes;
import org.psycopg4j.internal.wire.RowStore;

/**
 * Reads one column of many rows in one walk over the server's bytes: into an array, without an
 * object for a row or a number. It is at one value at a time.
 */
public final class ColumnReader {
  private final RowStore.Reader rows;
  private final int count;
  private final int column;
  private final Decoder decoder;
  private final Decoding ctx;
  private byte[] buf = {};
  private int at;
  private int length;

  /** A reader of a column of {@code count} rows from where {@code rows} stands. */
  public ColumnReader(RowStore.Reader rows, int count, int column, Decoder decoder, Decoding ctx) {
    this.rows = rows;
    this.count = count;
    this.column = column;
    this.decoder = decoder;
    this.ctx = ctx;
  }

  /** The values as ints; NULL is {@code ifNull}, or an error if there is none. */
  public int[] ints(@Nullable Integer ifNull) {
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = next() ? decoder.decodeInt(buf, at, length, ctx) : orElse(ifNull);
    }
    return values;
  }

  /** The values as longs. */
  public long[] longs(@Nullable Long ifNull) {
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = next() ? decoder.decodeLong(buf, at, length, ctx) : orElse(ifNull);
    }
    return values;
  }

  /** The values as doubles. */
  public double[] doubles(@Nullable Double ifNull) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = next() ? decoder.decodeDouble(buf, at, length, ctx) : orElse(ifNull);
    }
    return values;
  }

  /** The values as booleans. */
  public boolean[] booleans(@Nullable Boolean ifNull) {
    boolean[] values = new boolean[count];
    for (int i = 0; i < count; i++) {
      values[i] = next() ? decoder.decodeBoolean(buf, at, length, ctx) : orElse(ifNull);
    }
    return values;
  }

  /** The values as objects. */
  public List<@Nullable Object> values(Conversion wanted) {
    List<@Nullable Object> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(
          next()
              ? wanted.read(decoder, buf, at, length, ctx)
              : wanted.ofNullable(decoder.ofNull()));
    }
    return values;
  }

  /** Which of the rows have NULL. */
  public BitSet nulls() {
    BitSet nulls = new BitSet(count);
    for (int i = 0; i < count; i++) {
      nulls.set(i, !next());
    }
    return nulls;
  }

  /** Moves to the next row's value; false if it is NULL. */
  private boolean next() {
    rows.next();
    buf = rows.chunk();
    int pos = rows.offset() + 2; // behind the count of fields
    for (int i = 0; i < column; i++) {
      pos += 4 + Math.max(0, Bytes.int32(buf, pos));
    }
    length = Bytes.int32(buf, pos);
    at = pos + 4;
    return length >= 0;
  }

  private static <V> V orElse(@Nullable V ifNull) {
    if (ifNull == null) {
      throw new DataException(
          "a value is NULL, which has no primitive value: say what stands for it");
    }
    return ifNull;
  }
}
