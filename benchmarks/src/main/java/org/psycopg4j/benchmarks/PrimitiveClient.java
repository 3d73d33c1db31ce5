// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

/** A client whose API returns primitive values. */
public interface PrimitiveClient {
  /** Executes {@link Tables#SCAN} and reads the primitive columns as such; the number of rows. */
  long scanPrimitives(Values values) throws Exception;
}
