// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.async;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Query;
import org.psycopg4j.Row;
import org.psycopg4j.RowFactory;
import org.psycopg4j.internal.session.Arriving;
import org.psycopg4j.internal.session.Dialogues;

/**
 * Where statements are executed without waiting: an {@link AsyncConnection}, a transaction on it,
 * or either with rows of another shape, which {@link #rows} makes.
 *
 * <p>Calls queue up and are executed in their order, one at a time. Placeholders and arguments are
 * a cursor's; arguments are written when the statement's turn comes, so they must not change before
 * that. An error is the future's; none is thrown here. It is a {@link
 * org.psycopg4j.errors.PsycopgException}, which {@code join()} wraps in a CompletionException.
 *
 * <p>To cancel the future that a call has returned, or to have it completed by {@code orTimeout},
 * takes the call out of the queue, or has the server cancel it; the connection stays usable. Of a
 * future that was chained to it nothing is known here.
 *
 * <p>For any thread.
 *
 * @param <T> what a row is returned as
 */
public sealed class AsyncStatements<T> permits AsyncConnection, AsyncTransaction {
  final Line line;
  final Lane lane;
  private final RowFactory<T> factory;
  private final int depth;
  private final int mostQueued;
  private final boolean isShared;

  AsyncStatements(
      Line line, Lane lane, RowFactory<T> factory, int depth, int mostQueued, boolean isShared) {
    this.line = line;
    this.lane = lane;
    this.factory = factory;
    this.depth = depth;
    this.mostQueued = mostQueued;
    this.isShared = isShared;
  }

  /** The same with rows that are what the factory makes of them. */
  public final <U> AsyncStatements<U> rows(RowFactory<U> shape) {
    return new AsyncStatements<>(line, lane, shape, depth, mostQueued, isShared);
  }

  /** The same with rows of a record or another class, as {@link RowFactory#of} makes them. */
  public final <U> AsyncStatements<U> rows(Class<U> type) {
    return rows(RowFactory.of(type));
  }

  /**
   * Executes one or more statements with arguments for {@code %s}; without arguments {@code %} is
   * not special.
   */
  public final CompletableFuture<AsyncResult<T>> execute(
      String sql, @Nullable Object... arguments) {
    return call(Statement.of(sql, arguments), AsyncResult::new);
  }

  /** Executes one or more statements with arguments for {@code %(name)s}. */
  public final CompletableFuture<AsyncResult<T>> execute(
      String sql, Map<String, ? extends @Nullable Object> arguments) {
    return call(Statement.of(sql, arguments), AsyncResult::new);
  }

  /** Executes one or more statements with a record's components for {@code %(name)s}. */
  public final CompletableFuture<AsyncResult<T>> execute(String sql, Record arguments) {
    return call(Statement.of(sql, arguments), AsyncResult::new);
  }

  /** Executes a composed statement; as {@link #execute(String, Object...)}. */
  public final CompletableFuture<AsyncResult<T>> execute(
      Query query, @Nullable Object... arguments) {
    return call(Statement.of(query, arguments), AsyncResult::new);
  }

  /** Executes a composed statement with arguments for {@code %(name)s}. */
  public final CompletableFuture<AsyncResult<T>> execute(
      Query query, Map<String, ? extends @Nullable Object> arguments) {
    return call(Statement.of(query, arguments), AsyncResult::new);
  }

  /** Executes a composed statement with a record's components for {@code %(name)s}. */
  public final CompletableFuture<AsyncResult<T>> execute(Query query, Record arguments) {
    return call(Statement.of(query, arguments), AsyncResult::new);
  }

  /** Executes a statement; the value is all its rows. */
  public final CompletableFuture<List<T>> fetchAll(String sql, @Nullable Object... arguments) {
    return call(Statement.of(sql, arguments), Cursor::fetchAll);
  }

  /** Executes a statement with arguments by their names; the value is all its rows. */
  public final CompletableFuture<List<T>> fetchAll(
      String sql, Map<String, ? extends @Nullable Object> arguments) {
    return call(Statement.of(sql, arguments), Cursor::fetchAll);
  }

  /** Executes a statement with a record's components by name; the value is all its rows. */
  public final CompletableFuture<List<T>> fetchAll(String sql, Record arguments) {
    return call(Statement.of(sql, arguments), Cursor::fetchAll);
  }

