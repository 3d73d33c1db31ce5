// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.copy.BinaryReader;
import org.psycopg4j.internal.copy.CopyDrain;
import org.psycopg4j.internal.copy.RowReader;
import org.psycopg4j.internal.copy.TextReader;
import org.psycopg4j.internal.session.TransactionState;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.catalog.Decoders;
import org.psycopg4j.internal.types.catalog.RowPlan;
import org.psycopg4j.internal.wire.RowDescription;

/** The rows of a COPY TO STDOUT, one after another as they come. Belongs to one thread. */
final class CopyRows<U> implements Iterator<U> {
  private final Cursor<?> cursor;
  private final Statements<?> statements;
  private final CopyTurn turn;
  private final CopyDrain drain;
  private final RowReader reader;
  private final RowPlan plan;
  private final Function<Row, U> make;
  private boolean here;
  private boolean over;

  private CopyRows(
      Cursor<?> cursor,
      Statements<?> statements,
      CopyTurn turn,
      RowPlan plan,
      boolean binary,
      Function<Row, U> make) {
    this.cursor = cursor;
    this.statements = statements;
    this.turn = turn;
    this.drain = turn.drain();
    this.plan = plan;
    this.make = make;
    this.reader =
        binary
            ? new BinaryReader(drain, plan.size())
            : new TextReader(drain, plan.size(), turn.charset());
  }

  /**
   * Copies rows out.
   *
   * @param what what COPY takes: a table with its columns, or a query in parentheses
   * @param select a query for the same columns
   */
  static <U> Stream<U> stream(
      Cursor<?> cursor, Statements<?> statements, Query what, Query select, RowFactory<U> factory) {
    cursor.requireOpen();
    Result none =
        statements.command(
            quoting -> select.asString(cursor) + " LIMIT 0", TransactionState::needsBegin);
    RowPlan described = none.plan();
    if (described == null) {
      throw new ProgrammingException("no rows could be copied: the statement returns none");
    }
    RowDescription columns = described.description();
    Decoders types = cursor.registered().decoders();
    Decoding decoding = described.decoding();
    boolean binary =
        Arrays.stream(columns.typeOids()).allMatch(oid -> types.binary(oid, decoding) != null);
    RowPlan plan =
        binary ? RowPlan.of(inBinary(columns), types, decoding).boundTo(cursor) : described;
    Function<Row, U> make = factory.forColumns(RowMaker.columns(plan));
    String format = binary ? " (FORMAT binary)" : "";
    CopyTurn turn =
        statements.takeTurn(
            "copy_out", scope -> "COPY " + what.asString(scope) + " TO STDOUT" + format);
    CopyRows<U> rows;
    try {
      rows = new CopyRows<>(cursor, statements, turn, plan, binary, make);
      rows.drain.begin();
    } catch (Throwable t) {
      turn.close();
      throw t;
    }
    return RowSpliterator.stream(rows, rows::close);
  }

  private static RowDescription inBinary(RowDescription text) {
    int[] binary = new int[text.size()];
    Arrays.fill(binary, 1);
    return new RowDescription(
        text.names(),
        text.tableOids(),
        text.tableColumns(),
        text.typeOids(),
        text.typeSizes(),
        text.typeModifiers(),
        binary);
  }

  @Override
  public boolean hasNext() {
    if (!here && !over) {
      try {
        here = reader.next();
        if (!here) {
          end();
        }
      } catch (PsycopgException e) {
        close();
        throw e.raisedBy(cursor);
      }
    }
    return here;
  }

  @Override
  public U next() {
    if (!hasNext()) {
      throw new NoSuchElementException("there are no more rows");
    }
    here = false;
    try {
      return make.apply(new Row(plan, reader.row(), reader.offset()));
    } catch (PsycopgException e) {
      throw e.raisedBy(cursor);
    }
  }

  private void end() {
    over = true;
    try {
      drain.raise();
    } finally {
      turn.close();
    }
    statements.copied(turn, drain.copy());
  }

  /** Does away with the rows that are left. */
  private void close() {
    if (!over) {
      over = true;
      here = false;
      try {
        drain.abandon();
      } finally {
        turn.close();
      }
    }
  }
}
