// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.async;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.ConnectOptions;
import org.psycopg4j.Connection;
import org.psycopg4j.ConnectionInfo;
import org.psycopg4j.Notify;
import org.psycopg4j.Row;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.TypeRegistry;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.ProgrammingException;

/**
 * A connection for programs that don't wait: an asynchronous connection ({@code psycopg2.connect(…,
 * async_=1)}) that an {@link EventLoop} polls.
 *
 * <p>As with psycopg2's, each statement is a transaction of its own; {@link #inTransaction} makes
 * one of several. A connection that isn't closed stays open, whether somebody holds it or not.
 *
 * <p>For any thread. See {@link AsyncStatements} for how calls queue up and are canceled.
 */
public final class AsyncConnection extends AsyncStatements<Row> {
  private static final int MOST_QUEUED = 1 << 16;

  private final Connection conn;

  private AsyncConnection(Line line) {
    super(line, line.lane(), plainRows(), 0, MOST_QUEUED, false);
    this.conn = line.connection();
  }

  /**
   * Opens a connection that the loop serves which all share.
   *
   * @param dsn as for {@link org.psycopg4j.Psycopg#connect(String)}
   */
  public static CompletableFuture<AsyncConnection> connect(String dsn) {
    return connect(dsn, options -> {}, EventLoop.shared());
  }

  /** As {@link #connect(String)}, with options that win over the connection string. */
  public static CompletableFuture<AsyncConnection> connect(
      String dsn, Consumer<ConnectOptions> options) {
    return connect(dsn, options, EventLoop.shared());
  }

  /** Opens a connection that this loop serves. */
  public static CompletableFuture<AsyncConnection> connect(String dsn, EventLoop loop) {
    return connect(dsn, options -> {}, loop);
  }

  /**
   * Opens a connection that this loop serves, with options that win over the connection string.
   * Neither the look-up of the host's name nor anything else makes the caller wait. To cancel the
   * future gives the attempt up.
   *
   * @param options called once, by another thread
   */
  public static CompletableFuture<AsyncConnection> connect(
      String dsn, Consumer<ConnectOptions> options, EventLoop loop) {
    return new Connecting(loop).begin(dsn, options);
  }

  /** Has the loop that all share serve a connection; see {@link #on(Connection, EventLoop)}. */
  public static AsyncConnection on(Connection conn) {
    return on(conn, EventLoop.shared());
  }

  /**
   * Has this loop serve an asynchronous connection that is open ({@link
   * org.psycopg4j.Psycopg#connectAsync(String)}, polled until it said OK). From then on it is the
   * loop's: nobody else polls it or executes anything.
   *
   * @throws ProgrammingException if it is not asynchronous, is not open yet, or executes something
   * @throws InterfaceException if the connection or the loop is closed
   */
  public static AsyncConnection on(Connection conn, EventLoop loop) {
    if (!conn.async()) {
      throw new ProgrammingException("an event loop serves asynchronous connections only");
    }
    Line line = new Line(loop, conn);
    line.dialogue().requireOpened();
    line.dialogue().requireNothingUnderWay("a loop");
    try {
      loop.reactor().execute(line::adopt);
    } catch (RejectedExecutionException e) {
      throw new InterfaceException("the event loop is closed", e);
    }
    return of(line);
  }

  static AsyncConnection of(Line line) {
    return new AsyncConnection(line);
  }

  /**
   * The connection for many tasks that know nothing of each other: what they execute goes out
   * without waiting for the answers in between, so that few connections serve many tasks.
   *
   * <p>It is for {@code execute}, {@code fetchOne} and {@code fetchAll}; the rest, and whatever is
   * called on the connection itself, has its turn alone. Each statement is a transaction of its own
   * and its error its own. They go out in the order of the calls; but one that the server has to be
   * sent a second time, as a request to cancel was meant for the one before it, or as a table was
   * changed meanwhile, comes after those that were sent by then. So whoever needs an order waits
   * for the first, or executes both {@linkplain #inTransaction in a transaction}. To cancel a
   * future whose statement is under way has the server cancel it when it comes to it.
   */
  public AsyncStatements<Row> shared() {
    return new AsyncStatements<>(line, lane, plainRows(), 0, MOST_QUEUED, true);
  }

