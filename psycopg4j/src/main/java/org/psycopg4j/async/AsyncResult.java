// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.async;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Column;
import org.psycopg4j.Columns;
import org.psycopg4j.Cursor;

/**
 * What a statement of an {@link AsyncConnection} gave: all of it is here, so nothing waits. Rows
 * are decoded as they are read, and read once, as from a {@link Cursor}. For one thread at a time,
 * and as long as the connection is open.
 *
 * @param <T> what a row is returned as
 */
public final class AsyncResult<T> implements Iterable<T> {
  private final Cursor<T> cursor;

  AsyncResult(Cursor<T> cursor) {
    this.cursor = cursor;
  }

  /** The number of rows that were returned or changed, -1 if the statement is not about rows. */
  public long rowCount() {
    return cursor.rowCount();
  }

  /** What the statement did, such as {@code INSERT 0 1}; null if it was none. */
  public @Nullable String statusMessage() {
    return cursor.statusMessage();
  }

  /** The columns, or null if no rows were returned. */
  public @Nullable List<Column> description() {
    return cursor.description();
  }

  /**
   * The next row, or null after the last.
   *
   * @throws org.psycopg4j.errors.ProgrammingException if no rows were returned
   */
  public @Nullable T fetchOne() {
    return cursor.fetchOne();
  }

  /** The next rows, at most so many; else as {@link #fetchOne}. */
  public List<T> fetchMany(int size) {
    return cursor.fetchMany(size);
  }

  /** The rows that are left; else as {@link #fetchOne}. */
  public List<T> fetchAll() {
    return cursor.fetchAll();
  }

  /** The rows that are left, as columns; else as {@link #fetchOne}. */
  public Columns fetchColumns() {
    return cursor.fetchColumns();
  }

  /** The rows that are left; else as {@link #fetchOne}. */
  @Override
  public Iterator<T> iterator() {
    return cursor.iterator();
  }

  /** How many results there are: one for each statement that was executed together. */
  public int resultCount() {
    return cursor.resultCount();
  }

  /** Moves to one of the results, from 0; at first it is the last one, as on a cursor. */
  public AsyncResult<T> setResult(int index) {
    cursor.setResult(index);
    return this;
  }
}
