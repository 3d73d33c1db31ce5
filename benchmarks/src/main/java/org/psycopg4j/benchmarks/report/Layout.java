// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.report;

import java.util.List;

/** The names of a report's files, below its directory and below {@link #FIGURES}. */
final class Layout {
  static final String INDEX = "index.md";
  static final String RESULTS = "results.json";

  /** Written by hand, not by the report. */
  static final String NOTES = "notes.md";

  /** The directory of the workloads' pages and of all charts. */
  static final String FIGURES = "figures";

  static final String SUMMARY_CHART = "summary.svg";

  private Layout() {}

  static String page(String workload) {
    return stem(workload) + ".md";
  }

  static String cpuChart(String workload) {
    return stem(workload) + "-cpu.svg";
  }

  static String bytesChart(String workload) {
    return stem(workload) + "-bytes.svg";
  }

  /** All that a workload has in {@link #FIGURES}. */
  static List<String> files(String workload) {
    return List.of(page(workload), cpuChart(workload), bytesChart(workload));
  }

  /* What is no letter, digit or hyphen might be a separator somewhere. */
  private static String stem(String workload) {
    return workload.replaceAll("[^A-Za-z0-9-]", "_");
  }
}
