// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.rows.Conversion;
import org.psycopg4j.internal.rows.Conversions;
import org.psycopg4j.internal.rows.RowText;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.catalog.RowPlan;
import org.psycopg4j.internal.wire.Bytes;

/**
 * A row of a result: a sequence of values, as psycopg2's tuple, that knows its columns' names.
 *
 * <p>A row is a view of the bytes that the server sent; a value is decoded when it is asked for.
 * {@code getInt}, {@code getLong}, {@code getDouble} and {@code getBoolean} therefore make no
 * object at all, {@link #get} makes a new one at each call, and a value that can't be decoded
 * raises its error there and leaves the others readable. A row stays valid after its cursor and its
 * connection are closed. Immutable, for any thread.
 *
 * <p>Columns are counted from 0. A number that is no column's raises {@link
 * IndexOutOfBoundsException}, a name that is none {@link ProgrammingException}. Of several columns
 * of one name the last is meant.
 */
public final class Row implements Iterable<@Nullable Object> {
  private static final int DISTANCE_BITS = 21;
  private static final int DISTANCE_MASK = (1 << DISTANCE_BITS) - 1;
  private static final int MOST_COLUMN = (1 << 32 - DISTANCE_BITS) - 1;

  private final RowPlan plan;
  private final byte[] buf;
  private final int start;

  /* Where a column begins is found by walking over those before it. The last column found is
  remembered, with its distance from the row's start, in one int, which a racing thread sees
  either whole or not at all: 11 bits for the column, as PostgreSQL has at most 1664. */
  private int found;

  /** The row whose DataRow body lies at {@code start} of {@code buf}. */
  Row(RowPlan plan, byte[] buf, int start) {
    this.plan = plan;
    this.buf = buf;
    this.start = start;
  }

  RowPlan plan() {
    return plan;
  }

  /** The number of columns. */
  public int size() {
    return plan.size();
  }

  /** Whether the value is SQL NULL. */
  public boolean isNull(int column) {
    return length(at(column)) < 0;
  }

  /** Whether the value is SQL NULL. */
  public boolean isNull(String column) {
    return isNull(index(column));
  }

  /** The value as the object that stands for its type by default; null is SQL NULL. */
  public @Nullable Object get(int column) {
    int at = at(column);
    int length = length(at);
    try {
      return length < 0
          ? decoder(column).ofNull()
          : decoder(column).decode(buf, at + 4, length, plan.decoding());
    } catch (DataException e) {
      throw ofColumn(column, e);
    }
  }

  /** The value as the object that stands for its type by default; null is SQL NULL. */
  public @Nullable Object get(String column) {
    return get(index(column));
  }

  /**
   * The value as an object of that class; null is SQL NULL.
   *
   * <p>Any type as String is the server's text. A number is another class of number if it stays the
   * same; Double is the nearest. timestamptz is also an Instant or a ZonedDateTime; interval a
   * Duration, by psycopg2's rule for months, or a Period; an array {@code int[]}, {@code String[]}
   * and their like; text an enum's constant of that name, in upper or lower case; a composite value
   * a record.
   *
   * @throws DataException if it is of another class or would lose something
   */
  public <T> @Nullable T get(int column, Class<T> type) {
    @SuppressWarnings("unchecked") // the conversion gives objects of that class
    T same = (T) read(column, Conversions.to(type));
    return same;
  }

  /** As {@link #get(int, Class)}. */
  public <T> @Nullable T get(String column, Class<T> type) {
    return get(index(column), type);
  }

  /** The value, or NULL, as a conversion has it. */
  @Nullable Object read(int column, Conversion wanted) {
    int at = at(column);
    int length = length(at);
    try {
      return length < 0
          ? wanted.ofNullable(decoder(column).ofNull())
          : wanted.read(decoder(column), buf, at + 4, length, plan.decoding());
    } catch (DataException e) {
      throw ofColumn(column, e);
    }
  }

  /** The value as a conversion to an object has it that is about to become a primitive. */
  Object readNotNull(int column, Conversion wanted) {
    Object value = read(column, wanted);
    if (value == null) {
      throw noPrimitive(column);
    }
    return value;
  }

  /**
   * The value of a numeric column as an int.
   *
   * @throws DataException if it is NULL, no number, not whole or too large
   */
  public int getInt(int column) {
    int at = at(column);
    int length = notNull(at, column);
    try {
      return decoder(column).decodeInt(buf, at + 4, length, plan.decoding());
    } catch (DataException e) {
      throw ofColumn(column, e);
    }
  }

  /** As {@link #getInt(int)}. */
  public int getInt(String column) {
    return getInt(index(column));
  }

  /**
   * The value of a numeric column as a long.
   *
   * @throws DataException if it is NULL, no number, not whole or too large
   */
  public long getLong(int column) {
    int at = at(column);
    int length = notNull(at, column);
    try {
      return decoder(column).decodeLong(buf, at + 4, length, plan.decoding());
    } catch (DataException e) {
      throw ofColumn(column, e);
    }
  }

