// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.ArrayDeque;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.engine.QueryExchange;
import org.psycopg4j.internal.query.Arguments;
import org.psycopg4j.internal.session.Turn;

/**
 * Statements that are sent without waiting for the answers in between ({@code psycopg.Pipeline};
 * PostgreSQL manual, "Pipelining"): a hundred of them take one round trip, where a hundred {@link
 * Cursor#execute} take a hundred.
 *
 * <p>Each statement means what it means to a cursor, may be any but COPY, and has a result, or an
 * error, of its own: a {@link Pipelined}, which waits when it is asked. In a transaction those
 * behind an error fail, too, as nothing can be executed until its end; with autocommit they are
 * executed. {@link #commit} goes out with the statements before it, and commits nothing if one of
 * them has failed: what follows is another transaction. {@link #close} waits for all answers and
 * raises the first error that nobody has seen.
 *
 * <p>One thing differs: a statement that is prepared can't be sent again in its place. It fails if
 * another session has changed its table since, so that what was prepared does not fit it any more;
 * with autocommit also if it would return other columns, with {@link
 * org.psycopg4j.errors.FeatureNotSupported}. Executed once more it is prepared anew.
 *
 * <p>What is sent is collected, until an answer is asked for or there is enough of it. However many
 * statements there are, and however large their results, it neither blocks for good nor holds more
 * than what is under way and the results whose handles the program keeps. The connection is the
 * pipeline's thread's until it is closed: others wait for it, and this thread uses the pipeline
 * alone.
 */
public final class Pipeline implements AutoCloseable {
  private static final int MOST_UNDER_WAY = 4096;
  private static final int UNSENT = 16 << 10; // bytes that are collected before they are sent

  private final Connection connection;
  private final Cursor<Row> cursor;
  private final PipelineText text;
  private final Turn turn;
  private final PipelineTransaction transaction;
  private final ArrayDeque<Pipelined<?>> underWay = new ArrayDeque<>();
  private @Nullable Pipelined<?> begun; // the last statement that a BEGIN went before
  private boolean wasAlone; // the last statement, whose answer has to be here before the next
  private boolean closed;
  private @Nullable PsycopgException unseen;

  Pipeline(Connection connection) {
    this.connection = connection;
    this.cursor = connection.cursor();
    this.turn = connection.dialogue().takeTurn("a pipeline");
    this.text = new PipelineText(connection, cursor);
    this.transaction = new PipelineTransaction(connection.dialogue(), turn);
  }

  /** Adds a statement without arguments, in which a per cent sign is just that. */
  public Pipelined<Row> execute(String sql) {
    return add(RowFactory.row(), scope -> sql, Arguments.none());
  }

  /** Adds a statement with arguments for {@code %s}. */
  public Pipelined<Row> execute(String sql, @Nullable Object... arguments) {
    return add(RowFactory.row(), scope -> sql, Arguments.positional(arguments));
  }

  /** Adds a statement with arguments for {@code %(name)s}. */
  public Pipelined<Row> execute(String sql, Map<String, ? extends @Nullable Object> arguments) {
    return add(RowFactory.row(), scope -> sql, Arguments.named(arguments));
  }

  /** Adds a composed statement with arguments for {@code %s}. */
  public Pipelined<Row> execute(Query query, @Nullable Object... arguments) {
    return add(
        RowFactory.row(),
        query,
        arguments != null && arguments.length == 0
            ? Arguments.none()
            : Arguments.positional(arguments));
  }

  /** Adds a statement with arguments for {@code %s}, whose rows are what the factory makes. */
  public <T> Pipelined<T> executeAs(
      RowFactory<T> factory, String sql, @Nullable Object... arguments) {
    return add(
        factory,
        scope -> sql,
        arguments != null && arguments.length == 0
            ? Arguments.none()
            : Arguments.positional(arguments));
  }

  private <T> Pipelined<T> add(RowFactory<T> factory, Query query, Arguments arguments) {
    requireOpen();
    try {
      String sql = text.sql(query, arguments);
      if (wasAlone) {
        sync();
      }
      boolean inTransaction = transaction.isOpen() || transaction.beginsNext();
      boolean hasBegun = transaction.isOpen() && (begun == null || begun.request().isDone());
      QueryExchange request = text.withOthers(sql, arguments, inTransaction, hasBegun);
      if (request == null) {
        sync();
        wasAlone = true;
        request = text.alone(sql, arguments);
      }
      boolean begins = transaction.beginsNext();
      Pipelined<T> added = add(request, text.maker(factory), begins, false);
      transaction.queued(begins);
      begun = begins ? added : begun;
      return added;
    } catch (PsycopgException e) {
      throw e.raisedBy(cursor);
    }
  }

  private <T> Pipelined<T> add(
      QueryExchange request, RowMaker<T> maker, boolean begins, boolean isCommit) {
    Pipelined<T> added = new Pipelined<>(this, request, maker, isCommit);
    turn.queue(request, begins);
    underWay.add(added);
    if (turn.unsent() > UNSENT) {
      turn.flush(request, UNSENT);
      turn.poll(request);
      takeAnswered();
    }
    if (underWay.size() > MOST_UNDER_WAY) {
      await(underWay.element());
    }
    return added;
  }

  /**
   * Adds a COMMIT; nothing if there is no transaction. Its result is an error if a statement of the
   * transaction has failed, and nothing was committed.
   */
  public void commit() {
    end("COMMIT");
  }

  /** Adds a ROLLBACK; nothing if there is no transaction. */
  public void rollback() {
    end("ROLLBACK");
  }

  private void end(String command) {
    requireOpen();
    if (wasAlone) {
      sync();
    }
    if (transaction.isOpen()) {
      transaction.requireEndable(command);
      QueryExchange end = connection.dialogue().query(command);
      add(end, text.maker(RowFactory.row()), false, command.equals("COMMIT"));
      transaction.ends();
    }
  }

  /** Waits for everything that was added. Raises no error of a statement: its result does. */
  public void sync() {
    requireOpen();
    Pipelined<?> last = underWay.peekLast();
    if (last != null) {
      await(last);
    }
    wasAlone = false;
    transaction.confirm();
  }

  /** Waits for one answer, and so for those before it. */
  void await(Pipelined<?> wanted) {
    if (!wanted.request().isDone()) {
      turn.await(wanted.request());
    }
    takeAnswered();
  }

  private void takeAnswered() {
    for (Pipelined<?> first; (first = underWay.peek()) != null && first.request().isDone(); ) {
      underWay.remove();
      PsycopgException error = first.answered(cursor.registered(), connection.decoding());
      if (error != null && unseen == null) {
        unseen = error;
      }
    }
  }

  /** Takes note that somebody was told of an error. */
  @SuppressWarnings("ReferenceEquality") // that very one
  void seen(PsycopgException error) {
    if (unseen == error) {
      unseen = null;
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new InterfaceException("pipeline already closed");
    }
  }

  /** Waits for all answers, and gives the connection back. Once more does nothing. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    try {
      sync();
    } finally {
      closed = true;
      transaction.settle();
      turn.close();
      cursor.close();
    }
    PsycopgException error = unseen;
    if (error != null) {
      throw error;
    }
  }
}
