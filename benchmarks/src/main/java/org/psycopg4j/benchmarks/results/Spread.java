// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.results;

import java.util.Arrays;

/** The rounds' figures in three: the median, the least and the largest. */
public record Spread(double median, double least, double largest) {
  /**
   * Of the rounds' figures.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Spread of(double... rounds) {
    return new Spread(
        Median.of(rounds),
        Arrays.stream(rounds).min().orElseThrow(),
        Arrays.stream(rounds).max().orElseThrow());
  }

  /** By how much the rounds differ: 0.1 where the largest is a tenth more than the least. */
  public double width() {
    return least == 0 ? 0 : largest / least - 1;
  }
}
