// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

import java.util.function.IntFunction;

/** A client of several connections that work at once. */
public interface CrowdClient {
  /** How many. */
  int CONNECTIONS = 10;

  /**
   * Has each connection execute a query so many times, one after another, and returns when all are
   * done.
   *
   * @param values those of a connection, by its number from 0
   */
  void all(FieldQuery query, int times, IntFunction<Values> values) throws Exception;
}
