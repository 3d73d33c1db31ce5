// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.testkit.PostgresServer;

/**
 * Probes of psycopg2 say here what they have said of psycopg2 itself, word by word, but for what is
 * listed with a reason.
 */
@Timeout(300)
class ProbesTest {
  private static final Path PROBES = Embedding.TESTS.resolve("probes");

  private static PostgresServer server;
  private static Embedding python;

  @BeforeAll
  static void start() {
    server =
        PostgresServer.builder()
            .version(15)
            .setting("max_prepared_transactions", "10")
            .setting("wal_level", "logical")
            .start();
    python = new Embedding();
  }

  @AfterAll
  static void stop() {
    python.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"casts", "cursors", "connections", "objects", "extras", "polling", "replication"})
  void asPsycopg2Has(String name) throws IOException {
    String said =
        python.run(
            """
            import sys
            sys.path.insert(0, argument0)
            import probe
            probe.run(argument1, argument2)
            """,
            PROBES.toString(),
            Files.readString(PROBES.resolve(name + ".py")),
            server.dsn());
    Path kept = Files.createDirectories(Path.of("target/probes")).resolve(name + ".txt");
    Files.writeString(kept, said); // to be compared by eye
    Map<Integer, String> here = byNumber(said.lines().toList());
    Map<Integer, String> recorded = byNumber(lines("recorded", name));
    Map<Integer, String> differs = byNumber(lines("differs", name));
    assertThat(recorded).isNotEmpty();
    recorded.keySet().removeAll(differs.keySet());
    here.keySet().retainAll(recorded.keySet());
    assertThat(without(here, recorded))
        .as("lines here, where psycopg2 says something else")
        .isEqualTo(without(recorded, here));
  }

  private static List<String> lines(String kind, String name) throws IOException {
    return Files.readAllLines(PROBES.resolve(kind).resolve(name + ".txt"));
  }

  /** The lines by the number that each begins with. */
  private static Map<Integer, String> byNumber(List<String> lines) {
    return lines.stream()
        .filter(line -> line.matches("\\d+ .*"))
        .collect(
            Collectors.toMap(
                line -> Integer.valueOf(line.substring(0, line.indexOf(' '))),
                line -> line,
                (first, second) -> first,
                TreeMap::new));
  }

  /** Those that the others have not, or not like this. */
  private static Map<Integer, String> without(
      Map<Integer, String> lines, Map<Integer, String> others) {
    Map<Integer, String> left = new TreeMap<>(lines);
    left.entrySet().removeAll(others.entrySet());
    return left;
  }
}
