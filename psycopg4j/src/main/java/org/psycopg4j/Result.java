// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.engine.Answer;
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
    RowStore rows = query.rows();
    return new Result(query.commandTag(), rowCount(rows, query.commandTag()), plan, rows, 0);
  }

  /** The result of one statement of several; its rows are read by that plan. */
  static Result of(Answer answer, @Nullable RowPlan plan) {
    RowStore rows = answer.rows();
    return new Result(answer.commandTag(), rowCount(rows, answer.commandTag()), plan, rows, 0);
  }

  /** The result of a statement of our own, read as nobody has it registered otherwise. */
  static Result ofOurOwn(QueryExchange query, Decoding decoding) {
    RowDescription columns = query.columns();
    return of(query, columns == null ? null : RowPlan.of(columns, Decoders.defaults(), decoding));
  }

  /** The number of rows that a statement returned or changed, -1 if it is not about rows. */
  private static long rowCount(@Nullable RowStore rows, @Nullable String tag) {
    return rows != null ? rows.size() : CommandTag.rowCount(tag);
  }

  /** The same without the rows, whose memory it gives back. */
  Result withoutRows() {
    return rows == null ? this : new Result(commandTag, rowCount, plan, null, position());
  }

  /** What was done, with how many rows it was about, and none to fetch. */
  static Result withoutRows(@Nullable String commandTag, long rowCount) {
    return new Result(commandTag, rowCount, null, null, 0);
  }

  /** The result of no statement at all, of which no rows can be fetched, but no error either. */
  static Result ofNothing(@Nullable String lastTag) {
    return new Result(lastTag, 0, null, new RowStore(), 0);
  }

  /** The same of statements that were about so many rows altogether. */
  Result withRowCount(long sum) {
    return new Result(commandTag, sum, plan, rows, 0);
  }

  /**
   * This result and one of the same columns behind it, or null if their columns, or how to read
   * them, differ. This one must not be used any more.
   */
  @SuppressWarnings("ReferenceEquality") // the rows of equal columns have the very same plan
  @Nullable Result followedBy(Result next) {
    if (plan != next.plan) {
      return null;
    }
    if (rows != null && next.rows != null) {
      rows.addAll(next.rows);
    }
    return new Result(next.commandTag, sum(rowCount, next.rowCount), plan, rows, 0);
  }

  /** The rows that two statements were about, of which one may be about none, with -1. */
  static long sum(long a, long b) {
    return a < 0 ? b : b < 0 ? a : a + b;
  }

  /** Whether no statement was executed, or the last one failed. */
  boolean isNone() {
    return commandTag == null || commandTag.isEmpty();
  }

  /** Whether it has no rows and does not differ from another that has none. */
  boolean isOnly(Result other) {
    return rows == null && other.rows == null && Objects.equals(commandTag, other.commandTag);
  }

  @Nullable String commandTag() {
    return commandTag;
  }

  /** The number of rows, -1 if the statement is not about rows. */
  long rowCount() {
    return rowCount;
  }

  /** How the rows are read, or null if none were returned. */
  @Nullable RowPlan plan() {
    return plan;
  }

  /** Whether its rows are all in the text format. */
  boolean isText() {
    return plan != null && plan.isText();
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
    if (pages.stream().anyMatch(page -> page.here() > 0 && !page.isReadAs(last.plan))) {
      throw new ProgrammingException(
          "the session's settings (DateStyle, client_encoding or the like) have changed between the"
              + " pages of these rows: fetch them as rows");
    }
    RowStore all = new RowStore();
    for (Result page : pages) {
      if (page.reader != null) {
        all.addAll(page.reader, last.plan.size());
      }
    }
    return new Columns(last.plan, all, 0);
  }

  private boolean isReadAs(RowPlan other) {
    return plan != null
        && plan.decoding().equals(other.decoding())
        && Arrays.equals(plan.description().formats(), other.description().formats());
  }

  /** This result, before its first row. */
  Result fromItsStart() {
    if (reader != null) {
      reader.moveTo(0);
    }
    return this;
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
