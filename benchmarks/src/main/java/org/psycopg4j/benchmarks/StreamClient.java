// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

/** A client that reads a large result and never holds much of it. */
public interface StreamClient {
  /** How many rows are fetched at a time by those who fetch rows. */
  int FETCH_SIZE = 10_000;

  /** Executes {@link Tables#SCAN} and reads every value as its object; the number of rows. */
  long streamObjects(Values values) throws Exception;
}
