// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.util.function.Consumer;
import org.psycopg4j.ConnectOptions;

/**
 * A pool that threads share ({@code psycopg2.pool.ThreadedConnectionPool}): each call is for any
 * thread. A key that a thread asks for while another one is getting its connection waits for that
 * one. {@link AbstractConnectionPool} says what a pool does.
 */
public final class ThreadedConnectionPool extends KeyedConnectionPool {
  /**
   * Opens a pool, and its first connections.
   *
   * @param minconn how many connections are opened at once, and kept; zero or less is none
   * @param maxconn how many there can be; a negative number is no limit
   * @param dsn as for {@link org.psycopg4j.Psycopg#connect(String)}
   * @throws org.psycopg4j.errors.PsycopgException if a connection can't be opened
   */
  public ThreadedConnectionPool(int minconn, int maxconn, String dsn) {
    this(minconn, maxconn, dsn, chosen -> {});
  }

  /**
   * As the other constructors, with options set by name.
   *
   * @param options called for each connection, by the thread that makes it, to set its options
   */
  public ThreadedConnectionPool(int minconn, int maxconn, Consumer<ConnectOptions> options) {
    this(minconn, maxconn, "", options);
  }

  /** As the other constructors, with a connection string and options, which win over it. */
  public ThreadedConnectionPool(
      int minconn, int maxconn, String dsn, Consumer<ConnectOptions> options) {
    super(minconn, maxconn, dsn, options);
  }
}
