// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.results;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Medians over rounds. A round that a machine's other work has spoilt does not move them. */
public final class Median {
  private Median() {}

  /** The middle one; of an even number the mean of the middle two. */
  public static double of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values have no median");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The median of a measure. */
  public static double of(List<Slice> slices, ToDoubleFunction<Slice> measure) {
    return of(slices.stream().mapToDouble(measure).toArray());
  }

  /** The ratios of a measure, round by round. */
  public static double[] ratios(
      List<Slice> slices, List<Slice> references, ToDoubleFunction<Slice> measure) {
    if (slices.size() != references.size()) {
      throw new IllegalArgumentException("ratios need the same rounds on both sides");
    }
    double[] ratios = new double[slices.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = measure.applyAsDouble(slices.get(i)) / measure.applyAsDouble(references.get(i));
    }
    return ratios;
  }
}
