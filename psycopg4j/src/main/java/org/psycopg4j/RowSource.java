// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.query.Arguments;

/**
 * Where a cursor's rows are: all of them here, or on the server, from where they come page by page.
 * Belongs to one cursor.
 */
sealed interface RowSource<T> permits ClientSide, ServerSide {
  /** What it sends, and the last result. */
  Statements<T> statements();

  /** Executes a statement whose rows are fetched from here afterwards. */
  void execute(Query query, Arguments arguments);

  /** Executes a statement for each set of arguments. */
  void executeMany(Query query, Iterable<?> argumentSets);

  /** Where to execute what has all its rows here, by a command's name. */
  Statements<T> inOneGo(String command);

  /** Executes a statement and says where its rows can be streamed from, page by page. */
  ServerSide<T> executeInPages(Query query, Arguments arguments);

  /** Moves to one of the results of what was executed together. */
  void select(int index);

  /** Raises an error if there can't be any rows. */
  void requireRows();

  /** Whether there is a row to be iterated over: then it is here, and is what next returns. */
  boolean hasNext();

  /** The next row, or null after the last. */
  @Nullable Row next();

  /** So many of the next rows, or those that are left. */
  <U> List<U> take(int size, Function<Row, U> make);

  /** The rows that are left. */
  <U> List<U> takeAll(Function<Row, U> make);

  /** The rows that are left, as columns. */
  Columns columns();

  /** Moves the position. */
  void scroll(long value, ScrollMode mode);

  /** The number of the next row, from 0; -1 if nobody knows. */
  long rowNumber();

  /** Gives back what it holds, here and on the server. */
  void close();

  /** The name of the server-side cursor, or null. */
  @Nullable String name();

  /** Whether the server-side cursor can move backwards; null if that is left to the server. */
  @Nullable Boolean scrollable();

  /** Sets whether the server-side cursor can move backwards. */
  void scrollable(@Nullable Boolean yes);

  /** Whether the server-side cursor outlives its transaction. */
  boolean withHold();

  /** Sets whether the server-side cursor outlives its transaction. */
  void withHold(boolean yes);
}
