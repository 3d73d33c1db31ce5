// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.runner;

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

  /** One round was slow for both: the ratio of the medians would be 30/30, those of rounds not. */
  @Test
  void ratiosAreTakenWithinARound() {
    List<Slice> ours = List.of(cpu(10), cpu(30), cpu(300));
    List<Slice> theirs = List.of(cpu(20), cpu(60), cpu(30));
    assertThat(Median.ratios(ours, theirs, Slice::cpuNanosPerUnit)).containsExactly(0.5, 0.5, 10);
    assertThat(Median.ofRatios(ours, theirs, Slice::cpuNanosPerUnit)).isEqualTo(0.5);
  }

  @Test
  void ratiosNeedTheSameRounds() {
    assertThatThrownBy(() -> Median.ofRatios(List.of(cpu(1)), List.of(), Slice::cpuNanosPerUnit))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Slice cpu(long nanos) {
    return new Slice(1, nanos, 0, 1);
  }
}
