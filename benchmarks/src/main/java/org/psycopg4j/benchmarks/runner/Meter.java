// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.runner;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.psycopg4j.benchmarks.results.Slice;

/** Measures what this process spends from {@link #start} to {@link #stop}. */
public final class Meter {
  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private long cpu;
  private long bytes;
  private long wall;

  public void start() {
    bytes = allocated();
    cpu = process.getProcessCpuTime();
    wall = System.nanoTime();
  }

  public Slice stop(long units) {
    long wallNanos = System.nanoTime() - wall;
    long cpuNanos = process.getProcessCpuTime() - cpu;
    return new Slice(units, cpuNanos, allocated() - bytes, wallNanos);
  }

  private long allocated() {
    long sum = 0;
    for (long count : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
      sum += Math.max(0, count); // -1: the thread has ended in between
    }
    return sum;
  }
}
