// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a named cursor is to be: {@code CursorOptions.name("c").scrollable(true).withHold(true)} is
 * psycopg2's {@code conn.cursor("c", scrollable=True, withhold=True)}.
 *
 * <p>Immutable; each method returns other options. See {@link Connection#cursor(CursorOptions)}.
 *
 * @param <T> what a row is returned as
 */
public final class CursorOptions<T> {
  /** How many rows iteration fetches at a time unless it is set. */
  static final int ITERSIZE = 2000;

  private final String name;
  private final @Nullable Boolean scrollable;
  private final boolean withHold;
  private final int itersize;
  private final RowFactory<T> rows;

  private CursorOptions(
      String name,
      @Nullable Boolean scrollable,
      boolean withHold,
      int itersize,
      RowFactory<T> rows) {
    this.name = name;
    this.scrollable = scrollable;
    this.withHold = withHold;
    this.itersize = itersize;
    this.rows = rows;
  }

  /** A cursor of that name on the server, whatever characters it has; its rows are Rows. */
  public static CursorOptions<Row> name(String name) {
    return new CursorOptions<>(
        Objects.requireNonNull(name), null, false, ITERSIZE, RowFactory.row());
  }

  /**
   * Whether the cursor can move backwards: yes is SCROLL, no is NO SCROLL, and null, as it is at
   * first, leaves it to the server, which allows it if it costs nothing.
   */
  public CursorOptions<T> scrollable(@Nullable Boolean yes) {
    return new CursorOptions<>(name, yes, withHold, itersize, rows);
  }

  /**
   * Whether the cursor outlives its transaction, and needs none; no at first. The server makes the
   * whole result when the transaction is committed, and keeps it until the cursor is closed.
   */
  public CursorOptions<T> withHold(boolean yes) {
    return new CursorOptions<>(name, scrollable, yes, itersize, rows);
  }

  /**
   * How many rows iteration fetches at a time, 2000 at first.
   *
   * @throws org.psycopg4j.errors.ProgrammingException if it is less than 1
   */
  public CursorOptions<T> itersize(int rowsAtATime) {
    return new CursorOptions<>(
        name, scrollable, withHold, Cursor.requirePositive(rowsAtATime), rows);
  }

  /**
   * What rows are returned as.
   *
   * @param <U> what a row is returned as
   */
  public <U> CursorOptions<U> rows(RowFactory<U> factory) {
    return new CursorOptions<>(name, scrollable, withHold, itersize, factory);
  }

  String name() {
    return name;
  }

  @Nullable Boolean scrollable() {
    return scrollable;
  }

  boolean withHold() {
    return withHold;
  }

  int itersize() {
    return itersize;
  }

  RowFactory<T> rows() {
    return rows;
  }
}
