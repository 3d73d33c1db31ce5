// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.benchmarks.results.Measured;
import org.psycopg4j.benchmarks.results.Metric;
import org.psycopg4j.benchmarks.results.Run;
import org.psycopg4j.benchmarks.results.Spread;

/**
 * A line for each workload, and each of psycopg4j's drivers that has goals in it: how it stands.
 */
final class SummaryTable {
  private SummaryTable() {}

  static void add(Run run, List<Verdict> verdicts, Markdown page) {
    page.header(
        "workload",
        "CPU ns",
        "× pgjdbc",
        "× best peer",
        "× floor",
        "bytes",
        "× pgjdbc",
        "rate × pgjdbc",
        "goals met");
    for (Measured measured : run.workloads()) {
      Lineup lineup = new Lineup(measured);
      String byDefault = lineup.ours();
      for (String ours : ours(measured, byDefault, verdicts)) {
        String peer = lineup.peer();
        page.row(
            "[%s](%s/%s)".formatted(measured.name(), Layout.FIGURES, Layout.page(measured.name()))
                + (ours.equals(byDefault) ? "" : " " + ours),
            Markdown.decimals(Metric.CPU.of(lineup.slices(ours)), 0) + "/" + measured.unit(),
            ratio(lineup, ours, peer, Metric.CPU),
            named(lineup, ours, lineup.bestPeer(Metric.CPU)),
            ratio(lineup, ours, lineup.floor(Metric.CPU), Metric.CPU),
            Markdown.decimals(Metric.BYTES.of(lineup.slices(ours)), 0),
            ratio(lineup, ours, peer, Metric.BYTES),
            ratio(lineup, ours, peer, Metric.RATE),
            goals(measured.name(), ours.equals(byDefault) ? null : ours, verdicts));
      }
    }
  }

  private static String named(Lineup lineup, String ours, @Nullable String peer) {
    String ratio = ratio(lineup, ours, peer, Metric.CPU);
    return ratio.isEmpty() ? "" : ratio + " (" + peer + ")";
  }

  private static String ratio(
      Lineup lineup, String ours, @Nullable String reference, Metric metric) {
    Spread ratio =
        reference == null ? null : metric.ratio(lineup.slices(ours), lineup.slices(reference));
    return ratio == null ? "" : Markdown.decimals(ratio.median(), 2);
  }

  private static Set<String> ours(
      Measured measured, @Nullable String byDefault, List<Verdict> verdicts) {
    Set<String> ours = new LinkedHashSet<>();
    if (byDefault != null) {
      ours.add(byDefault);
    }
    verdicts.stream()
        .map(Verdict::goal)
        .filter(goal -> goal.workload().equals(measured.name()))
        .map(Goal::driver)
        .filter(driver -> driver != null && measured.slices().containsKey(driver))
        .forEach(ours::add);
    return ours;
  }

  private static String goals(String workload, @Nullable String driver, List<Verdict> all) {
    List<Verdict> own =
        all.stream()
            .filter(verdict -> verdict.got() != null)
            .filter(verdict -> verdict.goal().workload().equals(workload))
            .filter(verdict -> Objects.equals(verdict.goal().driver(), driver))
            .toList();
    long met = own.stream().filter(Verdict::met).count();
    return own.isEmpty() ? "" : met + " of " + own.size();
  }
}
