// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.psycopg4j.benchmarks.report.SampleRun;

class RunFileTest {
  @TempDir Path directory;

  @Test
  void whatIsReadIsWhatWasWritten() throws IOException {
    Run run = SampleRun.run();
    Path file = Files.writeString(directory.resolve("results.json"), RunFile.text(run));
    assertThat(RunFile.read(file)).isEqualTo(run);
    assertThat(RunFile.text(RunFile.read(file))).isEqualTo(RunFile.text(run));
  }

  @Test
  void driversKeepTheirOrder() throws IOException {
    Path file = Files.writeString(directory.resolve("results.json"), RunFile.text(SampleRun.run()));
    assertThat(RunFile.read(file).workloads().get(0).slices().keySet())
        .containsExactly("psycopg4j", "pgjdbc", "other", "floor, binary", "floor, simple protocol");
  }

  @Test
  void aDriversRoundsAreOneLine() {
    assertThat(RunFile.text(SampleRun.run()))
        .contains(
            "\"psycopg4j\" : [ [ 1000, 5000000, 8000, 1000000000 ],"
                + " [ 1000, 6000000, 8000, 1000000000 ] ]");
  }
}