  /** Executes a composed statement; the value is all its rows. */
  public final CompletableFuture<List<T>> fetchAll(Query query, @Nullable Object... arguments) {
    return call(Statement.of(query, arguments), Cursor::fetchAll);
  }

  /** Executes a composed statement with arguments by name; the value is all its rows. */
  public final CompletableFuture<List<T>> fetchAll(
      Query query, Map<String, ? extends @Nullable Object> arguments) {
    return call(Statement.of(query, arguments), Cursor::fetchAll);
  }

  /** Executes a composed statement with a record's components; the value is all its rows. */
  public final CompletableFuture<List<T>> fetchAll(Query query, Record arguments) {
    return call(Statement.of(query, arguments), Cursor::fetchAll);
  }

  /** Executes a statement; the value is its first row, or null if it has none. */
  public final CompletableFuture<@Nullable T> fetchOne(String sql, @Nullable Object... arguments) {
    return call(Statement.of(sql, arguments), Cursor::fetchOne);
  }

  /** Executes a statement with arguments by their names; the value is its first row, or null. */
  public final CompletableFuture<@Nullable T> fetchOne(
      String sql, Map<String, ? extends @Nullable Object> arguments) {
    return call(Statement.of(sql, arguments), Cursor::fetchOne);
  }

  /**
   * Executes a statement with a record's components by name; the value is its first row, or null.
   */
  public final CompletableFuture<@Nullable T> fetchOne(String sql, Record arguments) {
    return call(Statement.of(sql, arguments), Cursor::fetchOne);
  }

  /** Executes a composed statement; the value is its first row, or null. */
  public final CompletableFuture<@Nullable T> fetchOne(Query query, @Nullable Object... arguments) {
    return call(Statement.of(query, arguments), Cursor::fetchOne);
  }

  /** Executes a composed statement with arguments by name; the value is its first row, or null. */
  public final CompletableFuture<@Nullable T> fetchOne(
      Query query, Map<String, ? extends @Nullable Object> arguments) {
    return call(Statement.of(query, arguments), Cursor::fetchOne);
  }

  /**
   * Executes a composed statement with a record's components; the value is its first row, or null.
   */
  public final CompletableFuture<@Nullable T> fetchOne(Query query, Record arguments) {
    return call(Statement.of(query, arguments), Cursor::fetchOne);
  }

  /**
   * The rows of a statement, which is executed for each subscriber anew, from its first request on.
   *
   * <p>The subscriber gets as many rows as it requests. Those that it has not requested stay on the
   * server, but for two pages of some 64 KiB: it needs no transaction and no cursor. The statement
   * has the connection to itself until the last row has come, or the subscription is canceled,
   * which cancels it on the server; other calls wait. So whoever subscribes should go on
   * requesting.
   *
   * <p>It is one statement that returns rows, RETURNING included; one that returns none completes
   * when it has been executed. A factory must not make null of a row.
   */
  public final Flow.Publisher<T> publisher(String sql, @Nullable Object... arguments) {
    return publisher(Statement.of(sql, arguments));
  }

  /** As {@link #publisher(String, Object...)}, with arguments for {@code %(name)s}. */
  public final Flow.Publisher<T> publisher(
      String sql, Map<String, ? extends @Nullable Object> arguments) {
    return publisher(Statement.of(sql, arguments));
  }

  /** As {@link #publisher(String, Object...)}, with a record's components. */
  public final Flow.Publisher<T> publisher(String sql, Record arguments) {
    return publisher(Statement.of(sql, arguments));
  }

  /** As {@link #publisher(String, Object...)}, for a composed statement. */
  public final Flow.Publisher<T> publisher(Query query, @Nullable Object... arguments) {
    return publisher(Statement.of(query, arguments));
  }

  /** As {@link #publisher(Query, Object...)}, with arguments for {@code %(name)s}. */
  public final Flow.Publisher<T> publisher(
      Query query, Map<String, ? extends @Nullable Object> arguments) {
    return publisher(Statement.of(query, arguments));
  }

  /** As {@link #publisher(Query, Object...)}, with a record's components. */
  public final Flow.Publisher<T> publisher(Query query, Record arguments) {
    return publisher(Statement.of(query, arguments));
  }

