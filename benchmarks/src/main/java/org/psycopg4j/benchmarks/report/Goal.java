// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.report;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.benchmarks.results.Metric;

/**
 * What psycopg4j is to reach in a workload.
 *
 * @param workload its name
 * @param driver which of psycopg4j's drivers; null for the first, which is psycopg4j by default
 * @param metric what is compared
 * @param against what it is divided by
 * @param of the workload where that is taken from; null for the same one
 * @param bound at most so much where less is better, else at least so much
 * @param source where the number comes from
 */
record Goal(
    String workload,
    @Nullable String driver,
    Metric metric,
    Against against,
    @Nullable String of,
    double bound,
    String source) {

  /** What a figure is divided by. */
  enum Against {
    /** The peer that the workload names. */
    PEER,
    /** The best of all peers. */
    BEST_PEER,
    /** The best floor. */
    FLOOR,
    /** Nothing: the figure itself is bounded. */
    NOTHING
  }

  /** Such as {@code client CPU ≤ 0.95 × pgjdbc}. */
  String text(String peer) {
    String limit = decimals(bound);
    String wanted =
        switch (against) {
          case PEER -> limit + " × " + peer;
          case BEST_PEER -> limit + " × the best peer";
          case FLOOR -> limit + " × the floor";
          case NOTHING -> limit;
        };
    return (driver == null ? "" : driver + ": ")
        + metric.title()
        + (metric.lessIsBetter() ? " ≤ " : " ≥ ")
        + wanted
        + (of == null ? "" : " in " + of);
  }

  /** A ratio or a count, as exactly as its size wants. */
  String decimals(double figure) {
    return Markdown.decimals(figure, against == Against.NOTHING ? 0 : 2);
  }
}
