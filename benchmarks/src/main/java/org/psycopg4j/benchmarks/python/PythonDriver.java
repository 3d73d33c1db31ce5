// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.python;

import java.util.List;
import java.util.Set;

/**
 * A driver of Python.
 *
 * @param name its module's name, which it also has on the command line and in the report
 * @param workloads those that it does
 */
public record PythonDriver(String name, Set<String> workloads) {
  private static final String BOTH =
      "A0 A A-unix B1 B2 B3 B4 B7 C C-stream D1 D2-unnest D3-text E F H";

  /** All of them, in the order of the report. */
  public static List<PythonDriver> all() {
    return List.of(
        of("psycopg2", BOTH + " C-text D2 I-write I-read"), of("asyncpg", BOTH + " D3-rows G"));
  }

  private static PythonDriver of(String name, String workloads) {
    return new PythonDriver(name, Set.of(workloads.split(" ", -1)));
  }
}
