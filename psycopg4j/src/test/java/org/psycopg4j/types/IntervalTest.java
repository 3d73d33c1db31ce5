// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.psycopg4j.internal.types.Vectors;

class IntervalTest {
  @Test
  void becomesADurationByPsycopg2sRule() {
    int compared = 0;
    for (String[] v : Vectors.read(Vectors.class, "intervals.tsv")) {
      if (!v[5].isEmpty()) {
        Interval interval =
            new Interval(Integer.parseInt(v[2]), Integer.parseInt(v[3]), Long.parseLong(v[4]));
        assertThat(interval.toDuration())
            .as(v[1])
            .isEqualTo(Duration.of(Long.parseLong(v[5]), ChronoUnit.MICROS));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(20);
  }

  @Test
  void comesFromPeriodsAndDurations() {
    assertThat(Interval.of(Period.of(1, -2, 3))).isEqualTo(new Interval(10, 3, 0));
    assertThat(Interval.of(Duration.ofSeconds(1, 2_999))).isEqualTo(new Interval(0, 0, 1_000_002));
    assertThat(Interval.of(Duration.ofNanos(-1_999))).isEqualTo(new Interval(0, 0, -1));
    for (long micros : new long[] {Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, Long.MAX_VALUE}) {
      assertThat(Interval.of(Duration.of(micros, ChronoUnit.MICROS)))
          .isEqualTo(new Interval(0, 0, micros));
    }
    assertThatThrownBy(() -> Interval.of(Duration.ofSeconds(Long.MAX_VALUE)))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Interval.of(Period.ofYears(Integer.MAX_VALUE)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void infinityIsShownAsSuch() {
    assertThat(Interval.INFINITY).hasToString("infinity");
    assertThat(Interval.NEGATIVE_INFINITY).hasToString("-infinity");
  }
}
