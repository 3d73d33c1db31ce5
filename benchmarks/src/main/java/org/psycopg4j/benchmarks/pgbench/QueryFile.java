// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.benchmarks.pgbench.drivers.Work;

/**
 * A file that says what is measured.
 *
 * @param setup statements to execute before, or null
 * @param teardown statements to execute afterwards, or null
 */
record QueryFile(@Nullable String setup, Work work, @Nullable String teardown) {
  private static final Pattern COPY =
      Pattern.compile("COPY\\s+(\\w+)\\s*\\(\\s*(\\w+(?:\\s*,\\s*\\w+)*)\\s*\\)\\s+FROM\\s+STDIN");

  /**
   * Reads its JSON.
   *
   * @throws IllegalArgumentException if it is not what a query file has
   */
  static QueryFile parse(String json) {
    JsonNode file;
    try {
      file = new ObjectMapper().readTree(json);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the query file is no JSON: " + e.getOriginalMessage(), e);
    }
    String sql = text(file, "query");
    if (sql == null) {
      throw new IllegalArgumentException("the query file has no \"query\"");
    }
    String setup = text(file, "setup");
    String teardown = text(file, "teardown");
    if (setup != null && teardown == null) {
      throw new IllegalArgumentException("the query file has a \"setup\", but no \"teardown\"");
    }
    return new QueryFile(setup, work(sql, file.path("args")), teardown);
  }

  private static @Nullable String text(JsonNode file, String field) {
    JsonNode value = file.path(field);
    return value.isTextual() && !value.textValue().isEmpty() ? value.textValue() : null;
  }

  /* Arguments that are an object are those of many executions. */
  private static Work work(String sql, JsonNode arguments) {
    JsonNode first = arguments.path(0);
    Matcher copy = COPY.matcher(sql);
    if (copy.lookingAt()) {
      List<String> columns = List.of(copy.group(2).split("\\s*,\\s*", -1));
      List<Object> row = values(first.path("row"));
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "the COPY is of %d columns, its row has %d".formatted(columns.size(), row.size()));
      }
      return new Work.Copy(sql, copy.group(1), columns, row, count(first));
    }
    if (sql.startsWith("COPY ")) {
      throw new IllegalArgumentException("wanted COPY table(columns) FROM STDIN, got " + sql);
    }
    if (first.isObject()) {
      return new Work.Batch(sql, values(first.path("row")), count(first));
    }
    return new Work.Select(sql, values(arguments));
  }

  private static int count(JsonNode arguments) {
    JsonNode count = arguments.path("count");
    if (!count.isInt() || count.intValue() < 1) {
      throw new IllegalArgumentException("\"count\" is no number of rows: " + count);
    }
    return count.intValue();
  }

  private static List<Object> values(JsonNode array) {
    List<Object> values = new ArrayList<>();
    for (JsonNode value : array) {
      values.add(value(value));
    }
    return List.copyOf(values);
  }

  private static Object value(JsonNode value) {
    if (value.isInt()) {
      return value.intValue();
    } else if (value.isLong()) {
      return value.longValue();
    } else if (value.isDouble()) {
      return value.doubleValue();
    } else if (value.isBoolean()) {
      return value.booleanValue();
    } else if (value.isTextual()) {
      return value.textValue();
    }
    throw new IllegalArgumentException("an argument is neither number, boolean nor text: " + value);
  }
}
