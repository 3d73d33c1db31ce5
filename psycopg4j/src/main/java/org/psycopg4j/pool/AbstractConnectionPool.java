// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.ConnectOptions;
import org.psycopg4j.Connection;
import org.psycopg4j.ConnectionStatus;
import org.psycopg4j.Psycopg;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.PsycopgException;

/**
 * What psycopg2's pools have in common ({@code psycopg2.pool.AbstractConnectionPool}), to be
 * extended by pools of one's own: {@link SimpleConnectionPool} and {@link ThreadedConnectionPool}
 * only make its methods public.
 *
 * <p>A pool opens {@code minconn} connections at once, and others when all of those are in use, up
 * to {@code maxconn} in all; then {@code getConn} raises PoolException, it never waits for a
 * connection to come back. Of those that come back it keeps {@code minconn}. A connection is handed
 * out under a key, and to the same key again until it is put back; without a key to nobody else.
 *
 * <p>Three things are better than in psycopg2. A connection that is found to be dead is not handed
 * out: not when it is idle and the server has hung up. Whenever the pool has lost so many that it
 * has less than {@code minconn}, a daemon thread replaces them, and tries again until it can; in a
 * pool that has all it needs there is no thread. And no lock is held while connecting, rolling back
 * or closing.
 *
 * <p>For any thread, as far as {@link #connect} is.
 */
