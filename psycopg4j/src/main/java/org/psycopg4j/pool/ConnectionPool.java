// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.TransactionBody;
import org.psycopg4j.TransactionCall;
import org.psycopg4j.TransactionOptions;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.async.EventLoop;
import org.psycopg4j.internal.session.LentSession;

/**
 * Connections that are opened beforehand, looked after, and lent to one after another: psycopg 3's
 * {@code psycopg_pool.ConnectionPool} for threads of either kind and for futures, in one queue.
 *
 * <pre>{@code
 * try (ConnectionPool pool = ConnectionPool.of("dbname=app", options -> options.maxSize(10))) {
 *   pool.inTransaction(conn -> conn.cursor().execute("INSERT …"));
 * }
 * }</pre>
 *
 * <p>Who asks for a connection gets the one that was used last, or waits in the queue; the pool's
 * own threads open what is missing, so nobody waits for a connection to be opened if another one is
 * returned before. The queue is served in the order of asking; a thread that asks in the moment of
 * a return may be quicker than the thread that is first and has to wake up, but not more than 8
 * times in a row. Before it is lent each connection is looked at, unless that was done within the
 * last 20 µs: if the server has hung up, or said that it will, another one is lent instead. That
 * takes no round trip.
 *
 * <p>What is lent is a connection of its own, that ends when it is closed: whoever goes on using it
 * gets an InterfaceException and harms nobody who has the session then. Each borrower finds a
 * connection as {@link PoolOptions#configure} has left it: autocommit, isolation level, handlers,
 * types, time limits and notices of others are gone, and their transaction was rolled back. What
 * they did to the session by SQL stays, unless {@link PoolOptions#reset} undoes it.
 *
 * <p>A connection that is never returned, and that nobody has any more, is found after a garbage
 * collection; it is closed and replaced, and {@link PoolOptions#onLeak} is told. One of {@link
 * #asyncConnection()} is not: its loop has it.
 *
 * <p>For any thread.
 */
public final class ConnectionPool implements AutoCloseable {
  private final PoolOptions options;
  private final Lending lending;
  private final CheckOut checkOut;
  private final Upkeep upkeep;

  private ConnectionPool(PoolOptions options, Connector connector, boolean keeps) {
    this.options = options;
    int min = keeps ? options.minSize() : 0;
    int max = keeps ? options.maxSize() : options.maxSizeOrNone();
    PoolOptions.requireSizes(min, max);
    this.lending =
        new Lending(
            options, min, max, keeps, connector, () -> options.reconnectFailed().accept(this));
    this.checkOut = new CheckOut(lending);
    this.upkeep = new Upkeep(lending);
  }

  /** A pool of 4 connections: {@link #of(String, Consumer)} with nothing changed. */
  public static ConnectionPool of(String dsn) {
    return of(dsn, options -> {});
  }

  /**
   * A pool. Its connections are opened by its own threads: what is wrong with the server is an
   * error for who asks for a connection, when its time is over. {@link #awaitReady} tells before
   * that.
   *
   * @param dsn as for {@link org.psycopg4j.Psycopg#connect(String)}
   * @param options called once, now
   * @throws org.psycopg4j.errors.ProgrammingException if it is no connection string
   * @throws org.psycopg4j.errors.ParameterException if the options don't fit each other
   */
  public static ConnectionPool of(String dsn, Consumer<PoolOptions> options) {
    return open(dsn, options, true);
  }

  /**
   * A pool that keeps nothing: each connection is opened when it is asked for, and closed when it
   * is returned and nobody waits ({@code psycopg_pool.NullConnectionPool}). The rest is the same:
   * at most {@link PoolOptions#maxSize} at a time (any number by default), the queue, the hooks,
   * the statistics. For where something else keeps connections, such as PgBouncer.
   */
  public static ConnectionPool unpooled(String dsn, Consumer<PoolOptions> options) {
    return open(dsn, options, false);
  }

  private static ConnectionPool open(String dsn, Consumer<PoolOptions> options, boolean keeps) {
    Psycopg.parseDsn(dsn); // what can never work is an error now
    PoolOptions chosen = new PoolOptions();
    options.accept(chosen);
    ConnectionPool pool = new ConnectionPool(chosen, new Connector(dsn, chosen), keeps);
    pool.upkeep.start();
    return pool;
  }

