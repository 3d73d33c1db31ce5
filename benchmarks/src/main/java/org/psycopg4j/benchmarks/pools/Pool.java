// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pools;

import org.psycopg4j.benchmarks.Values;

/**
 * A pool of one library, and what is done with what it lends, each as its manual advises. For any
 * thread.
 *
 * <p>A connection commits by itself; its statements are made anew by each borrower, as they are by
 * programs that use a pool.
 *
 * @param <C> what it lends
 */
public interface Pool<C> extends AutoCloseable {
  /** Borrows one, and waits for it if need be. */
  C borrow() throws Exception;

  /** Returns one. */
  void giveBack(C lent) throws Exception;

  /** Returns one with which something has gone wrong. */
  void discard(C lent) throws Exception;

  /** Executes {@link org.psycopg4j.benchmarks.Tables#SELECT_ONE} and reads its int. */
  void selectOne(C lent, Values values) throws Exception;

  /** Executes {@link org.psycopg4j.benchmarks.Tables#INSERT}. */
  void insert(C lent, int id) throws Exception;

  @Override
  void close();
}
