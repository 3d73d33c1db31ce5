// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void theMedianTheLeastAndTheLargest() {
    assertThat(Spread.of(3, 1, 2)).isEqualTo(new Spread(2, 1, 3));
  }

  @Test
  void theWidthIsWhatTheLargestHasMoreThanTheLeast() {
    assertThat(Spread.of(1.1, 1, 1.05).width()).isCloseTo(0.1, within(1e-9));
  }

  @Test
  void nothingDiffersFromNothing() {
    assertThat(Spread.of(0, 0).width()).isZero();
  }
}
