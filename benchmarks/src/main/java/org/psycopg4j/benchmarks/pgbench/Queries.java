// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The tool's seven query files, which this program brings along. */
final class Queries {
  private static final List<String> NAMES =
      List.of(
          "1-pg_type",
          "2-generate_series",
          "3-large_object",
          "4-arrays",
          "5-copyfrom",
          "6-batch",
          "7-oneplusone");

  private Queries() {}

  /** Their names, in the order in which the tool runs them. */
  static List<String> names() {
    return NAMES;
  }

  static void requireName(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException("no query " + name + ", but " + NAMES);
    }
  }

  /** The JSON of one. */
  static String json(String name) throws IOException {
    requireName(name);
    try (InputStream file = Queries.class.getResourceAsStream("queries/" + name + ".json")) {
      if (file == null) {
        throw new IOException("queries/" + name + ".json is not among the classes");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
