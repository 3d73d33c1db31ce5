// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.rows.ColumnReader;
import org.psycopg4j.internal.rows.Conversions;
import org.psycopg4j.internal.types.catalog.RowPlan;
import org.psycopg4j.internal.wire.RowStore;

/**
 * The rows that a cursor had left, column by column: {@link Cursor#fetchColumns()}.
 *
 * <pre>{@code
 * Columns points = cur.execute("select x, y from points").fetchColumns();
 * double[] x = points.doubles("x");
 * double[] y = points.doubles("y", Double.NaN); // NaN for NULL
 * }</pre>
 *
 * <p>Each call decodes one column, in one walk over the bytes that the server sent, into a new
 * array or list with one value for each row; nothing else is made. It raises {@link DataException}
 * if a value is NULL and nothing was said to stand for it, or is no such value; {@link
 * IndexOutOfBoundsException} if a number is no column's, counted from 0; and {@link
 * ProgrammingException} if a name is none. Of several columns of one name the last is meant.
 *
 * <p>It stays valid after its cursor and its connection are closed. Immutable, for any thread.
 * psycopg2 has nothing like it.
 */
public final class Columns {
  private final RowPlan plan;
  private final RowStore rows;
  private final int first;

  /** The columns of the rows from {@code first} on. */
  Columns(RowPlan plan, RowStore rows, int first) {
    this.plan = plan;
    this.rows = rows;
    this.first = first;
  }

  /** The number of rows. */
  public int size() {
    return rows.size() - first;
  }

  /** The names of the columns in their order, each once. */
  public List<String> keys() {
    return ColumnNames.keys(plan);
  }

  /** The values of a numeric column as ints. */
  public int[] ints(int column) {
    return read(column, reader -> reader.ints(null));
  }

  /** As {@link #ints(int)}. */
  public int[] ints(String column) {
    return ints(index(column));
  }

  /** The values of a numeric column as ints, with another value for NULL. */
  public int[] ints(int column, int ifNull) {
    return read(column, reader -> reader.ints(ifNull));
  }

  /** As {@link #ints(int, int)}. */
  public int[] ints(String column, int ifNull) {
    return ints(index(column), ifNull);
  }

  /** The values of a numeric column as longs. */
  public long[] longs(int column) {
    return read(column, reader -> reader.longs(null));
  }

  /** As {@link #longs(int)}. */
  public long[] longs(String column) {
    return longs(index(column));
  }

  /** The values of a numeric column as longs, with another value for NULL. */
  public long[] longs(int column, long ifNull) {
    return read(column, reader -> reader.longs(ifNull));
  }

  /** As {@link #longs(int, long)}. */
  public long[] longs(String column, long ifNull) {
    return longs(index(column), ifNull);
  }

  /** The values of a numeric column as the nearest doubles. */
  public double[] doubles(int column) {
    return read(column, reader -> reader.doubles(null));
  }

  /** As {@link #doubles(int)}. */
  public double[] doubles(String column) {
    return doubles(index(column));
  }

  /** The values of a numeric column as the nearest doubles, with another value for NULL. */
  public double[] doubles(int column, double ifNull) {
    return read(column, reader -> reader.doubles(ifNull));
  }

  /** As {@link #doubles(int, double)}. */
  public double[] doubles(String column, double ifNull) {
    return doubles(index(column), ifNull);
  }

  /** The values of a boolean column. */
  public boolean[] booleans(int column) {
    return read(column, reader -> reader.booleans(null));
  }

  /** As {@link #booleans(int)}. */
  public boolean[] booleans(String column) {
    return booleans(index(column));
  }

  /** The values of a boolean column, with another value for NULL. */
  public boolean[] booleans(int column, boolean ifNull) {
    return read(column, reader -> reader.booleans(ifNull));
  }

  /** As {@link #booleans(int, boolean)}. */
  public boolean[] booleans(String column, boolean ifNull) {
    return booleans(index(column), ifNull);
  }

  /**
   * The values as objects of a class, as {@link Row#get(int, Class)} has them, in a list that can't
   * be changed; null is SQL NULL.
   */
  public <V> List<@Nullable V> values(int column, Class<V> type) {
    List<@Nullable Object> values = read(column, reader -> reader.values(Conversions.to(type)));
    @SuppressWarnings("unchecked") // the conversion gives objects of that class
    List<@Nullable V> same = (List<@Nullable V>) (List<?>) values;
    return Collections.unmodifiableList(same);
  }

  /** As {@link #values(int, Class)}. */
  public <V> List<@Nullable V> values(String column, Class<V> type) {
    return values(index(column), type);
  }

  /** The numbers of the rows, from 0, where the column is NULL. */
  public BitSet nulls(int column) {
    return read(column, ColumnReader::nulls);
  }

  /** As {@link #nulls(int)}. */
  public BitSet nulls(String column) {
    return nulls(index(column));
  }

  private int index(String column) {
    return ColumnNames.indexOf(plan, column);
  }

  private <A> A read(int column, Function<ColumnReader, A> reading) {
    Objects.checkIndex(column, plan.size());
    try {
      return reading.apply(
          new ColumnReader(
              rows.reader(first), size(), column, plan.decoders()[column], plan.decoding()));
    } catch (DataException e) {
      throw ColumnNames.ofColumn(plan, column, e);
    }
  }
}
