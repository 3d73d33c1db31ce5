// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The workloads whose goals were missed, each with the notes on it. */
final class UnmetGoals {
  private UnmetGoals() {}

  static void add(List<Verdict> verdicts, Notes notes, Markdown page) {
    Map<String, List<Verdict>> missed =
        verdicts.stream()
            .filter(verdict -> verdict.got() != null && !verdict.met())
            .collect(
                Collectors.groupingBy(
                    verdict -> verdict.goal().workload(), LinkedHashMap::new, Collectors.toList()));
    if (missed.isEmpty()) {
      return;
    }
    page.heading("Goals that are not met");
    missed.forEach(
        (workload, own) -> {
          page.add("### " + workload + "\n");
          for (Verdict verdict : own) {
            page.add(
                "- %s: reached %s"
                    .formatted(verdict.goal().text(verdict.peer()), verdict.figure()));
          }
          String note = notes.on(workload);
          page.add("");
          page.paragraph(note.isEmpty() ? "Not explained yet." : note);
        });
  }
}
