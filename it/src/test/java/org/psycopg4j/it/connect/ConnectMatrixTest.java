// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.testkit.PostgresServer;

/** What comes of connecting, in many ways and to each version of the server, is what libpq has. */
@Timeout(180)
class ConnectMatrixTest {
  private static final int OLDEST = 13;
  private static final int NEWEST = 18;
  private static final String PROGRAM = "matrix.py";
  private static final Path RESOURCES = Path.of("src/test/resources/org/psycopg4j/it/connect");
  private static final Path PAGE = Path.of("../docs/connecting-matrix.md");

  private static PostgresServer plain;

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    plain = MatrixServer.plain();
  }

  @AfterAll
  static void stop() {
    plain.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {13, 14, 15, 16, 17, 18})
  void outcomesAreThoseOfLibpq(int version) throws IOException {
    Map<String, String> outcomes = new LinkedHashMap<>();
    try (MatrixServer server = MatrixServer.start(version, plain, directory)) {
      for (String way : ConnectMatrix.all()) {
        outcomes.put(way, server.stable(server.outcome(way)));
      }
    }
    assertThat(outcomes).containsExactlyEntriesOf(MatrixRecord.kept().of(version));
  }

  @Test
  void thePageIsOfTheRecord() throws IOException {
    assertThat(MatrixPage.of(MatrixRecord.kept())).isEqualTo(Files.readString(PAGE));
  }

  /** Asks libpq again: {@code -Dmatrix.record=true}, where psycopg2 is installed. */
  @Test
  @EnabledIfSystemProperty(named = "matrix.record", matches = "true")
  void record() throws IOException, InterruptedException {
    List<String> ways = ConnectMatrix.all();
    List<MatrixServer> servers = new ArrayList<>();
    StringBuilder dsns = new StringBuilder();
    try {
      for (int version = OLDEST; version <= NEWEST; version++) {
        Path files = Files.createDirectory(directory.resolve("of" + version));
        MatrixServer server = MatrixServer.start(version, plain, files);
        servers.add(server);
        ways.forEach(way -> dsns.append(server.dsn(way)).append('\n'));
      }
      List<String> outcomes = libpq(dsns.toString());
      assertThat(outcomes).hasSize(ways.size() * servers.size());
      MatrixRecord record = new MatrixRecord();
      for (int i = 0; i < outcomes.size(); i++) {
        int server = i / ways.size();
        String outcome = servers.get(server).stable(outcomes.get(i).replace("\\n", "\n"));
        record.put(OLDEST + server, ways.get(i % ways.size()), outcome);
      }
      record.keep(RESOURCES);
      Files.writeString(PAGE, MatrixPage.of(record));
    } finally {
      servers.forEach(MatrixServer::close);
    }
  }

  private List<String> libpq(String dsns) throws IOException, InterruptedException {
    Path in = Files.writeString(directory.resolve("dsns"), dsns);
    Path out = directory.resolve("outcomes");
    ProcessBuilder builder =
        new ProcessBuilder("/usr/bin/python3", RESOURCES.resolve(PROGRAM).toString())
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("PGGSSENCMODE", "disable");
    Process python = builder.start();
    try {
      assertThat(python.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(python.exitValue()).isZero();
    } finally {
      python.destroyForcibly();
    }
    return Files.readAllLines(out);
  }
}