public abstract class AbstractConnectionPool implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger("org.psycopg4j");

  private final int minconn;
  private final int maxconn;
  private final String dsn;
  private final Consumer<ConnectOptions> options;
  private final KeyedPlaces places;

  /** The key of who has given none: no other key is equal to it. */
  private static final class OwnKey {}

  /**
   * Opens the first connections, by {@link #connect}.
   *
   * @param minconn how many; zero or less is none
   * @param maxconn how many connections there can be; a negative number is no limit
   * @param dsn as for {@link Psycopg#connect(String)}
   * @param options called for each connection, by the thread that makes it, to set its options
   * @throws PsycopgException if one can't be opened: those that were are closed
   */
  @SuppressWarnings("this-escape") // connect says when it is called
  protected AbstractConnectionPool(
      int minconn, int maxconn, String dsn, Consumer<ConnectOptions> options) {
    this.minconn = minconn;
    this.maxconn = maxconn;
    this.dsn = dsn;
    this.options = options;
    places = new KeyedPlaces(minconn, maxconn);
    List<Connection> first = new ArrayList<>();
    boolean complete = false;
    try {
      while (first.size() < minconn) {
        first.add(connect(null));
      }
      complete = true;
    } finally {
      if (!complete) {
        first.forEach(AbstractConnectionPool::discard);
      }
    }
    first.forEach(places::stock);
  }

  /**
   * Opens a connection ({@code _connect}), to be overridden by a pool that prepares its
   * connections: {@code super.connect(key)} is a new one. Any thread calls it, several at a time,
   * and without a lock; this class's constructor calls it as well, before a subclass has set its
   * own fields.
   *
   * @param key the key for which it was asked for; null if for none
   */
  protected Connection connect(@Nullable Object key) {
    return Psycopg.connect(dsn, options);
  }

  /**
   * The connection that is in use under a key, as it is; if there is none, an idle one, the last
   * that came back, or a new one, which is then in use under that key ({@code _getconn}). Two
   * threads that ask for the same key get the same connection.
   *
   * @param key what has equals and hashCode; null is a key of the pool's own
   * @throws PoolException if {@code maxconn} connections are in use, or the pool is closed
   * @throws PsycopgException if a new connection can't be opened: no place is lost by that
   */
  protected Connection getConn(@Nullable Object key) {
    Object wanted = key == null ? new OwnKey() : key;
    while (true) {
      KeyedPlaces.Taken taken = places.take(wanted);
      KeyedClaim claim = taken.claim();
      if (taken.connection() != null) {
        return taken.connection();
      } else if (claim != null && claim.isMine()) {
        return open(claim, wanted, key);
      } else if (claim != null) {
        claim.await();
      }
    }
  }

  /**
   * Takes a connection back ({@code _putconn}), rolls back its transaction, if there is one, and
   * keeps it; or closes it, if {@code minconn} are kept already, if it is to be closed, or if it is
   * of no use to anybody: broken, or with a prepared transaction, or with one that a rollback does
   * not end.
   *
   * @param conn null is no connection of this pool
   * @param key the key that it is in use under; null does not say
   * @param close whether to close it in any case
   * @throws PoolException if the connection is not in use, or not under that key, or the pool is
   *     closed; nothing becomes of the connection then
   * @throws PsycopgException if the rollback fails: the connection is closed, and its place is free
   */
  protected void putConn(@Nullable Connection conn, @Nullable Object key, boolean close) {
    KeyedClaim claim = places.giveBack(conn, key);
    if (conn == null) {
      return; // giveBack has raised
    }
    boolean wanted = !close && places.hasRoom();
    boolean kept = false;
    try {
      kept = wanted && tidied(conn) && places.keep(claim, conn);
    } finally {
      if (!kept) {
        if (!wanted || conn.closed() == 0) { // else it stays broken, as in psycopg2
          discard(conn);
        }
        release(claim);
      }
    }
  }

  /**
   * Closes all connections, those in use as well ({@code _closeall}). What is executing on one is
   * waited for.
   *
   * @throws PoolException if the pool is closed already
   */
  protected void closeAll() {
    places.close().forEach(AbstractConnectionPool::discard);
  }

  /** As {@link #closeAll}; closing again does nothing. */
  @Override
  public void close() {
    if (!closed()) {
      try {
        closeAll();
      } catch (PoolException e) {
        if (!closed()) {
          throw e;
        } // else another thread was faster
      }
    }
  }

  /** How many connections the pool opens at first, and keeps. */
  public int minconn() {
    return minconn;
  }

  /** How many connections there can be. */
  public int maxconn() {
    return maxconn;
  }

  /** Whether the pool is closed. */
  public boolean closed() {
    return places.closed();
  }

  private Connection open(KeyedClaim claim, Object wanted, @Nullable Object key) {
    Connection conn = null;
    boolean inUse = false;
    try {
      conn = claim.idle();
      while (conn != null && isDead(conn)) {
        discard(conn);
        conn = places.nextIdle();
      }
      if (conn == null) {
        conn = connect(key);
      }
      inUse = places.use(claim, wanted, conn);
    } finally {
      if (!inUse) {
        if (conn != null) {
          discard(conn);
        }
        release(claim);
      }
    }
    if (!inUse) {
      throw new PoolException("connection pool is closed");
    }
    if (conn != claim.idle() && places.isShort()) {
      refill();
    }
    return conn;
  }

  private void release(KeyedClaim claim) {
    if (places.release(claim)) {
      refill();
    }
  }

  private void refill() {
    KeyedRefill.start(places, () -> connect(null));
  }

  /** Whether the server has hung up on an idle connection. */
  private static boolean isDead(Connection conn) {
    try {
      conn.poll(); // takes what the server said last
      conn.poll(); // sees that it says no more
    } catch (PsycopgException e) {
      LOGGER.log(Level.DEBUG, "an idle connection of a pool is dead", e);
    }
    return conn.closed() != 0;
  }

  /** Whether a connection is, or could be made, fit for the next user. */
  private static boolean tidied(Connection conn) {
    TransactionStatus status = conn.getTransactionStatus();
    if (status == TransactionStatus.UNKNOWN || conn.status() == ConnectionStatus.PREPARED) {
      return false;
    } else if (status != TransactionStatus.IDLE) {
      conn.rollback();
    }
    return conn.getTransactionStatus() == TransactionStatus.IDLE;
  }

  private static void discard(Connection conn) {
    try {
      conn.close();
    } catch (PsycopgException e) {
      LOGGER.log(Level.DEBUG, "a connection of a pool could not be closed", e);
    }
  }
}
