// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.ConnectOptions;
import org.psycopg4j.Connection;

/** What both of psycopg2's pools offer: connections under keys, and no waiting for a place. */
public abstract sealed class KeyedConnectionPool extends AbstractConnectionPool
    permits SimpleConnectionPool, ThreadedConnectionPool {
  KeyedConnectionPool(int minconn, int maxconn, String dsn, Consumer<ConnectOptions> options) {
    super(minconn, maxconn, dsn, options);
  }

  /**
   * A connection that nobody else has until it is put back.
   *
   * @throws PoolException if {@code maxconn} connections are in use, or the pool is closed
   * @throws org.psycopg4j.errors.PsycopgException if a new connection can't be opened
   */
  public Connection getConn() {
    return getConn(null);
  }

  /**
   * The connection that is in use under a key, as it is, or one that is from now on.
   *
   * @param key null is a key of the pool's own, as in {@link #getConn()}
   * @throws PoolException as {@link #getConn()}
   */
  @Override
  public Connection getConn(@Nullable Object key) {
    return super.getConn(key);
  }

  /**
   * Takes a connection back, rolls back what it has begun, and keeps it if it may be needed.
   *
   * @param conn null is no connection of this pool
   * @throws PoolException if the connection is not in use, or the pool is closed
   * @throws org.psycopg4j.errors.PsycopgException if the rollback fails: the connection is closed,
   *     and its place is free
   */
  public void putConn(@Nullable Connection conn) {
    putConn(conn, null, false);
  }

  /**
   * As {@link #putConn(Connection)}, for who knows the key.
   *
   * @param key null does not say
   * @throws PoolException also if the connection is in use under another key
   */
  public void putConn(@Nullable Connection conn, @Nullable Object key) {
    putConn(conn, key, false);
  }

  /**
   * As {@link #putConn(Connection, Object)}.
   *
   * @param close whether to close the connection in any case
   */
  @Override
  public void putConn(@Nullable Connection conn, @Nullable Object key, boolean close) {
    super.putConn(conn, key, close);
  }

  /**
   * Closes all connections, those in use as well.
   *
   * @throws PoolException if the pool is closed already; {@link #close} may be called again
   */
  @Override
  public void closeAll() {
    super.closeAll();
  }
}
