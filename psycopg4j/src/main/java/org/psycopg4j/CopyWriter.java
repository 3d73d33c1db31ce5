// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.copy.CopyOptions;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.copy.BinaryRows;
import org.psycopg4j.internal.copy.CopyFeed;
import org.psycopg4j.internal.copy.CopySql;
import org.psycopg4j.internal.copy.InputText;
import org.psycopg4j.internal.copy.ProgressMeter;
import org.psycopg4j.internal.copy.RecordFields;
import org.psycopg4j.internal.copy.RowWriter;
import org.psycopg4j.internal.copy.TextRows;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.types.Tuple;

/**
 * Copies rows of values into a table, as {@link Cursor#copyIn} begins it.
 *
 * <pre>{@code
 * try (CopyWriter users = cur.copyIn("users", "id", "name")) {
 *   users.writeRow(1, "Alice");
 *   users.writeRow(2, null);
 *   users.finish();
 * }
 * }</pre>
 *
 * <p>The rows are there once {@link #finish} has returned. A writer that is closed before that,
 * because the block threw, makes the COPY fail, and the transaction with it: nothing is half there.
 *
 * <p>Values are written by the same adapters as arguments of {@code execute}. The rows go in binary
 * format if each column's type has one here (numbers, bool, text, bytea, uuid, dates and times,
 * json, and arrays of those) and the first row's values fit it; else, or with {@link
 * CopyOptions#text}, in text, where the server reads whatever is written for a value. In binary a
 * value has to fit its column in every row.
 *
 * <p>The connection is busy from the first row until the end. For one thread at a time.
 */
public final class CopyWriter implements AutoCloseable {
  private static final int PIECE = 32 << 10;

  private final Cursor<?> cursor;
  private final Statements<?> statements;
  private final String table;
  private final CopyOptions options;
  private final ProgressMeter meter;
  private final SqlBuffer out = new SqlBuffer(StandardCharsets.UTF_8);
  private TableColumns columns;
  private @Nullable Transfer transfer; // once the first row was written
  private long count;
  private boolean over;
  private boolean finished;

  /** The COPY under way. */
  private record Transfer(CopyTurn turn, CopyFeed feed, RowWriter rows) {}

  CopyWriter(Cursor<?> cursor, Statements<?> statements, String table, CopyOptions options) {
    this.cursor = cursor;
    this.statements = statements;
    this.table = table;
    this.options = options;
    this.meter = new ProgressMeter(options.listener(), -1);
    this.columns = TableColumns.of(statements, table, options);
  }

  /**
   * Writes a row of values in the columns' order; null is SQL NULL.
   *
   * @throws org.psycopg4j.errors.DataException if a value does not fit its column or can't be
   *     written; it tells the row and the column, and the row is left out
   * @throws org.psycopg4j.errors.ProgrammingException if there are too few or too many
   * @throws org.psycopg4j.errors.DatabaseException the server's error, once it is known: the COPY
   *     is over then
   */
  public void writeRow(@Nullable Object... values) {
    requireOpen();
    @Nullable Object[] row = columns.checked(values == null ? new Object[] {null} : values);
    try {
      append(row);
    } catch (PsycopgException e) {
      throw e.raisedBy(cursor);
    }
  }

  /**
   * Writes a record's components as a row: in their order, if {@link Cursor#copyIn} was told the
   * columns; else into those of their names, where underscores and case don't matter.
   */
  public void write(Record row) {
    requireOpen();
    RecordFields fields = RecordFields.of(row);
    if (transfer == null) {
      columns = columns.forComponents(fields.names());
    }
    writeRow(fields.values(row));
  }

  /** Writes a row that is an array, a List, a Tuple, a Row or a record. */
  void writeAny(@Nullable Object row) {
    if (row instanceof Record record) {
      write(record);
    } else if (row instanceof Object[] array) {
      writeRow(array);
    } else if (row instanceof List<?> list) {
      writeRow(list.toArray());
    } else if (row instanceof Tuple tuple) {
      writeRow(tuple.asList().toArray());
    } else if (row instanceof Row values) {
      writeRow(values.toList().toArray());
    } else {
      throw new ParameterException(
          ParameterException.Kind.TYPE,
          "a row is an array, a List, a Tuple, a Row or a record, not "
              + (row == null ? "null" : row.getClass().getName()));
    }
  }