  /**
   * Executes a statement once for each set of arguments, one after another; the value is the number
   * of rows that all were about, -1 if nobody knows. An error leaves those before it executed.
   *
   * @param argumentSets each an array or a List of values for {@code %s}, a Map or a record for
   *     {@code %(name)s}; null is no arguments. They are taken as they are needed, by the event
   *     loop's thread
   */
  public final CompletableFuture<Long> executeMany(String sql, Iterable<?> argumentSets) {
    Iterator<?> sets = argumentSets.iterator();
    return new ManyCall(line, lane, Batches.oneByOne(sql, sets)).submit(mostQueued);
  }

  /**
   * Executes a statement once for each set of arguments, 100 of them in one text; else as {@link
   * #executeMany}. Those of one text are one transaction, if none is open.
   */
  public final CompletableFuture<Long> executeBatch(String sql, Iterable<?> argumentSets) {
    Iterator<?> sets = argumentSets.iterator();
    return new ManyCall(line, lane, Batches.inPages(sql, sets)).submit(mostQueued);
  }

  /**
   * The data of a {@code COPY … TO STDOUT}, which is executed for each subscriber anew ({@code
   * copy_expert}). Each buffer holds whole rows; its user may keep it. As {@link #publisher(String,
   * Object...)}, the subscriber gets as much as it requests, and the rest stays on the server.
   *
   * @param arguments values for {@code %s}, as where the statement has a query
   */
  public final Flow.Publisher<ByteBuffer> copyOut(String sql, @Nullable Object... arguments) {
    Statement statement = Statement.of(sql, arguments);
    return stream(conn -> ArrivingCopy.send(conn, statement));
  }

  /**
   * Executes a {@code COPY … FROM STDIN} with what a publisher gives as its data ({@code
   * copy_expert}); the value is the number of rows.
   *
   * <p>The publisher is subscribed to when the server asks for data, and requested from as fast as
   * the server takes them. A buffer's contents are copied before another one is requested for it.
   * If the publisher fails, so does the COPY: no row is there then, and the publisher's error is
   * the cause of the future's.
   */
  public final CompletableFuture<Long> copyIn(
      String sql, Flow.Publisher<? extends ByteBuffer> data) {
    return new CopyInCall(line, lane, Statement.of(sql), data).submit(mostQueued);
  }

  /**
   * Does something in a transaction: begins one, has the body called, and commits when the future
   * that it returns has completed and all that it has executed has ended. If that future, or the
   * body, fails, it is rolled back, and the value is that error.
   *
   * <p>The body's calls go to the transaction that it is given; calls on the connection itself wait
   * until it has ended, so a body that waited for one of those would wait for ever. A block in
   * another is a savepoint. To be another transaction than the server's default, its first
   * statement is {@code SET TRANSACTION}. To cancel the returned future cancels the statement that
   * is being executed and the body's future, and rolls back.
   *
   * @param body called where the event loop runs user's code; it must not block
   */
  public final <R extends @Nullable Object> CompletableFuture<R> inTransaction(
      Function<? super AsyncTransaction, ? extends CompletionStage<R>> body) {
    return new TransactionTask<R>(line, lane, depth + 1, mostQueued, body).submit(mostQueued);
  }

  private <R extends @Nullable Object> CompletableFuture<R> call(
      Statement statement, Function<Cursor<T>, R> then) {
    return new CursorCall<>(line, lane, factory, statement, then, isShared).submit(mostQueued);
  }

  private Flow.Publisher<T> publisher(Statement statement) {
    return stream(
        conn -> {
          Cursor<T> cursor = conn.cursor(factory);
          @SuppressWarnings("unchecked") // they are the rows of this cursor
          Arriving<T> arriving = (Arriving<T>) Dialogues.face().rows(cursor);
          arriving.start(() -> statement.merge().apply(cursor));
          return arriving;
        });
  }

  private <I> Flow.Publisher<I> stream(Function<Connection, Arriving<I>> sender) {
    return subscriber -> {
      StreamDelivery<I> delivery = new StreamDelivery<>(line, lane, mostQueued, sender, subscriber);
      delivery.begin();
      Throwable reason = line.lost();
      if (reason != null) {
        delivery.end(reason);
      }
    };
  }

  /** What rows are if nobody says otherwise. */
  static RowFactory<Row> plainRows() {
    return RowFactory.row();
  }
}
