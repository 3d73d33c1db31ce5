// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.replication;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Row;
import org.psycopg4j.RowFactory;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.replication.LogicalMessage.RelationColumn;

/**
 * A row of a change: a {@link Row}, read by the connection's types, some of whose values may not
 * have been sent. Those are large ones that an update left as they were ("unchanged TOAST"), unless
 * the old row has them; and all but the key in {@link #isKeyOnly a key}.
 *
 * <p>Immutable, for any thread.
 */
public final class ChangedRow {
  private final TupleLayout layout;
  private final Row row;
  private final BitSet absent;
  private final boolean keyOnly;

  ChangedRow(TupleLayout layout, Row row, BitSet absent, boolean keyOnly) {
    this.layout = layout;
    this.row = row;
    this.absent = absent;
    this.keyOnly = keyOnly;
  }

  /** Whether it is the row's key alone. */
  public boolean isKeyOnly() {
    return keyOnly;
  }

  /** Whether the value was not sent. */
  public boolean isAbsent(String column) {
    return absent.get(index(column));
  }

  /**
   * The value as the object that stands for its type; null is SQL NULL.
   *
   * @throws DataException if it was not sent
   * @throws ProgrammingException if there is no such column
   */
  public @Nullable Object get(String column) {
    return row.get(present(index(column)));
  }

  /** The value as an object of that class, as {@link Row#get(int, Class)} has it. */
  public <T> @Nullable T get(String column, Class<T> type) {
    return row.get(present(index(column)), type);
  }

  /** The value as the object that stands for its type, of the column of that number, from 0. */
  public @Nullable Object get(int column) {
    return row.get(present(column));
  }

  private int index(String column) {
    List<RelationColumn> columns = layout.relation().columns();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return i;
      }
    }
    throw new ProgrammingException(
        "%s has no column '%s'".formatted(layout.relation().qualifiedName(), column));
  }

  private int present(int column) {
    if (absent.get(column)) {
      throw new DataException(
          "the value of column '%s' of %s was not sent: %s"
              .formatted(
                  layout.relation().columns().get(column).name(),
                  layout.relation().qualifiedName(),
                  keyOnly ? "of the old row there is the key only" : "it has not changed"));
    }
    return column;
  }

  /** The values that were sent, by the names of their columns; null is SQL NULL. */
  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    List<RelationColumn> columns = layout.relation().columns();
    for (int i = 0; i < columns.size(); i++) {
      if (!absent.get(i)) {
        values.put(columns.get(i).name(), row.get(i));
      }
    }
    return values;
  }

  /**
   * The row as a query would have it.
   *
   * @throws DataException if a value of it was not sent
   */
  public Row row() {
    int missing = absent.nextSetBit(0);
    if (missing >= 0) {
      present(missing);
    }
    return row;
  }

  /** The row as an object of a class: see {@link RowFactory#of(Class)} and {@link #row()}. */
  public <T> T as(Class<T> type) {
    return as(RowFactory.of(type));
  }

  /** What a factory makes of the row, all of whose values have to be there. */
  public <T extends @Nullable Object> T as(RowFactory<T> factory) {
    return layout.maker(factory).apply(row());
  }

  /** Whether the other has equal values, and lacks the same. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ChangedRow changed
        && absent.equals(changed.absent)
        && row.equals(changed.row);
  }

  @Override
  public int hashCode() {
    return row.hashCode();
  }

  /** The values that were sent, by name. */
  @Override
  public String toString() {
    return toMap().toString();
  }
}
