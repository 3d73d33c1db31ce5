// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.psycopg4j.benchmarks.pgbench.drivers.Outcome;
import org.psycopg4j.benchmarks.pgbench.drivers.Tally;

class OutcomeTextTest {
  private static final long TICK = 10_000;

  @Test
  void theJsonHasWhatTheToolReads() throws Exception {
    Tally tally = new Tally(2);
    tally.add(1000, 5 * TICK);
    tally.add(1000, 5 * TICK);
    tally.add(1000, 9 * TICK);
    JsonNode json = new ObjectMapper().readTree(OutcomeText.json(new Outcome(tally, 1.5, 0.75)));
    assertThat(List.copyOf(fieldNames(json)))
        .containsExactlyInAnyOrder(
            "queries", "rows", "duration", "cpu", "min_latency", "max_latency", "latency_stats");
    assertThat(json.get("queries").longValue()).isEqualTo(3);
    assertThat(json.get("rows").longValue()).isEqualTo(3000);
    assertThat(json.get("duration").doubleValue()).isEqualTo(1.5);
    assertThat(json.get("cpu").doubleValue()).isEqualTo(0.75);
    assertThat(json.get("min_latency").longValue()).isEqualTo(5);
    assertThat(json.get("max_latency").longValue()).isEqualTo(9);
    JsonNode histogram = json.get("latency_stats");
    assertThat(histogram.size()).isEqualTo(200_000);
    assertThat(histogram.get(5).intValue()).isEqualTo(2);
    assertThat(histogram.get(9).intValue()).isEqualTo(1);
    assertThat(histogram.get(6).intValue()).isZero();
  }

  private static List<String> fieldNames(JsonNode json) {
    List<String> names = new ArrayList<>();
    json.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void theTextHasMillisecondsAndRates() {
    Tally tally = new Tally(1);
    for (int i = 0; i < 90; i++) {
      tally.add(10, 100 * TICK);
    }
    for (int i = 0; i < 10; i++) {
      tally.add(10, 200 * TICK);
    }
    assertThat(OutcomeText.text(new Outcome(tally, 2, 1.25)))
        .isEqualTo(
            """
            100 queries in 2.00 seconds
            Latency: min 1.000 ms; max 2.000 ms; mean 1.100 ms; std 0.300 ms
            Latency distribution: 25% under 1.000 ms; 50% under 1.000 ms; 75% under 1.000 ms; \
            90% under 1.000 ms; 99% under 2.000 ms; 99.99% under 2.000 ms
            Queries/sec: 50.00
            Rows/sec: 500.00
            Client CPU: 1.25 seconds""");
  }

  @Test
  void aPercentileIsTheFirstTickWithThatManyQueries() {
    Tally tally = new Tally(1);
    for (int tick = 1; tick <= 4; tick++) {
      tally.add(1, tick * TICK);
    }
    assertThat(OutcomeText.percentile(tally, 25)).isEqualTo(1);
    assertThat(OutcomeText.percentile(tally, 50)).isEqualTo(2);
    assertThat(OutcomeText.percentile(tally, 50.1)).isEqualTo(3);
    assertThat(OutcomeText.percentile(tally, 100)).isEqualTo(4);
    assertThat(OutcomeText.mean(tally)).isEqualTo(2.5);
    assertThat(OutcomeText.deviation(tally)).isCloseTo(Math.sqrt(1.25), within(1e-12));
  }

  @Test
  void ofNoQueryAllIsZero() {
    Tally tally = new Tally(1);
    assertThat(OutcomeText.percentile(tally, 50)).isZero();
    assertThat(OutcomeText.mean(tally)).isZero();
    assertThat(OutcomeText.deviation(tally)).isZero();
  }
}
