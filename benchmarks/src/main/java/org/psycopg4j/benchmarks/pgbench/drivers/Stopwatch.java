// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench.drivers;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * When something began, by the wall clock and by this process's CPU.
 *
 * @param nanos of {@link System#nanoTime}
 * @param cpuNanos of all the process's threads, the collector's and the compiler's too
 */
record Stopwatch(long nanos, long cpuNanos) {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  static Stopwatch start() {
    return new Stopwatch(System.nanoTime(), SYSTEM.getProcessCpuTime());
  }

  /** What has been done until now. */
  Outcome stop(Tally tally) {
    return new Outcome(
        tally,
        (System.nanoTime() - nanos) / NANOS_PER_SECOND,
        (SYSTEM.getProcessCpuTime() - cpuNanos) / NANOS_PER_SECOND);
  }
}
