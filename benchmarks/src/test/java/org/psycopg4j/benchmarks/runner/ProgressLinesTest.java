// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
  @Test
  void oneLineForTheWorkloadAndOneForEachQuarter() {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try (Progress progress =
        new ProgressLines(new PrintStream(written, true, StandardCharsets.UTF_8))) {
      progress.begin("A", "one row by its key", 10);
      for (int i = 0; i < 10; i++) {
        progress.turn("pgjdbc");
      }
    }
    assertThat(written.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "A: one row by its key",
            "  turn 3 of 10",
            "  turn 5 of 10",
            "  turn 8 of 10",
            "  turn 10 of 10");
  }
}
