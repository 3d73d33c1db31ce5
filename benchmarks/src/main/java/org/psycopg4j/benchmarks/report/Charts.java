// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.benchmarks.results.Measured;
import org.psycopg4j.benchmarks.results.Metric;
import org.psycopg4j.benchmarks.results.Run;
import org.psycopg4j.benchmarks.results.Spread;

/** The charts of a report. */
final class Charts {
  private static final String RATIO = "#,##0.00";
  private static final String COUNT = "#,##0";

  private Charts() {}

  /** CPU of each driver of a workload, as a ratio of {@link #reference}'s. */
  static String cpu(Measured measured) {
    Lineup lineup = new Lineup(measured);
    String reference = reference(lineup);
    List<String> names = List.copyOf(measured.slices().keySet());
    List<Double> values = names.stream().map(name -> cpu(lineup, name, reference)).toList();
    return BarChart.svg(names, values, reference == null ? COUNT : RATIO);
  }

  private static double cpu(Lineup lineup, String name, @Nullable String reference) {
    Spread ratio = reference == null ? null : ratio(lineup, name, reference);
    return ratio == null ? Metric.CPU.of(lineup.slices(name)) : ratio.median();
  }

  /**
   * What CPU is divided by: the best floor, else the peer; null if neither took part, or if it took
   * no time that could be divided by.
   */
  static @Nullable String reference(Lineup lineup) {
    String floor = lineup.floor(Metric.CPU);
    String reference = floor != null ? floor : lineup.peer();
    return reference == null || ratio(lineup, reference, reference) == null ? null : reference;
  }

  private static @Nullable Spread ratio(Lineup lineup, String name, String reference) {
    return Metric.CPU.ratio(lineup.slices(name), lineup.slices(reference));
  }

  /** Bytes of each driver of a workload, for a unit; null if nobody's are told. */
  static @Nullable String bytes(Measured measured) {
    Lineup lineup = new Lineup(measured);
    List<String> names =
        measured.slices().keySet().stream()
            .filter(name -> Metric.BYTES.told(lineup.slices(name)))
            .toList();
    List<Double> values = names.stream().map(name -> Metric.BYTES.of(lineup.slices(name))).toList();
    return names.isEmpty() ? null : BarChart.svg(names, values, COUNT);
  }

  /** psycopg4j's CPU as a ratio of the peer's, for each workload that both took part in. */
  static @Nullable String summary(Run run) {
    List<String> names = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (Measured measured : run.workloads()) {
      Lineup lineup = new Lineup(measured);
      String ours = lineup.ours();
      String peer = lineup.peer();
      Spread ratio = ours == null || peer == null ? null : ratio(lineup, ours, peer);
      if (ratio != null) {
        names.add(measured.name());
        values.add(ratio.median());
      }
    }
    return names.isEmpty() ? null : BarChart.svg(names, values, RATIO);
  }
}
