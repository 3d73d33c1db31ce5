// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.rows.FieldNames;
import org.psycopg4j.internal.rows.Keys;
import org.psycopg4j.internal.rows.RowText;

/**
 * A row with named fields (the {@code Record} of {@code psycopg2.extras.NamedTupleCursor}): {@link
 * RowFactory#namedTuple()} makes it.
 *
 * <p>A field is called as its column is, with an underscore for each ASCII character that is no
 * letter, digit or underscore, and an {@code f} in front of a digit or an underscore at its start.
 * Fields are also counted from 0; a number that is no field's raises {@link
 * IndexOutOfBoundsException}, a name that is none {@link ProgrammingException}. Null is SQL NULL.
 * Immutable, for any thread.
 */
public final class NamedTuple implements Iterable<@Nullable Object>, Serializable {
  private static final long serialVersionUID = 1L;

  private final Keys fields;

  @SuppressWarnings("serial") // as far as the values' own classes are
  private final @Nullable Object[] values;

  private NamedTuple(Keys fields, @Nullable Object[] values) {
    this.fields = fields;
    this.values = values;
  }

  static Function<Row, NamedTuple> forColumns(List<Column> columns) {
    Keys fields = new Keys(FieldNames.of(ColumnNames.of(columns)));
    return row -> new NamedTuple(fields, row.toList().toArray());
  }

  /** The number of fields. */
  public int size() {
    return values.length;
  }

  /** The value of a field. */
  public @Nullable Object get(int field) {
    return values[Objects.checkIndex(field, values.length)];
  }

  /** The value of the field of that name. */
  public @Nullable Object get(String field) {
    int index = fields.indexOf(field);
    if (index < 0) {
      throw new ProgrammingException(
          "the record has no field \"%s\"; its fields are: %s"
              .formatted(field, String.join(", ", fields.names())));
    }
    return values[index];
  }

  /** The names of the fields in their order ({@code _fields}). */
  public List<String> fields() {
    return fields.names();
  }

  /** The values by their fields' names, in a new map that may be changed ({@code _asdict}). */
  public Map<String, @Nullable Object> toMap() {
    return fields.toMap(values);
  }

  /** The values in a list that can't be changed. */
  public List<@Nullable Object> toList() {
    return Collections.unmodifiableList(Arrays.asList(values));
  }

  @Override
  public Iterator<@Nullable Object> iterator() {
    return toList().iterator();
  }

  /** Whether the other is a named tuple of equal values, whatever its fields are called. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other == this
        || other instanceof NamedTuple tuple && RowText.sameValues(toList(), tuple.toList());
  }

  @Override
  public int hashCode() {
    return RowText.hash(toList());
  }

  /** As Python prints it: {@code Record(id=1, name='Alice')}. */
  @Override
  public String toString() {
    return RowText.ofRecord(fields.names(), toList());
  }
}
