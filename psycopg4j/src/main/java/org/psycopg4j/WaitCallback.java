// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.io.IOException;

/**
 * Waits for the server in place of the connections that block: psycopg2's wait callback, for
 * programs that have another way of waiting than a thread's. See {@link Psycopg#setWaitCallback}.
 */
@FunctionalInterface
public interface WaitCallback {
  /**
   * Polls a connection until {@link Connection#poll()} returns OK, and waits in between for what it
   * says ({@link PollState#operations}). The connection may be just being opened. Nothing else than
   * {@code poll()}, {@code channel()} and {@code cancel()} is to be called on it here. Any thread
   * that uses a connection calls this, and none holds a lock.
   *
   * <p>What it throws is what the connection's method throws, an IOException as {@link
   * org.psycopg4j.errors.OperationalException}; the connection is closed then.
   *
   * @throws IOException if it could not wait
   */
  void await(Connection conn) throws IOException;
}
