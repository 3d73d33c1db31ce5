// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench.drivers;

import java.sql.SQLException;
import java.time.Duration;

/** The connections of a run. */
public sealed interface Crew extends AutoCloseable permits BlockingCrew, AsyncCrew {
  /**
   * Has all of them work back to back, each once at least. None begins anything after the duration;
   * what is under way is ended.
   *
   * @throws Exception the first that one of them failed with
   */
  Outcome run(Duration duration, int timeoutSeconds) throws Exception;

  @Override
  void close() throws SQLException;
}
