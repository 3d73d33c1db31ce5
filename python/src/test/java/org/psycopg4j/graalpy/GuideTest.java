// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.graalpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.testkit.PostgresServer;

/** The guide's programs in Python, and two libraries that were written for psycopg2. */
@Timeout(300)
class GuideTest {
  private static final Path DEBIAN = Path.of("/usr/lib/python3/dist-packages");

  private static PostgresServer server;
  private static Embedding python;

  @BeforeAll
  static void start() {
    server = PostgresServer.builder().start();
    python = new Embedding();
  }

  @AfterAll
  static void stop() {
    python.close();
    server.close();
  }

  private static String run(String program) throws IOException {
    String source = Files.readString(Embedding.TESTS.resolve("guide").resolve(program));
    // Behind everything else: this psycopg2 goes before one that is installed there.
    String others = "import sys; sys.path.append('" + DEBIAN + "'); dsn = argument0\n";
    return python.run(others + source, server.dsn());
  }

  @Test
  void quickstart() throws IOException {
    assertThat(run("quickstart.py")).isEqualTo("Mars has 2 moons\nJupiter has 95 moons\n");
  }

  @Test
  void bulkLoad() throws IOException {
    assertThat(run("bulk_load.py")).isEqualTo("10000 rows by COPY\n(11000, 12623625.0)\n");
  }

  @Test
  void sqlAlchemy() throws IOException {
    assumeTrue(Files.isDirectory(DEBIAN.resolve("sqlalchemy")), "python3-sqlalchemy is missing");
    assertThat(run("sqlalchemy_orm.py"))
        .isEqualTo(
            """
            Ann 1970-01-02 ['a', 'b'] {'x': [1, 2]} 100
            UniqueViolation 23505
            """);
  }

  @Test
  void django() throws IOException {
    assumeTrue(Files.isDirectory(DEBIAN.resolve("django")), "python3-django is missing");
    assertThat(run("django_models.py"))
        .isEqualTo(
            """
            10 author 7
            UniqueViolation 23505
            """);
  }
}