  /** Begins a transaction that lasts until {@link #commit} or {@link #rollback}. */
  public CompletableFuture<@Nullable Void> begin() {
    return plain("BEGIN");
  }

  /**
   * Ends the transaction that {@link #begin} has begun; one in which a statement has failed is
   * rolled back, without an error.
   */
  public CompletableFuture<@Nullable Void> commit() {
    return plain("COMMIT");
  }

  /** Undoes the transaction that {@link #begin} has begun. */
  public CompletableFuture<@Nullable Void> rollback() {
    return plain("ROLLBACK");
  }

  private CompletableFuture<@Nullable Void> plain(String sql) {
    return execute(sql).thenApply(result -> null);
  }

  /**
   * Asks the server to cancel what it is executing for this connection, if it is: that call fails
   * with {@link org.psycopg4j.errors.QueryCanceled}, and the next one's turn comes. Waits for
   * nothing.
   */
  public void cancel() {
    try {
      line.cancelCurrent();
    } catch (RejectedExecutionException e) {
      // The loop is closed: nothing is executed any more.
    }
  }

  /**
   * Sets who is told of each notification from now on, in their order; null is nobody. Those that
   * come while there is neither a handler nor a subscriber are dropped. What it throws is logged.
   */
  public void onNotify(@Nullable Consumer<? super Notify> handler) {
    line.notifications().handler(handler);
  }

  /**
   * The notifications that come from now on, for each subscriber; it ends with InterfaceException
   * when the connection is closed. One that requests too slowly, so that 10,000 wait for it, gets
   * an OperationalException and no more.
   */
  public Flow.Publisher<Notify> notifications() {
    return line.notifications();
  }

  /** Sets who is told of each notice from now on; null is nobody. It must not block. */
  public void onNotice(@Nullable Consumer<? super Diagnostics> handler) {
    conn.onNotice(
        handler == null ? null : notice -> line.loop().complete(() -> handler.accept(notice)));
  }

  /** How values travel on this connection, where it is not as everywhere. */
  public TypeRegistry types() {
    return conn.types();
  }

  /** What is known of the connection. */
  public ConnectionInfo info() {
    return conn.info();
  }

  /** 0 if the connection is open, 1 if it was closed here, 2 if it is broken. */
  public int closed() {
    return conn.closed();
  }

  /** The transaction's state, as the server told it last. */
  public TransactionStatus getTransactionStatus() {
    return conn.getTransactionStatus();
  }

  /** The server's process number for this session. */
  public int getBackendPid() {
    return conn.getBackendPid();
  }

  /**
   * Closes the connection after what was called before: later calls fail. The future completes when
   * it is closed, and never fails by itself; to complete it from outside, by {@code orTimeout},
   * does what {@link #abort} does, which doesn't wait for anything.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // what is chained here has no value, and can't fail
  public CompletableFuture<@Nullable Void> close() {
    InterfaceException closed = new InterfaceException("connection already closed");
    CompletableFuture<@Nullable Void> future = new LoopFuture<>(line.loop());
    future.whenComplete((nothing, error) -> abort());
    try {
      line.execute(
          () -> line.lane().close(closed, () -> line.leave(closed, () -> tellLater(future))));
    } catch (RejectedExecutionException e) {
      future.complete(null); // its loop is closed, and so is it
    }
    return future;
  }

  /** Completes a future after those that are about to be completed. */
  private void tellLater(CompletableFuture<@Nullable Void> future) {
    Runnable told = () -> line.loop().complete(() -> future.complete(null));
    try {
      line.execute(told);
    } catch (RejectedExecutionException e) {
      told.run(); // the loop is closed: nothing comes later
    }
  }

  /** Closes the connection now: calls that are under way or wait end with InterfaceException. */
  public void abort() {
    try {
      line.execute(() -> line.lose(new InterfaceException("connection already closed")));
    } catch (RejectedExecutionException e) {
      // Its loop is closed, and so is it.
    }
  }

  /** What the connection is and whether it is open; never a password. */
  @Override
  public String toString() {
    return conn.toString();
  }
}
