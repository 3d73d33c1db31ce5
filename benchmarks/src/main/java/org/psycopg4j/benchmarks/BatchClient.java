// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

/**
 * A client that inserts many rows (int4, text, float8) into {@link Tables#COPIED} by one call, or a
 * few, in one transaction. The values of {@link BulkRows} are objects at first.
 */
public interface BatchClient {
  /** Executes {@link Tables#INSERT_COPIED} for each row; the number of rows. */
  long insertMany(BulkRows rows) throws Exception;

  /** Inserts all rows by one statement whose parameters are three arrays; the number of rows. */
  long insertArrays(BulkRows rows) throws Exception;
}
