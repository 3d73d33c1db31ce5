// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

/** A client that reads a large result, which it may keep whole. */
public interface ScanClient {
  /** Executes {@link Tables#SCAN} and reads every value as its object; the number of rows. */
  long scanObjects(Values values) throws Exception;
}
