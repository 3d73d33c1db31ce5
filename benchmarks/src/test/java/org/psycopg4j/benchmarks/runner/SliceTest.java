// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.runner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.psycopg4j.benchmarks.results.Slice;

class SliceTest {
  @Test
  void figuresArePerUnit() {
    Slice slice = new Slice(4, 100, 50, 2_000_000_000L);
    assertThat(slice.cpuNanosPerUnit()).isEqualTo(25);
    assertThat(slice.bytesPerUnit()).isEqualTo(12.5);
    assertThat(slice.unitsPerSecond()).isEqualTo(2);
  }

  @Test
  void itSurvivesThePipe() {
    Slice slice = new Slice(1, 2, 3, 4);
    assertThat(Slice.parse(slice.toString())).isEqualTo(slice);
  }

  @Test
  void theMeterSeesWhatIsAllocated() {
    Meter meter = new Meter();
    meter.start();
    byte[][] kept = new byte[100][];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = new byte[10_000];
    }
    assertThat(meter.stop(kept.length).bytesPerUnit()).isBetween(10_000.0, 11_000.0);
  }
}
