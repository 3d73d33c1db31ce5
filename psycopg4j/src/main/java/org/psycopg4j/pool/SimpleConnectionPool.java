// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.util.function.Consumer;
import org.psycopg4j.ConnectOptions;

/**
 * A pool for one thread ({@code psycopg2.pool.SimpleConnectionPool}), which is to share it with
 * nobody: for several there is {@link ThreadedConnectionPool}. It is not promised to serve them,
 * but none of its connections is handed out twice if they try. {@link AbstractConnectionPool} says
 * what a pool does.
 */
public final class SimpleConnectionPool extends KeyedConnectionPool {
  /**
   * Opens a pool, and its first connections.
   *
   * @param minconn how many connections are opened at once, and kept; zero or less is none
   * @param maxconn how many there can be; a negative number is no limit
   * @param dsn as for {@link org.psycopg4j.Psycopg#connect(String)}
   * @throws org.psycopg4j.errors.PsycopgException if a connection can't be opened
   */
  public SimpleConnectionPool(int minconn, int maxconn, String dsn) {
    this(minconn, maxconn, dsn, chosen -> {});
  }

  /**
   * As the other constructors, with options set by name.
   *
   * @param options called for each connection, by the thread that makes it, to set its options
   */
  public SimpleConnectionPool(int minconn, int maxconn, Consumer<ConnectOptions> options) {
    this(minconn, maxconn, "", options);
  }

  /** As the other constructors, with a connection string and options, which win over it. */
  public SimpleConnectionPool(
      int minconn, int maxconn, String dsn, Consumer<ConnectOptions> options) {
    super(minconn, maxconn, dsn, options);
  }
}
