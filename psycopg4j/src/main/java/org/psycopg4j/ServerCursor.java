// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.prepared.CursorColumns;
import org.psycopg4j.internal.query.Arguments;
import org.psycopg4j.internal.query.CursorSql;
import org.psycopg4j.internal.session.PageAhead;
import org.psycopg4j.internal.session.TransactionState;
import org.psycopg4j.internal.types.catalog.RowPlan;

/**
 * A cursor on the server: it is declared, fetched from, moved and closed by statements, and is
 * valid as long as its transaction, or WITH HOLD until it is closed (PostgreSQL manual: DECLARE).
 *
 * <p>One that was never declared from here may be somebody else's: a function's that returns
 * refcursor, say.
 */
final class ServerCursor<T> {
  private final Connection connection;
  private final Statements<T> statements;
  private final CursorSql sql;
  private final String invalid;
  private final long mark; // of the transaction it was made in

  private @Nullable Boolean scrollable;
  private boolean withHold; // as it is to be declared
  private boolean held; // as it was declared
  private boolean executed;
  private boolean declared;
  private int lossesBefore; // of cursors, when it was declared
  private @Nullable CursorColumns columns; // once a page has shown them

  /**
   * A cursor that is not there yet.
   *
   * @param invalid what the error says when its transaction is over
   */
  ServerCursor(Connection connection, Statements<T> statements, String name, String invalid) {
    this.connection = connection;
    this.statements = statements;
    this.sql = new CursorSql(name);
    this.invalid = invalid;
    this.mark = connection.dialogue().transaction().mark();
  }

  String name() {
    return sql.name();
  }

  @Nullable Boolean scrollable() {
    return scrollable;
  }

  void scrollable(@Nullable Boolean yes) {
    scrollable = yes;
  }

  boolean withHold() {
    return withHold;
  }

  void withHold(boolean yes) {
    withHold = yes;
  }

  /** Whether a query was executed, or an attempt was made. */
  boolean isExecuted() {
    return executed;
  }

  /** Raises an error if it was bound to a transaction that is over. */
  void requireValid() {
    requireValid(connection.dialogue().transaction());
  }

  private void requireValid(TransactionState transaction) {
    if (!isValid(transaction)) {
      throw new ProgrammingException(invalid);
    }
  }

  private boolean isValid(TransactionState transaction) {
    return (executed ? held : withHold) || transaction.mark() == mark;
  }

  /** Declares it for a query. */
  void declare(Query query, Arguments arguments) {
    byte[] before = statements.query();
    boolean hold = withHold;
    lossesBefore = losses();
    try {
      statements.execute(
          sql.declare(scrollable, hold), query, arguments, TransactionState::needsBegin);
      declared = true;
    } finally {
      if (statements.query() != before) { // else it failed before anything was sent
        executed = true;
        held = hold;
      }
    }
  }

  /** Whether a statement on it begins a transaction: if it has to be bound to one. */
  private boolean begins(TransactionState transaction) {
    requireValid(transaction);
    return !(executed ? held : withHold) && transaction.needsBegin();
  }

  /** The next rows; backwards if negative. */
  Result fetch(int rows) {
    return learned(statements.fetch(sql.fetchForward(rows), columns, this::begins));
  }

  /** All rows that are left. */
  Result fetchAll() {
    return learned(statements.fetch(sql.fetchAll(), columns, this::begins));
  }

  /** All rows that are left, in the text format, as those of a first page are. */
  Result fetchAllAsText() {
    return statements.fetch(sql.fetchAll(), null, this::begins);
  }

  /* What a binary cursor returns is left as it is. */
  private Result learned(Result page) {
    RowPlan plan = page.plan();
    if (columns == null && declared && plan != null && plan.isText()) {
      columns = new CursorColumns(plan.description());
    }
    return page;
  }

  /** Asks for the next rows without waiting for them; null if that can't be just now. */
  @Nullable PageAhead fetchAhead(int rows) {
    return statements.fetchAhead(sql.fetchForward(rows), rows, columns, this::begins);
  }

  /** What was asked for. */
  Result take(PageAhead page) {
    return statements.take(page);
  }

  /** Moves by so many rows; returns over how many it passed. */
  long move(int rows) {
    return moved(statements.command(sql.move(rows), this::begins));
  }

  /** Moves onto a row; returns whether there is one. */
  boolean moveAbsolute(int row) {
    return moved(statements.command(sql.moveAbsolute(row), this::begins)) > 0;
  }

  private long moved(Result move) {
    statements.result(Result.withoutRows(move.commandTag(), -1));
    return move.rowCount();
  }

  /**
   * Closes it on the server, if it is there and can be closed. In a failed transaction it is gone
   * with the transaction; one that was never declared from here is looked for, and one that may
   * have gone with a block's savepoint or a reset.
   */
  void close() {
    connection.dialogue().lockInAnyCase();
    try {
      if (connection.closed() != 0) {
        return;
      }
      connection.dialogue().settle();
      TransactionStatus status = connection.getTransactionStatus();
      if (status != TransactionStatus.INERROR
          && status != TransactionStatus.UNKNOWN
          && (!executed || (declared && isValid(connection.dialogue().transaction())))
          && ((executed && losses() == lossesBefore) || isThere())) {
        statements.commandToItsEnd(quoting -> sql.close());
      }
    } finally {
      connection.lock().unlock();
    }
  }

  private int losses() {
    connection.dialogue().lockInAnyCase();
    try {
      return connection.dialogue().transaction().cursorLosses();
    } finally {
      connection.lock().unlock();
    }
  }

  private boolean isThere() {
    return statements.commandToItsEnd(sql::lookUp).here() > 0;
  }
}
