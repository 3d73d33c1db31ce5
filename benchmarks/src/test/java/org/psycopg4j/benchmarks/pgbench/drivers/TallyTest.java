// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench.drivers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TallyTest {
  @Test
  void theHistogramIsAsLongAsTheTimeoutInTicks() {
    assertThat(new Tally(2).ticks()).isEqualTo(200_000);
  }

  @Test
  void aTickIsTenMicroseconds() {
    Tally tally = new Tally(1);
    tally.add(1, 9_999);
    tally.add(1, 10_000);
    tally.add(1, 19_999);
    assertThat(tally.count(0)).isEqualTo(1);
    assertThat(tally.count(1)).isEqualTo(2);
    assertThat(tally.min()).isZero();
    assertThat(tally.max()).isEqualTo(1);
  }

  @Test
  void queriesAndTheirRowsAreCounted() {
    Tally tally = new Tally(1);
    tally.add(100, 50_000);
    tally.add(7, 70_000);
    assertThat(tally.queries()).isEqualTo(2);
    assertThat(tally.rows()).isEqualTo(107);
    assertThat(tally.min()).isEqualTo(5);
    assertThat(tally.max()).isEqualTo(7);
  }

  @Test
  void aQueryBeyondTheTimeoutIsInTheLastTick() {
    Tally tally = new Tally(1);
    tally.add(1, 1_000_000_000L); // the first that is beyond
    tally.add(1, 3_000_000_000L);
    assertThat(tally.count(99_999)).isEqualTo(2);
    assertThat(tally.max()).isEqualTo(300_000);
  }

  @Test
  void talliesAddUp() {
    Tally sum = new Tally(1);
    Tally one = new Tally(1);
    one.add(3, 40_000);
    Tally other = new Tally(1);
    other.add(5, 40_000);
    other.add(5, 20_000);
    sum.add(one);
    sum.add(other);
    sum.add(new Tally(1)); // a connection that did nothing
    assertThat(sum.queries()).isEqualTo(3);
    assertThat(sum.rows()).isEqualTo(13);
    assertThat(sum.min()).isEqualTo(2);
    assertThat(sum.max()).isEqualTo(4);
    assertThat(sum.count(4)).isEqualTo(2);
    assertThat(sum.count(2)).isEqualTo(1);
    assertThat(IntStream.range(0, sum.ticks()).map(sum::count).sum()).isEqualTo(3);
  }

  @Test
  void ofNothingTheLeastIsZero() {
    assertThat(new Tally(1).min()).isZero();
  }
}
