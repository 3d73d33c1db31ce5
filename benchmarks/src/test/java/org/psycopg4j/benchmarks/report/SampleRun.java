// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.psycopg4j.benchmarks.results.Machine;
import org.psycopg4j.benchmarks.results.Measured;
import org.psycopg4j.benchmarks.results.Run;
import org.psycopg4j.benchmarks.results.Server;
import org.psycopg4j.benchmarks.results.Slice;
import org.psycopg4j.benchmarks.results.Turns;

/** A run of round figures: two rounds, of drivers that took 5, 10, 8, 4 and 6 µs for an op. */
public final class SampleRun {
  private SampleRun() {}

  public static Run run() {
    return run(List.of(lookup(), pool()));
  }

  static Run run(List<Measured> workloads) {
    return new Run(
        "2026-01-31",
        new Machine("Some Processor", 2, 4096, "Linux 6.1 amd64", "OpenJDK 17", 0.25),
        new Server("18.0", true, Map.of("jit", "off")),
        new Turns(2, 500, 2500, 1, List.of("-Xmx1g")),
        Map.of("postgresql", "42.7.14"),
        workloads);
  }

  static Measured lookup() {
    Map<String, List<Slice>> slices = new LinkedHashMap<>();
    slices.put("psycopg4j", List.of(slice(5, 8), slice(6, 8)));
    slices.put("pgjdbc", List.of(slice(10, 16), slice(10, 16)));
    slices.put("other", List.of(slice(8, 12), slice(8, 12)));
    slices.put("floor, binary", List.of(slice(4, 0), slice(4, 0)));
    slices.put("floor, simple protocol", List.of(slice(6, 0), slice(6, 0)));
    return new Measured("A", "one row by its key", "op", "pgjdbc", "100:abc", slices);
  }

  /** Without a floor, and with another peer. */
  static Measured pool() {
    Map<String, List<Slice>> slices = new LinkedHashMap<>();
    slices.put("psycopg4j pool", List.of(slice(1, 24), slice(1, 24)));
    slices.put("HikariCP", List.of(slice(2, 48), slice(2, 48)));
    return new Measured("check-out", "borrow & return", "op", "HikariCP", "1:a", slices);
  }

  private static Slice slice(int cpuMicros, int bytes) {
    return new Slice(1000, cpuMicros * 1_000_000L, bytes * 1000L, 1_000_000_000L);
  }
}
