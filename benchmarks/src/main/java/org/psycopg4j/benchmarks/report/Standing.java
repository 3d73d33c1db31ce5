// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.report;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.benchmarks.results.Metric;
import org.psycopg4j.benchmarks.results.Spread;

/**
 * How one of psycopg4j's drivers stands in a workload, by one metric.
 *
 * @param figure the median over the rounds, such as {@code 5,500 ns/op}
 * @param peer as a ratio of the peer that the workload names; null if that did not take part
 * @param bestPeer as a ratio of the best peer's; null if there is none
 * @param bestName the best peer's name, with its options
 * @param floor as a ratio of the best floor's; null if there is none
 */
record Standing(
    String figure,
    @Nullable Spread peer,
    @Nullable Spread bestPeer,
    @Nullable String bestName,
    @Nullable Spread floor) {

  static Standing of(Lineup lineup, String ours, Metric metric) {
    String best = lineup.bestPeer(metric);
    return new Standing(
        figure(lineup, ours, metric),
        ratio(lineup, ours, lineup.peer(), metric),
        ratio(lineup, ours, best, metric),
        best,
        ratio(lineup, ours, lineup.floor(metric), metric));
  }

  private static String figure(Lineup lineup, String ours, Metric metric) {
    String unit = lineup.measured().unit();
    return Markdown.decimals(metric.of(lineup.slices(ours)), 0)
        + switch (metric) {
          case CPU -> " ns/" + unit;
          case BYTES -> " B/" + unit;
          case RATE -> " " + Markdown.perSecond(unit);
        };
  }

  private static @Nullable Spread ratio(
      Lineup lineup, String ours, @Nullable String reference, Metric metric) {
    return reference == null ? null : metric.ratio(lineup.slices(ours), lineup.slices(reference));
  }

  /** The ratio to the best peer, with its name; empty if there is none. */
  String besideTheBest() {
    return bestPeer == null ? "" : median(bestPeer) + " (" + bestName + ")";
  }

  /** The median of a ratio; empty without one. */
  static String median(@Nullable Spread ratio) {
    return ratio == null ? "" : Markdown.decimals(ratio.median(), 2);
  }
}
