// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianTest {
  @Test
  void theMiddleOfAnOddNumber() {
    assertThat(Median.of(9, 1, 5)).isEqualTo(5);
  }

  @Test
  void theMeanOfTheMiddleTwoOfAnEvenNumber() {
    assertThat(Median.of(9, 1, 4, 5)).isEqualTo(4.5);
  }

  @Test
  void noneOfNone() {
    assertThatThrownBy(() -> Median.of()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theValuesStayAsTheyAre() {
    double[] values = {3, 1, 2};
    Median.of(values);
    assertThat(values).containsExactly(3, 1, 2);
  }

  /** A round that was slow for both counts as any other; the medians' own ratio would be 1. */
  @Test
  void ratiosAreTakenWithinARound() {
    List<Slice> ours = List.of(cpu(10), cpu(30), cpu(300));
    List<Slice> theirs = List.of(cpu(20), cpu(60), cpu(30));
    double[] ratios = Median.ratios(ours, theirs, Slice::cpuNanosPerUnit);
    assertThat(ratios).containsExactly(0.5, 0.5, 10);
    assertThat(Median.of(ratios)).isEqualTo(0.5);
  }

  @Test
  void ratiosNeedTheSameRounds() {
    assertThatThrownBy(() -> Median.ratios(List.of(cpu(1)), List.of(), Slice::cpuNanosPerUnit))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Slice cpu(long nanos) {
    return new Slice(1, nanos, 0, 1);
  }
}
