// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

/** A client that writes many rows into one statement. */
public interface ValuesClient {
  /**
   * Inserts (int4, text, float8) into {@link Tables#COPIED} by INSERT … VALUES with 1000 rows each,
   * in one transaction; the number of rows.
   */
  long insertValues(BulkRows rows) throws Exception;
}
