// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The goals, which are kept in {@code goals.json} beside this class. */
final class Goals {
  private static final String FILE = "goals.json";

  private Goals() {}

  /** All of them, in the report's order. */
  static List<Goal> all() {
    try (InputStream in = Goals.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + FILE);
      }
      return JsonMapper.builder().build().readValue(in, new TypeReference<List<Goal>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
