// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.engine.QueryExchange;
import org.psycopg4j.internal.session.CommandTag;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.catalog.Decoders;
import org.psycopg4j.internal.types.catalog.RowPlan;
import org.psycopg4j.internal.wire.RowDescription;
import org.psycopg4j.internal.wire.RowStore;

/**
 * What a cursor's last statement gave: its command tag, how many rows it was about, and the rows,
 * if it returned any, with the position among them. Belongs to one cursor.
 */
final class Result {
  /** Before the first statement. */
  static final Result NONE = new Result(null, -1, null, null, 0);

  /** After a statement that failed. */
  static final Result FAILED = new Result("", -1, null, null, 0);

  private final @Nullable String commandTag;
  private final long rowCount;
  private final @Nullable RowPlan plan;
  private final @Nullable RowStore rows;
  private final RowStore.@Nullable Reader reader;
  private final int positionWithoutRows;

  private Result(
      @Nullable String commandTag,
      long rowCount,
      @Nullable RowPlan plan,
      @Nullable RowStore rows,
      int positionWithoutRows) {
    this.commandTag = commandTag;
    this.rowCount = rowCount;
    this.plan = plan;
    this.rows = rows;
    this.reader = rows == null ? null : rows.reader(0);
    this.positionWithoutRows = positionWithoutRows;
  }

  /** The result of a query; its rows are read by that plan. */
  static Result of(QueryExchange query, @Nullable RowPlan plan) {
    return new Result(query.commandTag(), rowCount(query), plan, query.rows(), 0);
  }

  /** The result of a statement of our own, read as nobody has it registered otherwise. */
  static Result ofOurOwn(QueryExchange query, Decoding decoding) {
    RowDescription columns = query.columns();
    return of(query, columns == null ? null : RowPlan.of(columns, Decoders.defaults(), decoding));
  }

  /** The number of rows that a statement returned or changed, -1 if it is not about rows. */
  private static long rowCount(QueryExchange query) {
    RowStore rows = query.rows();
    return rows != null ? rows.size() : CommandTag.rowCount(query.commandTag());
  }

  /** The same without the rows, whose memory it gives back. */
  Result withoutRows() {
    return rows == null ? this : new Result(commandTag, rowCount, plan, null, position());
  }

  /** What was done, with how many rows it was about, and none to fetch. */
  static Result withoutRows(@Nullable String commandTag, long rowCount) {
    return new Result(commandTag, rowCount, null, null, 0);
  }

  @Nullable String commandTag() {
    return commandTag;
  }

  /** The number of rows, -1 if the statement is not about rows. */
  long rowCount() {
    return rowCount;
  }

  /** The columns, or null if no rows were returned. */
  @Nullable List<Column> description() {
    return plan == null ? null : RowMaker.columns(plan);
  }

  /** The number of the row that is fetched next. */
  int position() {
    return reader == null ? positionWithoutRows : reader.row();
  }

  /** Whether there is a row to fetch. */
  boolean hasNext() {
    return reader().row() < size();
  }

  /** How many rows are left to fetch; 0 if none were returned. */
  int here() {
    return reader == null ? 0 : size() - reader.row();
  }

  /** Moves forward over so many of the rows that are left. */
  void skip(int count) {
    if (count > 0) {
      reader().moveTo(reader().row() + count);
    }
  }

  /** Raises an error if no rows were returned. */
  void requireRows() {
    reader();
  }

  /** The next row, or null after the last. */
  @Nullable Row next() {
    RowStore.Reader reader = reader();
    return reader.next() && plan != null ? new Row(plan, reader.chunk(), reader.offset()) : null;
  }

  /** The rows that are left, as columns; none is left to fetch then. */
  Columns columns() {
    RowStore.Reader reader = reader();
    if (plan == null || rows == null) {
      throw new ProgrammingException("no results to fetch");
    }
    Columns left = new Columns(plan, rows, reader.row());
    reader.moveTo(rows.size());
    return left;
  }

  /** The rows that are left in pages of one result, as columns. The last has columns. */
  static Columns columns(List<Result> pages) {
    Result last = pages.get(pages.size() - 1);
    if (last.plan == null || pages.stream().allMatch(page -> page == last || page.here() == 0)) {
      return last.columns();
    }
    RowStore all = new RowStore();
    for (Result page : pages) {
      if (page.reader != null) {
        all.addAll(page.reader, last.plan.size());
      }
    }
    return new Columns(last.plan, all, 0);
  }

  /** Moves before a row of the result. */
  void moveTo(long row) {
    if (reader == null || row < 0 || row >= size()) {
      throw new ProgrammingException("scroll destination out of bounds");
    }
    reader.moveTo((int) row);
  }

  private int size() {
    return rows == null ? 0 : rows.size();
  }

  private RowStore.Reader reader() {
    if (reader == null) {
      throw new ProgrammingException("no results to fetch");
    }
    return reader;
  }
}
