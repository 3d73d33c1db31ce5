// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench.drivers;

/**
 * What a run gave.
 *
 * @param seconds from its beginning until the last connection's last query ended
 */
public record Outcome(Tally tally, double seconds) {
  private static final double NANOS_PER_SECOND = 1e9;

  static Outcome since(long startNanos, Tally tally) {
    return new Outcome(tally, (System.nanoTime() - startNanos) / NANOS_PER_SECOND);
  }

  public double queriesPerSecond() {
    return tally.queries() / seconds;
  }

  public double rowsPerSecond() {
    return tally.rows() / seconds;
  }
}