  /**
   * Borrows a connection that commits when it is closed: {@code with pool.connection() as conn:}.
   *
   * <p>Closing commits the transaction, or rolls it back if a statement in it has failed, and
   * returns the connection. One that was begun by SQL with autocommit on is rolled back. If the
   * last call failed before it was sent (interrupted, out of time, with parameters that don't fit),
   * it is rolled back and closing raises ProgrammingException: beside the error of that call, as
   * its suppressed one, or alone if that was caught. In Java {@code close()} isn't told whether an
   * exception passes through: what was done before code of your own has thrown is committed as
   * well. Where half of the work must not be, use {@link #inTransaction}, or {@link #getConn()} and
   * {@code commit()}.
   *
   * @throws PoolTimeoutException if there is none within {@link PoolOptions#timeout}; caused by why
   *     none can be opened, if that is so
   * @throws TooManyRequestsException if too many wait
   * @throws PoolClosedException if the pool is closed, also meanwhile
   * @throws org.psycopg4j.errors.OperationalException if the thread is interrupted: its flag stays
   *     set
   */
  public Connection connection() {
    return connection(options.timeout());
  }

  /**
   * As {@link #connection()}, waiting for another time.
   *
   * @param timeout how long; with 0 it is an idle one or none, and there is none in a pool that has
   *     just been made or keeps nothing
   */
  public Connection connection(Duration timeout) {
    return checkOut.lend(timeout, true);
  }

  /**
   * Borrows a connection that rolls back what was not committed when it is closed or {@linkplain
   * #putConn put back}; for the rest as {@link #connection()}.
   */
  public Connection getConn() {
    return getConn(options.timeout());
  }

  /** As {@link #getConn()}, waiting for another time. */
  public Connection getConn(Duration timeout) {
    return checkOut.lend(timeout, false);
  }

  /**
   * Returns a connection as it is, with whatever it is in the middle of: an open transaction is
   * rolled back, also that of {@link #connection()}. To close a connection returns it, too.
   *
   * @throws PoolException if it is not of this pool, or was returned before
   */
  public void putConn(Connection conn) {
    if (!(LentSession.lender(conn) instanceof Lease lease) || lease.pool() != lending) {
      throw new PoolException(
          "can't return a connection to %s: it is not of this pool".formatted(name()));
    }
    if (!lease.end()) {
      throw new PoolException(
          "can't return a connection to %s: it was returned already".formatted(name()));
    }
    lending.returns().takeBack(lease, conn, false);
  }

  /**
   * Does something in a transaction on a connection that is borrowed for it: {@link
   * Connection#inTransaction(TransactionBody)}.
   *
   * @param <X> the checked exception of the body
   */
  public <X extends Exception> void inTransaction(TransactionBody<X> body) throws X {
    try (Connection conn = getConn()) {
      conn.inTransaction(body);
    }
  }

  /**
   * As {@link #inTransaction(TransactionBody)}, for a transaction that is not like the others, or
   * is tried again when other transactions were in its way.
   *
   * @param <X> the checked exception of the body
   */
  public <X extends Exception> void inTransaction(
      TransactionOptions transaction, TransactionBody<X> body) throws X {
    try (Connection conn = getConn()) {
      conn.inTransaction(transaction, body);
    }
  }

  /**
   * As {@link #inTransaction(TransactionBody)}, for a body that has a result.
   *
   * @param <T> the result
   * @param <X> the checked exception of the body
   */
  public <T extends @Nullable Object, X extends Exception> T callInTransaction(
      TransactionCall<T, X> body) throws X {
    return callInTransaction(TransactionOptions.defaults(), body);
  }

  /**
   * As {@link #inTransaction(TransactionOptions, TransactionBody)}, for a body that has a result.
   *
   * @param <T> the result
   * @param <X> the checked exception of the body
   */
  public <T extends @Nullable Object, X extends Exception> T callInTransaction(
      TransactionOptions transaction, TransactionCall<T, X> body) throws X {
    try (Connection conn = getConn()) {
      return conn.callInTransaction(transaction, body);
    }
  }

