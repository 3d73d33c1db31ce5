// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.psycopg4j.benchmarks.results.Median;

/** A figure of each driver and query, summed up as the tool does. For one thread. */
final class Scores {
  private final String title;
  private final List<String> drivers;
  private final List<String> queries;
  private final Map<Cell, List<Double>> rounds = new HashMap<>();

  private record Cell(String driver, String query) {}

  Scores(String title, List<String> drivers, List<String> queries) {
    this.title = title;
    this.drivers = drivers;
    this.queries = queries;
  }

  /** Takes note of a round. One that a driver couldn't do is not noted. */
  void add(String driver, String query, double score) {
    rounds.computeIfAbsent(new Cell(driver, query), cell -> new ArrayList<>()).add(score);
  }

  /**
   * A table in Markdown. The geometric mean is of all queries; where a driver couldn't do one,
   * another column has the mean of those that all could, but for drivers that could do nothing.
   */
  String markdown() {
    List<String> able = drivers.stream().filter(this::hasDoneAny).toList();
    List<String> common =
        queries.stream()
            .filter(query -> able.stream().allMatch(driver -> isDone(driver, query)))
            .toList();
    boolean complete = common.size() == queries.size();
    StringBuilder table = new StringBuilder("| ").append(title);
    queries.forEach(query -> table.append(" | ").append(query));
    table.append(" | geometric mean");
    if (!complete) {
      table.append(" | of those that all did");
    }
    table.append(" |\n|---").append("|--:".repeat(queries.size() + (complete ? 1 : 2)));
    table.append("|\n");
    for (String driver : drivers) {
      table.append("| ").append(driver);
      for (String query : queries) {
        table.append(" | ").append(isDone(driver, query) ? number(median(driver, query)) : "–");
      }
      boolean all = queries.stream().allMatch(query -> isDone(driver, query));
      table.append(" | ").append(all ? number(geometricMean(driver, queries)) : "–");
      if (!complete) {
        boolean some = able.contains(driver) && !common.isEmpty();
        table.append(" | ").append(some ? number(geometricMean(driver, common)) : "–");
      }
      table.append(" |\n");
    }
    return table.toString();
  }

  private boolean hasDoneAny(String driver) {
    return queries.stream().anyMatch(query -> isDone(driver, query));
  }

  private boolean isDone(String driver, String query) {
    return rounds.containsKey(new Cell(driver, query));
  }

  private double median(String driver, String query) {
    List<Double> values = rounds.getOrDefault(new Cell(driver, query), List.of());
    return Median.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private double geometricMean(String driver, List<String> of) {
    return Math.exp(
        of.stream().mapToDouble(query -> Math.log(median(driver, query))).average().orElseThrow());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }
}
