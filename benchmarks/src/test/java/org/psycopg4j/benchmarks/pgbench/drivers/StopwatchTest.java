// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench.drivers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StopwatchTest {
  private static final double CPU_STEP = 0.01;

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void theProcessesCpuIsCountedInSeconds() {
    Stopwatch start = Stopwatch.start();
    Outcome outcome;
    do {
      outcome = start.stop(new Tally(1));
    } while (outcome.cpuSeconds() < 5 * CPU_STEP);
    assertThat(outcome.seconds() * Runtime.getRuntime().availableProcessors())
        .isGreaterThan(outcome.cpuSeconds() - 2 * CPU_STEP);
  }
}
