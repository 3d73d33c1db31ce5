// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.results;

/**
 * What one driver did in one slice of time.
 *
 * @param units operations or rows
 * @param cpuNanos processor time of all threads of the driver's process, its collector's included
 * @param bytes allocated by its Java threads; {@link #NOT_COUNTED} of a driver of Python
 * @param wallNanos time that went by
 */
public record Slice(long units, long cpuNanos, long bytes, long wallNanos) {
  /** What {@link #bytes} is where nobody counts them. */
  public static final long NOT_COUNTED = -1;

  public double cpuNanosPerUnit() {
    return (double) cpuNanos / units;
  }

  /** Not a number where they are not counted. */
  public double bytesPerUnit() {
    return bytes == NOT_COUNTED ? Double.NaN : (double) bytes / units;
  }

  public double unitsPerSecond() {
    return units * 1e9 / wallNanos;
  }

  /** What {@link #toString} has written. */
  public static Slice parse(String text) {
    String[] parts = text.split(" ", -1);
    return new Slice(
        Long.parseLong(parts[0]),
        Long.parseLong(parts[1]),
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]));
  }

  /** Its numbers in one line. */
  @Override
  public String toString() {
    return units + " " + cpuNanos + " " + bytes + " " + wallNanos;
  }
}
