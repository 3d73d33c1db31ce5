// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Python's drivers, which a contest has run beside by a script that it brings along. */
final class Python {
  static final List<String> DRIVERS = List.of("python-asyncpg", "python-psycopg2");
  private static final String PREFIX = "python-";

  private Python() {}

  /** What the script calls a driver. */
  static String module(String driver) {
    return driver.substring(PREFIX.length());
  }

  /** The script's text. */
  static String script() throws IOException {
    try (InputStream file = Python.class.getResourceAsStream("pgbench_python.py")) {
      if (file == null) {
        throw new IOException("pgbench_python.py is not among the classes");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
