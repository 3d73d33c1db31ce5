// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench.drivers;

import java.sql.SQLException;

/** A connection whose work makes its thread wait. For one thread at a time. */
interface BlockingClient extends AutoCloseable {
  /**
   * Does the work once; returns how many rows it was about.
   *
   * @throws Exception of the driver's own kind
   */
  long once() throws Exception;

  @Override
  void close() throws SQLException;
}
