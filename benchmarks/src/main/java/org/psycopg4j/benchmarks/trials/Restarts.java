// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.trials;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.psycopg4j.benchmarks.pools.PoolKind;
import org.psycopg4j.benchmarks.report.Markdown;
import org.psycopg4j.benchmarks.results.Median;
import org.psycopg4j.testkit.PostgresServer;

/** All trials in which the server restarts. */
final class Restarts {
  private static final int THREADS = 20;
  private static final int EACH = 100;
  private static final int IDLE_REQUESTS = 100;

  private final TrialOptions options;
  private final PostgresServer server;
  private final Markdown report;

  Restarts(TrialOptions options, PostgresServer server, Markdown report) {
    this.options = options;
    this.server = server;
    this.report = report;
  }

  /** What is tried. */
  @FunctionalInterface
  private interface Course {
    Outcome run(RestartTrial trial) throws Exception;
  }

  void run() throws Exception {
    for (Restart restart : Restart.values()) {
      String how = restart.name().toLowerCase(Locale.ROOT);
      run(
          "%s restart, %d ms down, %d threads on %d connections"
              .formatted(how, options.downMillis(), THREADS, RestartTrial.SIZE),
          restart,
          trial -> trial.underLoad(THREADS, EACH));
      run(
          "%s restart, %d ms down, all %d connections idle, then %d requests one by one"
              .formatted(how, options.downMillis(), RestartTrial.SIZE, IDLE_REQUESTS),
          restart,
          trial -> trial.idle(IDLE_REQUESTS));
    }
  }

  private void run(String title, Restart restart, Course course) throws Exception {
    System.err.println(title);
    report.heading(title);
    report.header(
        "pool",
        "failed requests",
        "last failure, ms",
        "all connections, ms",
        "longest request, ms",
        "served",
        "exceptions");
    for (PoolKind kind : options.pools()) {
      if (kind.workloads().contains(PoolKind.RESTART)) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < options.rounds(); i++) {
          outcomes.add(course.run(new RestartTrial(server, kind, restart, options.downMillis())));
        }
        row(kind, outcomes);
      }
    }
  }

  private void row(PoolKind kind, List<Outcome> outcomes) {
    report.row(
        kind.name(),
        spread(outcomes, outcome -> outcome.failures().count()),
        outcomes.stream().allMatch(outcome -> outcome.failures().count() == 0)
            ? ""
            : spread(outcomes, outcome -> outcome.lastFailureNanos() / 1e6),
        outcomes.stream().anyMatch(outcome -> outcome.fullNanos() < 0)
            ? "not while watched"
            : spread(outcomes, outcome -> outcome.fullNanos() / 1e6),
        spread(outcomes, outcome -> outcome.longestNanos() / 1e6),
        spread(outcomes, Outcome::served),
        exceptions(outcomes));
  }

  /** The median, with the least and the largest. */
  private static String spread(List<Outcome> outcomes, ToDoubleFunction<Outcome> measure) {
    double[] values = outcomes.stream().mapToDouble(measure).sorted().toArray();
    return "%s (%s–%s)"
        .formatted(
            Markdown.decimals(Median.of(values), 0),
            Markdown.decimals(values[0], 0),
            Markdown.decimals(values[values.length - 1], 0));
  }

  private static String exceptions(List<Outcome> outcomes) {
    Map<String, Long> all = new TreeMap<>();
    for (Outcome outcome : outcomes) {
      outcome.failures().counts().forEach((name, count) -> all.merge(name, count, Long::sum));
    }
    return all.entrySet().stream()
        .map(entry -> "%s × %d".formatted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }
}
