// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void byDefaultTheScanHasAMillionRows() {
    Options options = Options.parse(List.of());
    assertThat(options.tables().scanRows()).isEqualTo(1_000_000);
    assertThat(options.rounds()).isEqualTo(5);
    assertThat(options.workloads()).isEmpty();
    assertThat(options.dsn()).isNull();
  }

  @Test
  void whatIsNamedWinsOverShort() {
    Options options =
        Options.parse(
            List.of("--rows", "7", "--short", "--workload", "A", "--workload", "F", "--out", "x"));
    assertThat(options.tables().scanRows()).isEqualTo(7);
    assertThat(options.sliceMillis()).isEqualTo(250);
    assertThat(options.workloads()).containsExactly("A", "F");
    assertThat(options.out()).isEqualTo(Path.of("x"));
  }

  @Test
  void driversRunOnEachJdkThatIsNamed() throws Exception {
    Path own = Path.of(System.getProperty("java.home"));
    List<String> arguments = List.of("--java", own.toString(), "--java", own.toString());
    List<Java> javas = Java.of(Options.parse(arguments).javas());
    assertThat(javas)
        .extracting(Java::suffix)
        .containsExactly("", ", JDK " + System.getProperty("java.version"));
    assertThat(Path.of(javas.get(1).program())).exists();
  }

  @Test
  void aReportGoesIntoTheDocumentsUnlessADirectoryIsNamed() {
    assertThat(Options.parse(List.of()).report()).isNull();
    assertThat(Options.parse(List.of("--report")).report()).isEqualTo(Path.of("docs/benchmarks"));
    assertThat(Options.parse(List.of("--report", "--short")).report())
        .isEqualTo(Path.of("docs/benchmarks"));
    assertThat(Options.parse(List.of("--report", "x")).report()).isEqualTo(Path.of("x"));
  }

  @Test
  void anUnknownOptionIsAnError() {
    assertThatThrownBy(() -> Options.parse(List.of("--fast", "1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no option --fast");
  }
}
