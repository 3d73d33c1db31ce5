// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.psycopg4j.Connection;

/** A million rows of seven columns fit into 256 MB of heap, and stream through 64 MB. */
class MillionRowsTest {
  /** Where the modules of this JVM that are no part of the JDK lie, and the tests themselves. */
  private static String classPath() throws Exception {
    Set<String> places = new LinkedHashSet<>();
    places.add(
        Path.of(MillionRows.class.getResource("MillionRows.class").toURI())
            .resolve("../../../..")
            .normalize()
            .toString());
    for (ResolvedModule module : ModuleLayer.boot().configuration().modules()) {
      URI location = module.reference().location().orElseThrow();
      if (location.getScheme().equals("file")) {
        places.add(Path.of(location).toString());
      }
    }
    return String.join(File.pathSeparator, places);
  }

  /** What the program prints, word by word. */
  private static String[] run(Class<?> program, String heap) throws Exception {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-cp",
                classPath(),
                program.getName(),
                Shared.server().dsn())
            .redirectErrorStream(true)
            .start();
    String[] output =
        new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .strip()
            .split(" ", -1);
    assertThat(java.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(java.exitValue()).as(String.join(" ", output)).isZero();
    return output;
  }

  @Test
  void streamThroughAHeapThatIsMuchTooSmallForThem() throws Exception {
    assertThat(run(MillionRowsStreamed.class, "64m")).containsExactly("2000000", "1500001500000");
  }

  @Test
  void tenMillionAreCopiedThroughAHeapThatIsMuchTooSmallForThem() throws Exception {
    assertThat(run(TenMillionRowsCopied.class, "128m"))
        .containsExactly("10000000", "49999995000000");
  }

  @Test
  void fitIntoASmallHeap(TestReporter reporter) throws Exception {
    String[] output = run(MillionRows.class, "256m");
    assertThat(output).hasSize(3);
    assertThat(output[0]).isEqualTo("1000000");
    try (Connection conn = Shared.connect()) {
      assertThat(
              Shared.value(
                  conn.cursor()
                      .execute(
                          """
                          SELECT sum(g + g::int8 * 1000 + CASE WHEN g % 2 = 0 THEN 1 ELSE 0 END
                              + length('name ' || g) + floor(g / 2.0 + 0.5) + 2)::text
                          FROM generate_series(1, 1000000) g""")))
          .isEqualTo(output[1]);
    }
    reporter.publishEntry("heap used, MB", output[2]);
  }
}
