// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.psycopg4j.benchmarks.pgbench.drivers.Outcome;
import org.psycopg4j.benchmarks.pgbench.drivers.Tally;

/** A run's outcome as it is printed: as the tool's JSON, or for people. */
final class OutcomeText {
  private static final double TICKS_PER_MILLI = Tally.TICKS_PER_SECOND / 1000.0;
  private static final double PERCENT = 100;
  private static final double[] PERCENTILES = {25, 50, 75, 90, 99, 99.99};

  private OutcomeText() {}

  /**
   * What the tool reads, and the client's CPU in seconds; latencies in ticks of 10 µs, the
   * histogram as long as the timeout.
   */
  static String json(Outcome outcome) {
    Tally tally = outcome.tally();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("queries", tally.queries());
    json.put("rows", tally.rows());
    json.put("duration", outcome.seconds());
    json.put("cpu", outcome.cpuSeconds());
    json.put("min_latency", tally.min());
    json.put("max_latency", tally.max());
    ArrayNode histogram = json.putArray("latency_stats");
    for (int tick = 0; tick < tally.ticks(); tick++) {
      histogram.add(tally.count(tick));
    }
    return json.toString();
  }

  /** A summary, with latencies in milliseconds. */
  static String text(Outcome outcome) {
    Tally tally = outcome.tally();
    return String.format(
        Locale.ROOT,
        """
        %d queries in %.2f seconds
        Latency: min %.3f ms; max %.3f ms; mean %.3f ms; std %.3f ms
        Latency distribution: %s
        Queries/sec: %.2f
        Rows/sec: %.2f
        Client CPU: %.2f seconds""",
        tally.queries(),
        outcome.seconds(),
        tally.min() / TICKS_PER_MILLI,
        tally.max() / TICKS_PER_MILLI,
        mean(tally) / TICKS_PER_MILLI,
        deviation(tally) / TICKS_PER_MILLI,
        DoubleStream.of(PERCENTILES)
            .mapToObj(percent -> distribution(tally, percent))
            .collect(Collectors.joining("; ")),
        outcome.queriesPerSecond(),
        outcome.rowsPerSecond(),
        outcome.cpuSeconds());
  }

  private static String distribution(Tally tally, double percent) {
    return String.format(
        Locale.ROOT,
        "%s%% under %.3f ms",
        percent == Math.rint(percent) ? Integer.toString((int) percent) : Double.toString(percent),
        percentile(tally, percent) / TICKS_PER_MILLI);
  }

  /** The first tick within which that share of the queries ended; 0 if there was no query. */
  static int percentile(Tally tally, double percent) {
    double wanted = tally.queries() * percent / PERCENT;
    long seen = 0;
    int tick = -1;
    do {
      seen += tally.count(++tick);
    } while (seen < wanted);
    return tick;
  }

  /** In ticks; 0 if there was no query. */
  static double mean(Tally tally) {
    double sum = 0;
    for (int tick = 0; tick < tally.ticks(); tick++) {
      sum += (double) tick * tally.count(tick);
    }
    return tally.queries() == 0 ? 0 : sum / tally.queries();
  }

  /** The standard deviation in ticks; 0 if there was no query. */
  static double deviation(Tally tally) {
    double mean = mean(tally);
    double sum = 0;
    for (int tick = 0; tick < tally.ticks(); tick++) {
      sum += (tick - mean) * (tick - mean) * tally.count(tick);
    }
    return tally.queries() == 0 ? 0 : Math.sqrt(sum / tally.queries());
  }
}