  private void append(@Nullable Object[] row) {
    Transfer under = transfer == null ? begin(row) : transfer;
    int mark = out.size();
    try {
      under.rows.row(row, count + 1, out);
    } catch (Throwable t) { // half a row must not stay behind
      out.truncate(mark);
      throw t;
    }
    count++;
    int size = out.size() - mark;
    if (out.size() >= PIECE) {
      push(under);
    }
    meter.add(size, 1);
  }

  private Transfer begin(@Nullable Object @Nullable [] firstRow) {
    RowWriter binary = firstRow == null || options.textOnly() ? null : binary(firstRow);
    String format = binary == null ? "" : binary.format();
    CopyTurn turn =
        statements.takeTurn(
            "copy_in",
            scope -> "COPY " + CopySql.table(table, columns.in(options)) + " FROM STDIN" + format);
    try {
      CopyFeed feed = turn.feed();
      RowWriter rows = binary == null ? text(turn) : binary;
      out.reset();
      out.charset(turn.charset());
      rows.header(out);
      Transfer begun = new Transfer(turn, feed, rows);
      if (!feed.begin()) { // from here on the server waits for data: nothing may fail
        feed.finish();
      }
      transfer = begun;
      return begun;
    } catch (Throwable t) {
      over = true;
      turn.close();
      throw t;
    }
  }

  private @Nullable RowWriter binary(@Nullable Object[] firstRow) {
    SqlBuffer scratch = new SqlBuffer(cursor.connection().quoting().charset());
    Types registered = cursor.registered();
    return BinaryRows.of(
        columns.names(), columns.typeOids(), registered::isBuiltIn, firstRow, scratch);
  }

  private RowWriter text(CopyTurn turn) {
    Types registered = turn.registered();
    return new TextRows(
        columns.names(),
        new InputText(
            registered.ofStatement(), registered::isBuiltIn, cursor.connection().quoting()));
  }

  private void push(Transfer under) {
    boolean taken = under.feed.data(out.array(), 0, out.size());
    out.reset();
    if (!taken) {
      end(under, under.feed::finish);
    }
  }

  private void end(Transfer under, Runnable last) {
    over = true;
    try {
      last.run();
    } finally {
      under.turn.close();
    }
  }

  /**
   * Ends the COPY and waits for the server's word: then the rows are in the table, {@link
   * Cursor#rowCount()} of them. Once more does nothing.
   *
   * @throws org.psycopg4j.errors.InterfaceException if it has failed, or was given up, before
   * @throws org.psycopg4j.errors.DatabaseException of the class for the error's SQLSTATE
   */
  public void finish() {
    if (finished) {
      return;
    }
    requireOpen(); // one that has failed is no success the second time it is asked for
    try {
      Transfer under = transfer == null ? begin(null) : transfer;
      under.rows.trailer(out);
      push(under);
      if (!over) {
        end(under, under.feed::finish);
      }
      finished = true;
      statements.copied(under.turn, under.feed.copy());
      meter.end();
    } catch (PsycopgException e) {
      throw e.raisedBy(cursor);
    }
  }

  /**
   * Gives the COPY up for a reason, which the server's log may tell: no row of it is there, and the
   * transaction has failed. Nothing happens if it is over already, or no row was written.
   */
  public void fail(String reason) {
    Transfer under = transfer;
    if (!over && under != null) {
      end(under, () -> under.feed.fail(reason, null));
    }
    over = true;
  }

  /** How many rows were written so far. */
  public long rowCount() {
    return count;
  }

  /** Gives the COPY up, unless it was finished. */
  @Override
  public void close() {
    fail("the writer was closed before it was finished");
  }

  private void requireOpen() {
    if (over) {
      throw (InterfaceException)
          new InterfaceException("the COPY is over: nothing can be written").raisedBy(cursor);
    }
  }
}
