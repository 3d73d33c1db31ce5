// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.report;

import java.util.List;

/** A line for each goal: what was to be reached, what was, and where the number comes from. */
final class GoalTable {
  private GoalTable() {}

  static void add(List<Verdict> verdicts, Markdown page) {
    page.add("| workload | goal | reached | | baseline of the goal |");
    page.add("|---|---|--:|---|---|");
    for (Verdict verdict : verdicts) {
      page.row(
          verdict.goal().workload(),
          verdict.goal().text(verdict.peer()),
          verdict.figure(),
          verdict.word(),
          verdict.goal().source());
    }
  }
}
