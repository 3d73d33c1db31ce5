// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.benchmarks.results.Measured;
import org.psycopg4j.benchmarks.results.Metric;
import org.psycopg4j.benchmarks.results.Run;

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
    List<Double> values =
        names.stream()
            .map(
                name ->
                    reference == null
                        ? Metric.CPU.of(lineup.slices(name))
                        : Metric.CPU.ratio(lineup.slices(name), lineup.slices(reference)).median())
            .toList();
    return BarChart.svg(names, values, reference == null ? COUNT : RATIO);
  }

  /** What CPU is divided by: the best floor, else the peer; null if neither took part. */
  static @Nullable String reference(Lineup lineup) {
    String floor = lineup.floor(Metric.CPU);
    return floor != null ? floor : lineup.peer();
  }

  /** Bytes of each driver of a workload, for a unit. */
  static String bytes(Measured measured) {
    Lineup lineup = new Lineup(measured);
    List<String> names = List.copyOf(measured.slices().keySet());
    List<Double> values = names.stream().map(name -> Metric.BYTES.of(lineup.slices(name))).toList();
    return BarChart.svg(names, values, COUNT);
  }

  /** psycopg4j's CPU as a ratio of the peer's, for each workload that both took part in. */
  static @Nullable String summary(Run run) {
    List<String> names = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (Measured measured : run.workloads()) {
      Lineup lineup = new Lineup(measured);
      String ours = lineup.ours();
      String peer = lineup.peer();
      if (ours != null && peer != null) {
        names.add(measured.name());
        values.add(Metric.CPU.ratio(lineup.slices(ours), lineup.slices(peer)).median());
      }
    }
    return names.isEmpty() ? null : BarChart.svg(names, values, RATIO);
  }
}
