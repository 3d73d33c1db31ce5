// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench.drivers;

import org.jspecify.annotations.Nullable;

/** A connection that an event loop serves. */
interface AsyncClient {
  /** Who is told how it went. */
  interface Callback {
    /** The work was about so many rows; or it failed, if there is an error. */
    void done(long rows, @Nullable Throwable error);
  }

  /** Begins the work; the callback is called once, when all of it is done. */
  void once(Callback callback);

  /** Closes the connection, and waits for that. */
  void close();
}