  /**
   * Borrows a connection without waiting for it. It waits in the same queue as the threads; {@link
   * AsyncConnection#close()} returns it, and rolls back what {@code begin()} has begun. To cancel
   * the future gives up the wait. It fails with what {@link #connection()} throws.
   */
  public CompletableFuture<AsyncConnection> asyncConnection() {
    return asyncConnection(options.timeout());
  }

  /** As {@link #asyncConnection()}, waiting for another time. */
  public CompletableFuture<AsyncConnection> asyncConnection(Duration timeout) {
    EventLoop chosen = options.loop();
    return new AsyncCheckOut(lending, chosen == null ? EventLoop.shared() : chosen, timeout)
        .begin();
  }

  /**
   * Does something with a connection that is borrowed for it, without waiting, and returns it when
   * the body's future has ended. To cancel the future gives up the wait, or cancels the body's.
   *
   * @param <T> the result
   */
  public <T extends @Nullable Object> CompletableFuture<T> callAsync(
      Function<? super AsyncConnection, ? extends CompletionStage<T>> body) {
    return new AsyncCall<T>(body).on(asyncConnection());
  }

  /**
   * Waits until the pool has as many connections as it is to keep ({@code wait}).
   *
   * @throws PoolTimeoutException if it has not within that time; caused by why, if that is known
   * @throws PoolClosedException if it is closed
   */
  public void awaitReady(Duration timeout) {
    if (!lending.awaitReady(timeout)) {
      throw lending.places().isClosed() ? lending.closed() : lending.timeout(timeout);
    }
  }

  /**
   * Asks the server over each idle connection, on this thread, and replaces those that get no
   * answer within 5 seconds.
   */
  public void check() {
    upkeep.sweep(ConnectionPool::checkConnection);
  }

  /**
   * Asks the server for a sign of life, for {@link PoolOptions#check}: it costs a round trip, and
   * finds what only a question finds, such as a server that has gone without a word.
   *
   * @throws org.psycopg4j.errors.PsycopgException if there is no answer within 5 seconds
   */
  public static void checkConnection(Connection conn) {
    Checks.answers(conn);
  }

  /**
   * Changes how many connections are kept, and how many there may be. Idle ones that are too many
   * are closed, borrowed ones when they are returned.
   *
   * @throws org.psycopg4j.errors.ParameterException if they don't fit each other
   */
  public void resize(int minSize, int maxSize) {
    lending.discard(lending.places().resize(minSize, PoolOptions.requireSizes(minSize, maxSize)));
  }

  /** Replaces all connections by new ones: idle ones now, borrowed ones when they are returned. */
  public void drain() {
    lending.drain();
  }

  /** What the pool has, and what has come to pass. */
  public PoolStats getStats() {
    return lending.figures().with(lending.places().counts());
  }

  /** The same; from now on the sums begin at 0. */
  public PoolStats popStats() {
    return lending.figures().popWith(lending.places().popCounts());
  }

  /** What the pool is called. */
  public String name() {
    return options.name();
  }

  /** Whether it is closed: nobody gets a connection any more. */
  public boolean closed() {
    return lending.places().isClosed();
  }

  /**
   * Closes the pool at once: who waits, or asks from now on, gets a {@link PoolClosedException};
   * what is idle is closed now, and what is borrowed when it is returned. Closing again does
   * nothing.
   */
  @Override
  public void close() {
    lending.close();
  }

  /**
   * Closes the pool and waits for the borrowers: as {@link #close()}, and when the time is over the
   * connections that are still out are closed under those who have them, whose statements are
   * canceled.
   *
   * @return whether all connections had come back, and are closed
   */
  public boolean close(Duration grace) {
    lending.close();
    boolean allBack = lending.awaitEnd(grace);
    if (!allBack) {
      lending.cutOff();
    }
    return allBack;
  }

  /** The pool's name and how many connections it has; never a password. */
  @Override
  public String toString() {
    PoolStats stats = getStats();
    return "<%s; connections: %d of %d, idle: %d, waiting: %d%s>"
        .formatted(
            name(),
            stats.poolSize(),
            stats.poolMax(),
            stats.poolAvailable(),
            stats.requestsWaiting(),
            closed() ? ", closed" : "");
  }
}
