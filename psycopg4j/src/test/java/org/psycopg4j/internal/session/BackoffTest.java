// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Random random = new Random(7);

  @Test
  void eachPauseIsTwiceAsLongUpToTheLimitAndUpToAHalfLess() {
    Backoff backoff = new Backoff(Duration.ofNanos(1_000), Duration.ofNanos(10_000));
    long[] bounds = {1_000, 2_000, 4_000, 8_000, 10_000, 10_000};
    for (int attempt = 0; attempt < bounds.length; attempt++) {
      for (int i = 0; i < 100; i++) {
        assertThat(backoff.nanos(attempt, random)).isBetween(bounds[attempt] / 2, bounds[attempt]);
      }
    }
  }

  @Test
  void pausesDiffer() {
    Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1));
    assertThat(backoff.nanos(0, random)).isNotEqualTo(backoff.nanos(0, random));
  }

  @Test
  void nothingOverflows() {
    Backoff backoff = new Backoff(Duration.ofNanos(1), Duration.ofDays(365));
    assertThat(backoff.nanos(Integer.MAX_VALUE, random))
        .isBetween(Duration.ofDays(182).toNanos(), Duration.ofDays(365).toNanos());
  }
}
