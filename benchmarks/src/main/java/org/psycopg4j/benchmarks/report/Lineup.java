// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.report;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.benchmarks.results.Measured;
import org.psycopg4j.benchmarks.results.Metric;
import org.psycopg4j.benchmarks.results.Slice;

/**
 * Who is who among the drivers of a workload, told by their names: psycopg4j's begin with its name,
 * a floor's with {@code floor}, all others are peers.
 */
record Lineup(Measured measured) {
  private static final String OURS = "psycopg4j";
  private static final String FLOOR = "floor";

  /** psycopg4j as it is by default, the first of its drivers; null if it did not take part. */
  @Nullable String ours() {
    return first(name -> name.startsWith(OURS));
  }

  /**
   * The peer that the others are compared with: as it is by default, or if it takes part only with
   * options, with the first of them; null if it did not take part.
   */
  @Nullable String peer() {
    String name = measured.peer();
    return measured.slices().containsKey(name)
        ? name
        : first(driver -> driver.startsWith(name + " "));
  }

  /**
   * The best of all peers that the metric is told of, whatever their options; null if there is
   * none.
   */
  @Nullable String bestPeer(Metric metric) {
    return best(metric, name -> !name.startsWith(OURS) && !name.startsWith(FLOOR));
  }

  /** The best of the floors; null if there is none. */
  @Nullable String floor(Metric metric) {
    return best(metric, name -> name.startsWith(FLOOR));
  }

  /** The slices of one of its drivers. */
  List<Slice> slices(String driver) {
    List<Slice> slices = measured.slices().get(driver);
    if (slices == null) {
      throw new IllegalArgumentException(driver + " did not take part in " + measured.name());
    }
    return slices;
  }

  private @Nullable String first(Predicate<String> among) {
    return measured.slices().keySet().stream().filter(among).findFirst().orElse(null);
  }

  private @Nullable String best(Metric metric, Predicate<String> among) {
    Comparator<String> upwards = Comparator.comparingDouble(name -> metric.of(slices(name)));
    return measured.slices().keySet().stream()
        .filter(among)
        .filter(name -> metric.told(slices(name)))
        .min(metric.lessIsBetter() ? upwards : upwards.reversed())
        .orElse(null);
  }
}
