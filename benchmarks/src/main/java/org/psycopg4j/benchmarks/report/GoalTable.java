// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.report;

import java.util.List;

/**
 * A line for each goal: what was to be reached, what was, psycopg4j's figure and how it compares,
 * and where the goal's number comes from.
 */
final class GoalTable {
  private GoalTable() {}

  static void add(List<Verdict> verdicts, Markdown page) {
    page.add(
        "| workload | goal | reached | | measured | × pgjdbc | × best peer | × floor | baseline of"
            + " the goal |");
    page.add("|---|---|--:|---|--:|--:|--:|--:|---|");
    for (Verdict verdict : verdicts) {
      Standing standing = verdict.standing();
      page.row(
          verdict.goal().workload(),
          verdict.goal().text(verdict.peer()),
          verdict.figure(),
          verdict.word(),
          standing == null ? "" : standing.figure(),
          standing == null ? "" : Standing.median(standing.peer()),
          standing == null ? "" : standing.besideTheBest(),
          standing == null ? "" : Standing.median(standing.floor()),
          verdict.goal().source());
    }
  }
}
