// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.psycopg4j.benchmarks.workloads.SelectOne;

class ReportTest {
  @Test
  void oneLineForEachDriver() {
    Map<String, List<Slice>> slices = new LinkedHashMap<>();
    slices.put("psycopg4j", List.of(new Slice(1000, 5_000_000, 8000, 1_000_000_000)));
    slices.put("pgjdbc", List.of(new Slice(1000, 10_000_000, 16_000, 2_000_000_000)));
    slices.put("floor, binary", List.of(new Slice(1000, 4_000_000, 0, 500_000_000)));
    String report =
        Report.of(
            List.of(new Results(new SelectOne(), "20:abc", slices)),
            Options.parse(List.of()),
            "18.0");
    assertThat(report)
        .contains("PostgreSQL 18.0")
        .contains("checksum `20:abc`")
        .contains(
            "| psycopg4j | 5,000 | 0.50 (0.50–0.50) | 1.25 (1.25–1.25)"
                + " | 8.0 | 0.50 (0.50–0.50) | 1,000 | 2.00 (2.00–2.00) |\n")
        .contains("| pgjdbc | 10,000 | 1 | 2.50 (2.50–2.50) | 16.0 | 1 | 500 | 1 |\n");
  }
}
