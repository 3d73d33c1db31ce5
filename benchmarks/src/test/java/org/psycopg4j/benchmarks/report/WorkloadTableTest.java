// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkloadTableTest {
  @Test
  void oneLineForEachDriver() {
    Markdown page = new Markdown();
    WorkloadTable.add(SampleRun.lookup(), page);
    assertThat(page.toString())
        .contains("checksum `100:abc`")
        .contains(
            "| psycopg4j | 5,500 | 0.55 (0.50–0.60) | 1.38 (1.25–1.50)"
                + " | 8.0 | 0.50 (0.50–0.50) | 1,000 | 1.00 (1.00–1.00) |\n")
        .contains("| pgjdbc | 10,000 | 1 | 2.50 (2.50–2.50) | 16.0 | 1 | 1,000 | 1 |\n")
        .contains("| floor, binary | 4,000 | 0.40 (0.40–0.40) | 1 |");
  }

  @Test
  void withoutAFloorNothingIsComparedWithIt() {
    Markdown page = new Markdown();
    WorkloadTable.add(SampleRun.pool(), page);
    assertThat(page.toString()).contains("| psycopg4j pool | 1,000 | 0.50 (0.50–0.50) |  | 24.0 |");
  }
}
