// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.rows.Keys;
import org.psycopg4j.internal.rows.RowText;

/**
 * A row that can be changed, by number and by name ({@code psycopg2.extras.DictRow}): {@link
 * RowFactory#dict()} makes it.
 *
 * <p>As a sequence it has a value for each column, counted from 0; a number that is no column's
 * raises {@link IndexOutOfBoundsException}. As a dictionary it has a value for each name, of
 * several columns of one name the last one's; a name that is none raises {@link
 * ProgrammingException}. Null is SQL NULL. Not for several threads while one changes it.
 */
public final class DictRow implements Iterable<@Nullable Object>, Serializable {
  private static final long serialVersionUID = 1L;

  private final Keys keys;

  @SuppressWarnings("serial") // as far as the values' own classes are
  private final @Nullable Object[] values;

  private DictRow(Keys keys, @Nullable Object[] values) {
    this.keys = keys;
    this.values = values;
  }

  static Function<Row, DictRow> forColumns(List<Column> columns) {
    Keys keys = new Keys(ColumnNames.of(columns));
    return row -> new DictRow(keys, row.toList().toArray());
  }

  /** The number of values. */
  public int size() {
    return values.length;
  }

  /** The value of a column. */
  public @Nullable Object get(int column) {
    return values[Objects.checkIndex(column, values.length)];
  }

  /** The value of the column of that name. */
  public @Nullable Object get(String column) {
    return values[index(column)];
  }

  /** The value of the column of that name, or another if there is none ({@code get}). */
  public @Nullable Object getOrDefault(String column, @Nullable Object otherwise) {
    int index = keys.indexOf(column);
    return index < 0 ? otherwise : values[index];
  }

  /** Changes the value of a column. */
  public void set(int column, @Nullable Object value) {
    values[Objects.checkIndex(column, values.length)] = value;
  }

  /** Changes the value of the column of that name. */
  public void set(String column, @Nullable Object value) {
    values[index(column)] = value;
  }

  /** Whether there is a column of that name ({@code in}). */
  public boolean contains(String column) {
    return keys.indexOf(column) >= 0;
  }

  /** The names of the columns in their order, each once. */
  public List<String> keys() {
    return keys.names();
  }

  /** The value of each of {@link #keys()}, in a list that can't be changed. */
  public List<@Nullable Object> values() {
    return Collections.unmodifiableList(new ArrayList<>(toMap().values()));
  }

  /** Each of {@link #keys()} with its value, in a list that can't be changed. */
  public List<Map.Entry<String, @Nullable Object>> items() {
    return Collections.unmodifiableList(new ArrayList<>(toMap().entrySet()));
  }

  /** Another row with these values. */
  public DictRow copy() {
    return new DictRow(keys, values.clone());
  }

  /** The values by {@link #keys()}, in a new map that may be changed: psycopg2's {@code copy}. */
  public Map<String, @Nullable Object> toMap() {
    return keys.toMap(values);
  }

  /** The values of all columns, in a list that can't be changed. */
  public List<@Nullable Object> toList() {
    return Collections.unmodifiableList(Arrays.asList(values.clone()));
  }

  /** Walks over the values of all columns. */
  @Override
  public Iterator<@Nullable Object> iterator() {
    return toList().iterator();
  }

  /** Whether the other is a DictRow of equal values, whatever its columns are called. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other == this
        || other instanceof DictRow row && RowText.sameValues(toList(), row.toList());
  }

  @Override
  public int hashCode() {
    return RowText.hash(toList());
  }

  /** The values as psycopg2 prints them: {@code [1, 'Alice', 26]}. */
  @Override
  public String toString() {
    return RowText.ofList(toList());
  }

  private int index(String column) {
    int index = keys.indexOf(column);
    if (index < 0) {
      throw new ProgrammingException(
          "the row has no column \"%s\"; its columns are: %s"
              .formatted(column, String.join(", ", keys.names())));
    }
    return index;
  }
}
