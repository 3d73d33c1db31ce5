// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.ValuesOptions;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.types.Tuple;

/** What {@code executeValues}, {@code executeBatch} and {@code callProc} send is psycopg2's. */
class BulkVectorsTest {
  private static final Map<String, List<Object>> ROWS = new HashMap<>();
  private static final Map<String, Map<String, Object>> NAMED = new HashMap<>();

  /** A row with names. */
  public record P(int a, LocalDate b) {}

  static {
    ROWS.put("[]", List.of());
    ROWS.put("[(1, 'a')]", List.of(Tuple.of(1, "a")));
    ROWS.put("[[1, 'a'], [2, None]]", List.of(List.of(1, "a"), Arrays.asList(2, null)));
    ROWS.put(
        "[(i, 'x%') for i in range(5)]",
        IntStream.range(0, 5).<Object>mapToObj(i -> new Object[] {i, "x%"}).toList());
    Map<String, Object> withNull = new HashMap<>(Map.of("a", 2));
    withNull.put("b", null);
    ROWS.put(
        "[{'a': 1, 'b': 'z'}, {'b': None, 'a': 2}]", List.of(Map.of("a", 1, "b", "z"), withNull));
    ROWS.put(
        "[P(2, date(2020, 1, 2)), P(3, None)]",
        List.of(new P(2, LocalDate.of(2020, 1, 2)), new P(3, null)));
    ROWS.put("[(1,), (2, 3)]", List.of(Tuple.of(1), Tuple.of(2, 3)));
    ROWS.put("[(2, 3), (4,)]", List.of(Tuple.of(2, 3), Tuple.of(4)));
    ROWS.put("[(1,), (4,)]", List.of(Tuple.of(1), Tuple.of(4)));
    ROWS.put("[None, None]", Arrays.asList(null, null));
    ROWS.put("[(), ()]", List.of(List.of(), Tuple.of()));
    ROWS.put("[()]", List.of(Tuple.of()));
    ROWS.put("None", List.of());
    ROWS.put("('A%',)", List.of("A%"));
    ROWS.put("(1, None, (2, 'b'))", Arrays.asList(1, null, Tuple.of(2, "b")));
    Map<String, Object> interval = new LinkedHashMap<>();
    interval.put("days", 1);
    interval.put("hours", 2);
    NAMED.put("{'days': 1, 'hours': 2}", interval);
    NAMED.put("{'da\"ys': 1}", Map.of("da\"ys", 1));
    NAMED.put("{}", Map.of());
  }

  @TestFactory
  Stream<DynamicTest> statementsAndErrorsArePsycopg2s() {
    List<String[]> vectors = TabSeparated.read("bulk/statements.tsv");
    assertThat(vectors).hasSizeGreaterThan(50);
    return vectors.stream()
        .map(
            v ->
                DynamicTest.dynamicTest(
                    String.join(" ", Arrays.copyOf(v, 5)), () -> assertOutcome(v)));
  }

  private static void assertOutcome(String[] v) {
    List<String> sent = new ArrayList<>();
    try (Connection conn = Shared.autocommit()) {
      conn.statementLog(
          (cursor, elapsed, error) -> sent.add(new String(cursor.query(), StandardCharsets.UTF_8)));
      String outcome = "ok";
      String text = "";
      try {
        call(conn.cursor(), v);
      } catch (ParameterException e) {
        outcome =
            switch (e.kind()) {
              case TYPE -> "TypeError";
              case INDEX -> "IndexError";
              case KEY -> "KeyError";
              case VALUE -> "ValueError";
              case ENCODE -> "UnicodeEncodeError";
              case ATTRIBUTE -> "AttributeError";
            };
        text = e.psycopgText();
      } catch (PsycopgException e) {
        outcome = e.getClass().getSimpleName().replace("Exception", "Error");
        text = e.getMessage().lines().findFirst().orElseThrow();
      }
      List<String> all = new ArrayList<>(List.of(outcome, text));
      all.addAll(sent);
      assertThat(all).isEqualTo(Arrays.asList(v).subList(5, v.length));
    }
  }

  private static void call(Cursor<Row> cur, String[] v) {
    String arguments = v[2];
    switch (v[0]) {
      case "values" -> {
        ValuesOptions options =
            v[3].isEmpty() ? ValuesOptions.defaults() : ValuesOptions.template(v[3]);
        cur.executeValues(v[1], ROWS.get(arguments), options.pageSize(Integer.parseInt(v[4])));
      }
      case "batch" -> cur.executeBatch(v[1], ROWS.get(arguments), Integer.parseInt(v[4]));
      default -> {
        if (NAMED.containsKey(arguments)) {
          cur.callProc(v[1], NAMED.get(arguments));
        } else {
          cur.callProc(v[1], ROWS.get(arguments).toArray());
        }
      }
    }
  }
}