  /** As {@link #getLong(int)}. */
  public long getLong(String column) {
    return getLong(index(column));
  }

  /**
   * The value of a numeric column as the nearest double.
   *
   * @throws DataException if it is NULL or no number
   */
  public double getDouble(int column) {
    int at = at(column);
    int length = notNull(at, column);
    try {
      return decoder(column).decodeDouble(buf, at + 4, length, plan.decoding());
    } catch (DataException e) {
      throw ofColumn(column, e);
    }
  }

  /** As {@link #getDouble(int)}. */
  public double getDouble(String column) {
    return getDouble(index(column));
  }

  /**
   * The value of a boolean column.
   *
   * @throws DataException if it is NULL or no boolean
   */
  public boolean getBoolean(int column) {
    int at = at(column);
    int length = notNull(at, column);
    try {
      return decoder(column).decodeBoolean(buf, at + 4, length, plan.decoding());
    } catch (DataException e) {
      throw ofColumn(column, e);
    }
  }

  /** As {@link #getBoolean(int)}. */
  public boolean getBoolean(String column) {
    return getBoolean(index(column));
  }

  /** The value as text, whatever its type, as the server writes it; null is SQL NULL. */
  public @Nullable String getString(int column) {
    int at = at(column);
    int length = length(at);
    return length < 0 ? null : decoder(column).decodeString(buf, at + 4, length, plan.decoding());
  }

  /** As {@link #getString(int)}. */
  public @Nullable String getString(String column) {
    return getString(index(column));
  }

  /**
   * The value of a bytea column; null is SQL NULL.
   *
   * @throws DataException if it is of another type
   */
  public byte @Nullable [] getBytes(int column) {
    return get(column, byte[].class);
  }

  /** As {@link #getBytes(int)}. */
  public byte @Nullable [] getBytes(String column) {
    return getBytes(index(column));
  }

  /**
   * The value of a column of type numeric or of an integer type; null is SQL NULL.
   *
   * @throws DataException if it is of another type, or NaN or infinite
   */
  public @Nullable BigDecimal getBigDecimal(int column) {
    return get(column, BigDecimal.class);
  }

  /** As {@link #getBigDecimal(int)}. */
  public @Nullable BigDecimal getBigDecimal(String column) {
    return getBigDecimal(index(column));
  }

  /** Whether there is a column of that name. */
  public boolean contains(String column) {
    return plan.indexOf(column) >= 0;
  }

  /** The names of the columns in their order, each once. */
  public List<String> keys() {
    return ColumnNames.keys(plan);
  }

  /**
   * The values by the names of their columns, in the columns' order, in a new map that may be
   * changed; null is SQL NULL. Of several columns of one name the last is meant.
   */
  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < size(); i++) {
      values.put(plan.description().names()[i], get(i));
    }
    return values;
  }

  /** The values in a list that can't be changed; null is SQL NULL. */
  public List<@Nullable Object> toList() {
    List<@Nullable Object> values = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      values.add(get(i));
    }
    return Collections.unmodifiableList(values);
  }

  @Override
  public Iterator<@Nullable Object> iterator() {
    return toList().iterator();
  }

  /** Whether the other is a row of equal values, whatever its columns are called. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other == this || other instanceof Row row && RowText.sameValues(toList(), row.toList());
  }

  @Override
  public int hashCode() {
    return RowText.hash(toList());
  }

  /** The values as psycopg2 prints a row: {@code (1, 'Alice', 26)}. */
  @Override
  public String toString() {
    return RowText.of(toList());
  }

  private int index(String column) {
    return ColumnNames.indexOf(plan, column);
  }

  /** Where the column's length word lies. */
  private int at(int column) {
    Objects.checkIndex(column, plan.size());
    int last = found;
    int i = 0;
    int pos = start + 2;
    if (last != 0 && last >>> DISTANCE_BITS <= column) {
      i = last >>> DISTANCE_BITS;
      pos = start + (last & DISTANCE_MASK);
    }
    for (; i < column; i++) {
      pos += 4 + Math.max(0, Bytes.int32(buf, pos));
    }
    if (column <= MOST_COLUMN && pos - start <= DISTANCE_MASK) {
      found = column << DISTANCE_BITS | pos - start;
    }
    return pos;
  }

  private int length(int at) {
    return Bytes.int32(buf, at);
  }

  private int notNull(int at, int column) {
    int length = length(at);
    if (length < 0) {
      throw noPrimitive(column);
    }
    return length;
  }

  private DataException noPrimitive(int column) {
    return new DataException(
        "column %s is NULL, which has no primitive value: ask isNull() first, or for an object"
            .formatted(ColumnNames.quoted(plan, column)));
  }

  private DataException ofColumn(int column, DataException e) {
    return ColumnNames.ofColumn(plan, column, e);
  }

  private Decoder decoder(int column) {
    return plan.decoders()[column];
  }
}
