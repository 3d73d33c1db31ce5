// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.report;

import java.util.List;
import org.psycopg4j.benchmarks.results.Measured;
import org.psycopg4j.benchmarks.results.Run;

/** The report's first page: how psycopg4j stands, its goals, the workloads, the method. */
final class IndexPage {
  private IndexPage() {}

  static String text(Run run, List<Verdict> verdicts, Notes notes, boolean chart) {
    Markdown page = new Markdown();
    page.title("psycopg4j beside its peers");
    page.paragraph(
        """
        Measured on %s, drawn by the benchmarks' program from [its results](%s); what a workload is,
        and how to run it, is told in the program's own document. Below 1, psycopg4j needs less."""
            .formatted(run.date(), Layout.RESULTS));
    SummaryTable.add(run, verdicts, page);
    if (chart) {
      page.add("\npsycopg4j's client CPU, pgjdbc's (of pools: the peer pool's) = 1:\n");
      page.add("![client CPU](%s/%s)".formatted(Layout.FIGURES, Layout.SUMMARY_CHART));
    }
    page.heading("Workloads");
    for (Measured measured : run.workloads()) {
      page.add(
          "- [%s](%s/%s): %s"
              .formatted(
                  measured.name(), Layout.FIGURES, Layout.page(measured.name()), measured.title()));
    }
    page.heading("Goals");
    page.paragraph(
        "%d of %d met, %d not measured in this run; \"rounds differ\" where single rounds say"
                .formatted(
                    verdicts.stream().filter(Verdict::met).count(),
                    verdicts.size(),
                    verdicts.stream().filter(verdict -> verdict.got() == null).count())
            + " otherwise than their median.");
    GoalTable.add(verdicts, page);
    UnmetGoals.add(verdicts, notes, page);
    Method.add(run, page);
    return page.toString();
  }
}
