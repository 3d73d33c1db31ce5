// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

import java.io.IOException;
import java.sql.SQLException;

/**
 * One connection of one driver, and what the workloads ask of it, each written as that driver's
 * manual advises. For one thread.
 *
 * <p>Every value that a query returns goes into {@link Values}, so that nothing is left undecoded
 * and every driver can prove that it read the right ones.
 */
public interface Client extends AutoCloseable {
  /** Executes a statement that returns no rows and makes it permanent. */
  void execute(String sql) throws Exception;

  /** The one value, a bigint, that a query returns; no transaction is left open. */
  long queryLong(String sql) throws Exception;

  /** Executes {@link Tables#SELECT_ONE} and reads its int. */
  void selectOne(Values values) throws Exception;

  /** Executes {@link Tables#LOOKUP} for a key and reads all columns as objects. */
  void lookup(int id, Values values) throws Exception;

  /** Executes {@link Tables#SCAN} and reads every value as its object; the number of rows. */
  long scanObjects(Values values) throws Exception;

  /** Executes {@link Tables#SCAN} and reads the primitive columns as such; the number of rows. */
  long scanPrimitives(Values values) throws Exception;

  /** A transaction with one {@link Tables#INSERT}. For a client opened for transactions. */
  void insertAndCommit(int id, String note) throws Exception;

  @Override
  void close() throws IOException, SQLException;
}
