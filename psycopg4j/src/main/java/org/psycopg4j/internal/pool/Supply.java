// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.pool;

/** Opens the connections that the places want. */
public interface Supply {
  /**
   * Orders connections: each is answered by one call of {@link Places#opened} or {@link
   * Places#openFailed}, from whichever thread, even before this method has returned.
   *
   * <p>Called without a lock by whichever thread has changed what is wanted. It must not block, and
   * must not throw: what it can't do has failed.
   *
   * @param count how many, at least 1
   */
  void open(int count);
}
