// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench.drivers;

/**
 * How many queries there were, of how many rows, and how long they took: a histogram in ticks of 10
 * µs, as long as the tool's timeout. For one thread.
 */
public final class Tally {
  public static final int TICKS_PER_SECOND = 100_000;
  private static final long NANOS_PER_TICK = 10_000;

  private final int[] counts;
  private long queries;
  private long rows;
  private long min = Long.MAX_VALUE;
  private long max;

  public Tally(int timeoutSeconds) {
    counts = new int[Math.multiplyExact(timeoutSeconds, TICKS_PER_SECOND)];
  }

  /** Counts a query that took so long: whole ticks. One beyond the timeout is in the last one. */
  public void add(long rowCount, long nanos) {
    long ticks = nanos / NANOS_PER_TICK;
    counts[(int) Math.min(ticks, counts.length - 1)]++;
    min = Math.min(min, ticks);
    max = Math.max(max, ticks);
    queries++;
    rows += rowCount;
  }

  /** Counts all that another one of the same timeout has counted. */
  public void add(Tally other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    queries += other.queries;
    rows += other.rows;
  }

  public long queries() {
    return queries;
  }

  public long rows() {
    return rows;
  }

  /** The fastest query in ticks; 0 if there was none. */
  public long min() {
    return queries == 0 ? 0 : min;
  }

  /** The slowest query in ticks, even beyond the timeout. */
  public long max() {
    return max;
  }

  /** The number of ticks that are told apart. */
  public int ticks() {
    return counts.length;
  }

  /** How many queries took that many ticks. */
  public int count(int tick) {
    return counts[tick];
  }
}
