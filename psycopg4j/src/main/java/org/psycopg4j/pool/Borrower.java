// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import org.jspecify.annotations.Nullable;

/**
 * Who asks for a connection, and how.
 *
 * @param commits whether closing commits
 * @param async whether it is one that is polled
 * @param borrowing the stack of who asks, if that is wanted
 */
record Borrower(boolean commits, boolean async, ConnectionLeak.@Nullable Borrowing borrowing) {

  /** The current thread, or a future of its. */
  static Borrower current(PoolOptions options, boolean commits, boolean async) {
    return new Borrower(
        commits, async, options.leakAfter() == null ? null : new ConnectionLeak.Borrowing());
  }
}
