// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench.drivers;

/**
 * What a run gave.
 *
 * @param seconds from its beginning until the last connection's last query ended
 * @param cpuSeconds of the client's process, meanwhile
 */
public record Outcome(Tally tally, double seconds, double cpuSeconds) {
  public double queriesPerSecond() {
    return tally.queries() / seconds;
  }

  public double rowsPerSecond() {
    return tally.rows() / seconds;
  }
}
