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
  private static final Borrower ASYNC = new Borrower(false, true, null);
  private static final Borrower COMMITTING = new Borrower(true, false, null);
  private static final Borrower ROLLING_BACK = new Borrower(false, false, null);

  /** The current thread, or a future of its. */
  static Borrower current(PoolOptions options, boolean commits, boolean async) {
    if (options.leakAfter() != null) {
      return new Borrower(commits, async, new ConnectionLeak.Borrowing());
    }
    return async ? ASYNC : commits ? COMMITTING : ROLLING_BACK;
  }
}
