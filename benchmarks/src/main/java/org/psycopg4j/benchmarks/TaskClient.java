// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

import java.util.function.IntFunction;

/** A client on whose few connections many tasks work at once. */
public interface TaskClient {
  /** How many connections. */
  int CONNECTIONS = 8;

  /**
   * Has each task execute {@link Tables#LOOKUP} for its keys, one after another, and returns when
   * all are done.
   *
   * @param ids of each task
   * @param values those of a task, by its number from 0
   */
  void tasks(int[][] ids, IntFunction<Values> values) throws Exception;
}
