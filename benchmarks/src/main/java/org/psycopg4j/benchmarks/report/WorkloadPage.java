// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.report;

import java.util.List;
import org.psycopg4j.benchmarks.results.Measured;

/** The page of one workload: its charts, its figures, its goals. */
final class WorkloadPage {
  private WorkloadPage() {}

  static String text(Measured measured, List<Verdict> verdicts, boolean bytes) {
    Markdown page = new Markdown();
    page.title(measured.name() + ": " + measured.title());
    page.paragraph("[All workloads, and how they were measured](../index.md)");
    String reference = Charts.reference(new Lineup(measured));
    String relative = reference == null ? " in ns" : ", " + reference + " = 1";
    page.paragraph(
        """
        Client CPU per %s%s:

        ![client CPU](%s)"""
            .formatted(measured.unit(), relative, Layout.cpuChart(measured.name())));
    if (bytes) {
      page.paragraph(
          """
          Bytes allocated per %s:

          ![bytes](%s)"""
              .formatted(measured.unit(), Layout.bytesChart(measured.name())));
    }
    page.paragraph(
        "Figures are medians over the rounds, ratios medians of the rounds' ratios, with the least"
            + " and the largest. Differences below 10 % are noise.");
    WorkloadTable.add(measured, page);
    if (!verdicts.isEmpty()) {
      page.heading("Goals");
      GoalTable.add(verdicts, page);
    }
    return page.toString();
  }
}
