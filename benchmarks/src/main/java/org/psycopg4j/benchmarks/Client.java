// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

import java.io.IOException;
import java.sql.SQLException;

/**
 * What a driver's connection, or several, can do for any workload. What a workload asks of it is
 * one of the small interfaces beside this one, each written as the driver's manual advises. For one
 * thread.
 *
 * <p>Every value that a query returns goes into {@link Values}, so that nothing is left undecoded
 * and every driver can prove that it read the right ones.
 */
public interface Client extends AutoCloseable {
  /** Executes a statement that returns no rows and makes it permanent. */
  void execute(String sql) throws Exception;

  /** The one value, a bigint, that a query returns; no transaction is left open. */
  long queryLong(String sql) throws Exception;

  @Override
  void close() throws IOException, SQLException;
}
