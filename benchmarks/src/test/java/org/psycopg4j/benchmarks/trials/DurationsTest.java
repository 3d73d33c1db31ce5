// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DurationsTest {
  @Test
  void quantilesAreWithinAThirtySecondPart() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      long nanos = random.nextLong() >>> (2 + random.nextInt(62)); // of any magnitude
      Durations durations = new Durations();
      durations.add(nanos);
      durations.add(Long.MAX_VALUE);
      assertThat(durations.quantileNanos(0.5)).isBetween(nanos, nanos + nanos / 32);
    }
  }

  @Test
  void quantilesCountWhatIsNotLonger() {
    Durations durations = new Durations();
    for (int i = 1; i <= 60; i++) {
      durations.add(i);
    }
    assertThat(durations.quantileNanos(0.5)).isEqualTo(30);
    assertThat(durations.quantileNanos(0.99)).isEqualTo(60);
    assertThat(durations.longestNanos()).isEqualTo(60);
  }

  @Test
  void sumsHoldTheDurationsOfBoth() {
    Durations one = new Durations();
    one.add(10);
    Durations other = new Durations();
    other.add(20);
    other.add(1_000_003);
    one.add(other);
    assertThat(one.count()).isEqualTo(3);
    assertThat(one.quantileNanos(0.5)).isEqualTo(20);
    assertThat(one.quantileNanos(1)).isEqualTo(1_000_003);
  }

  @Test
  void variationIsTheDeviationByTheMean() {
    assertThat(Contest.variation(5, 5, 5)).isZero();
    assertThat(Contest.variation(2, 4, 4, 4, 5, 5, 7, 9)).isCloseTo(2 / 5.0, within(1e-12));
  }
}
