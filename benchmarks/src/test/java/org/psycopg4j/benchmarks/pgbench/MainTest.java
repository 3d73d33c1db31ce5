// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.benchmarks.Target;
import org.psycopg4j.benchmarks.python.Programs;
import org.psycopg4j.testkit.PostgresServer;

/** The program, in processes of its own as when it measures. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MainTest {
  private static final PostgresServer SERVER = PostgresServer.shared();

  @TempDir Path directory;

  @Test
  void aRunPrintsJson() throws Exception {
    Options options = Options.parse(arguments("--output-format=json", "psycopg4j", "file"));
    Child.Ended run =
        new Child(options).java(Target.of(SERVER), "psycopg4j", file("2-generate_series"));
    assertThat(run.exitCode()).isZero();
    assertThat(new ObjectMapper().readTree(run.output()).get("rows").longValue()).isEqualTo(2000);
  }

  @Test
  void theExitCodeIsThreeWhereTheDriverCannot() throws Exception {
    assertThat(Main.run(arguments("vertx", file("5-copyfrom").toString()))).isEqualTo(3);
  }

  @Test
  void theExitCodeIsOneWhereItFails() throws Exception {
    assertThat(Main.run(arguments("psycopg4j", directory.resolve("none").toString()))).isEqualTo(1);
  }

  @Test
  void theExitCodeIsTwoForAWrongOption() throws Exception {
    assertThat(Main.run(List.of("--fast"))).isEqualTo(2);
  }

  @Test
  void aContestWritesATable() throws Exception {
    Path out = directory.resolve("table.md");
    assertThat(
            Main.run(
                arguments(
                    "--drivers=vertx,python-psycopg2",
                    "--queries=5-copyfrom,7-oneplusone",
                    "--python=" + directory.resolve("no-python"),
                    "--out=" + out)))
        .isZero();
    assertThat(Files.readString(out))
        .contains("2 connections")
        .contains("| rows/s | 5-copyfrom | 7-oneplusone |")
        .containsPattern("\\| vertx \\| – \\| [0-9,]+ \\| – \\| [0-9,]+ \\|")
        .contains("| python-psycopg2 | – | – | – | – |");
  }

  @ParameterizedTest
  @ValueSource(strings = {"psycopg2", "asyncpg"})
  void aDriverOfPythonDoesTheSame(String module) throws Exception {
    String python = pythonWith(module);
    assumeTrue(python != null, "there is no Python with " + module);
    Options options = Options.parse(arguments("--python=" + python));
    Path script = Files.writeString(directory.resolve("script.py"), Python.script());
    for (String query : Queries.names()) {
      Child.Ended run = new Child(options).python(Target.of(SERVER), script, module, file(query));
      assertThat(run.exitCode()).as(query).isZero();
      JsonNode json = new ObjectMapper().readTree(run.output());
      assertThat(json.get("queries").longValue()).as(query).isEqualTo(2);
      assertThat(json.get("rows").longValue())
          .isGreaterThanOrEqualTo(json.get("queries").longValue());
      assertThat(json.get("latency_stats").size()).isEqualTo(200_000);
    }
  }

  private static @Nullable String pythonWith(String module)
      throws IOException, InterruptedException {
    for (String python : List.of("python3", "/usr/bin/python3")) {
      if (Programs.starts(python)
          && new ProcessBuilder(python, "-c", "import " + module)
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .start()
                  .waitFor()
              == 0) {
        return python;
      }
    }
    return null;
  }

  /** What makes each of two connections work once, and the rest. */
  private static List<String> arguments(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--warmup-time=0",
                "--duration=0",
                "--timeout=2",
                "--concurrency=2",
                "--pghost=" + SERVER.host(),
                "--pgport=" + SERVER.port(),
                "--pguser=" + SERVER.user(),
                "--pgdatabase=" + SERVER.database(),
                "--jvm=-Xms64m"));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private Path file(String query) throws IOException {
    return Files.writeString(directory.resolve(query + ".json"), Queries.json(query));
  }
}
