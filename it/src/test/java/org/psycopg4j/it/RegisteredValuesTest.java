// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Row;

/** hstore and composites are read, and Maps written, as psycopg2 does it. */
class RegisteredValuesTest {
  private static final String DATABASE = "registered_values";
  private static final Pattern ESCAPED = Pattern.compile("\\\\([ntr\\\\])");

  private static List<List<String>> vectors() throws IOException {
    String file = "registered-values.tsv";
    var stream = Objects.requireNonNull(RegisteredValuesTest.class.getResourceAsStream(file), file);
    try (var reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
      return reader
          .lines()
          .map(line -> Arrays.stream(line.split("\t")).map(RegisteredValuesTest::unescape).toList())
          .toList();
    }
  }

  private static String unescape(String field) {
    return ESCAPED
        .matcher(field)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    switch (match.group(1)) {
                      case "n" -> "\n";
                      case "t" -> "\t";
                      case "r" -> "\r";
                      default -> "\\";
                    }));
  }

  @Test
  void valuesAreWhatPsycopg2MakesOfThem() throws IOException {
    Shared.server().execute("CREATE DATABASE " + DATABASE);
    try (Connection conn = Shared.connect("dbname=" + DATABASE)) {
      Shared.run(
          conn,
          """
          CREATE EXTENSION hstore;
          CREATE TYPE leaf AS (n int, t text);
          CREATE TYPE tree AS (n int8, t text, ts text[], leaf leaf, leaves leaf[])""");
      conn.types().registerHstore();
      conn.types().registerComposite("leaf");
      conn.types().registerComposite("tree");
      List<String> wrong = new ArrayList<>();
      int count = 0;
      for (List<String> vector : vectors()) {
        boolean written = vector.get(0).equals("written");
        String sql = vector.get(written ? 2 : 1);
        String wanted = vector.get(written ? 1 : 2);
        Object value = Shared.value(conn.cursor().execute("SELECT " + sql));
        if (!canonical(value).equals(wanted)) {
          wrong.add("%s is %s, not %s".formatted(sql, canonical(value), wanted));
        }
        if (written && !conn.quote(value).equals(sql)) {
          wrong.add("%s is written as %s, not %s".formatted(wanted, conn.quote(value), sql));
        }
        count++;
      }
      assertThat(wrong).isEmpty();
      assertThat(count).isEqualTo(501);
    } finally {
      Shared.server().execute("DROP DATABASE " + DATABASE);
    }
  }

  /** As the script beside the vectors writes it. */
  private static String canonical(Object value) {
    if (value instanceof String text) {
      return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    } else if (value instanceof Map<?, ?> map) {
      Map<String, Object> sorted = new TreeMap<>();
      map.forEach((key, mapped) -> sorted.put((String) key, mapped));
      return sorted.entrySet().stream()
          .map(entry -> canonical(entry.getKey()) + ": " + canonical(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    } else if (value instanceof List<?> list) {
      return list.stream()
          .map(RegisteredValuesTest::canonical)
          .collect(Collectors.joining(", ", "[", "]"));
    } else if (value instanceof Row row) {
      return row.toList().stream()
          .map(RegisteredValuesTest::canonical)
          .collect(Collectors.joining(", ", "(", ")"));
    }
    return String.valueOf(value);
  }
}
