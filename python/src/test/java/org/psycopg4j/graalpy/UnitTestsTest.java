// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.graalpy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.psycopg4j.testkit.PostgresServer;

/** The tests in Python, which psycopg2 itself passes, file by file. */
@Timeout(300)
class UnitTestsTest {
  private static final Path UNIT = Embedding.TESTS.resolve("unit");

  private static final String BEGIN =
      """
      import os, sys
      os.environ["PSYCOPG2_TESTDB"] = dsn
      sys.path.insert(0, directory)
      """;

  private static final String RUN =
      """
      import sys, unittest
      tests = unittest.defaultTestLoader.loadTestsFromName(file)
      result = unittest.TextTestRunner(stream=sys.stdout, buffer=True).run(tests)
      done = result.testsRun - len(result.skipped)
      wrong = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
      print(f"{done} done, {wrong} wrong")
      """;

  private static PostgresServer server;
  private static Embedding python;
  private static Context context; // one for all: to begin another takes as long as many tests
  private static ByteArrayOutputStream out;

  @BeforeAll
  static void start() {
    server =
        PostgresServer.builder()
            .version(15)
            .setting("max_prepared_transactions", "10")
            .setting("wal_level", "logical")
            .start();
    python = new Embedding();
    out = new ByteArrayOutputStream();
    context = python.context(out);
    Value globals = context.getBindings("python");
    globals.putMember("dsn", server.dsn());
    globals.putMember("directory", UNIT.toString());
    context.eval("python", BEGIN);
  }

  @AfterAll
  static void stop() {
    context.close();
    python.close();
    server.close();
  }

  /** All files of tests, but the one that compares with the psycopg2 of another Python's. */
  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(UNIT)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("test_") && name.endsWith(".py"))
          .map(name -> name.substring(0, name.length() - ".py".length()))
          .filter(name -> !name.equals("test_surface"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void passes(String file) {
    out.reset();
    context.getBindings("python").putMember("file", file);
    context.eval("python", RUN);
    String said = out.toString(StandardCharsets.UTF_8);
    assertThat(said.strip()).as(said).matches("(?s).*\\n[1-9]\\d* done, 0 wrong");
  }
}
