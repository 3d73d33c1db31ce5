// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.benchmarks.results.Measured;
import org.psycopg4j.benchmarks.results.Metric;
import org.psycopg4j.benchmarks.results.Slice;

/** The figures of one workload: a line for each driver. */
final class WorkloadTable {
  private WorkloadTable() {}

  static void add(Measured measured, Markdown page) {
    Lineup lineup = new Lineup(measured);
    String peer = lineup.peer();
    String floor = lineup.floor(Metric.CPU);
    String unit = measured.unit();
    String toPeer = "× " + measured.peer();
    page.paragraph("All drivers agree on checksum `%s`.".formatted(measured.checksum()));
    page.header(
        "driver",
        "CPU ns/" + unit,
        toPeer,
        "× floor",
        "bytes/" + unit,
        toPeer,
        Markdown.perSecond(unit),
        toPeer);
    for (String name : measured.slices().keySet()) {
      List<Slice> slices = lineup.slices(name);
      page.row(
          name,
          Markdown.decimals(Metric.CPU.of(slices), 0),
          ratio(lineup, name, peer, Metric.CPU),
          ratio(lineup, name, floor, Metric.CPU),
          Markdown.decimals(Metric.BYTES.of(slices), 1),
          ratio(lineup, name, peer, Metric.BYTES),
          Markdown.decimals(Metric.RATE.of(slices), 0),
          ratio(lineup, name, peer, Metric.RATE));
    }
  }

  private static String ratio(
      Lineup lineup, String name, @Nullable String reference, Metric metric) {
    if (reference == null) {
      return "";
    } else if (reference.equals(name)) {
      return "1";
    }
    return Markdown.ratio(metric.ratio(lineup.slices(name), lineup.slices(reference)));
  }
}
