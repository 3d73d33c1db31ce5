// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.psycopg4j.benchmarks.report.Goal.Against;
import org.psycopg4j.benchmarks.results.Measured;
import org.psycopg4j.benchmarks.results.Metric;
import org.psycopg4j.benchmarks.results.Run;
import org.psycopg4j.benchmarks.results.Slice;
import org.psycopg4j.benchmarks.results.Spread;

class VerdictTest {
  private static final Spread HALF = new Spread(0.5, 0.5, 0.5);

  @Test
  void aGoalIsMetByTheMedianOfRatios() {
    Verdict verdict = of("A", Metric.CPU, Against.PEER, null, 0.55);
    assertThat(verdict.got()).isEqualTo(new Spread(0.55, 0.5, 0.6));
    assertThat(verdict.word()).isEqualTo("**met**, rounds differ");
  }

  @Test
  void justBesideItIsNotMet() {
    assertThat(of("A", Metric.CPU, Against.PEER, null, 0.54).word())
        .isEqualTo("not met, rounds differ");
    assertThat(of("A", Metric.CPU, Against.PEER, null, 0.49).word()).isEqualTo("not met");
  }

  @Test
  void ofRatesMoreIsBetter() {
    assertThat(of("A", Metric.RATE, Against.PEER, null, 1).met()).isTrue();
    assertThat(of("A", Metric.RATE, Against.PEER, null, 1.01).met()).isFalse();
  }

  @Test
  void theBestPeerIsTheOneThatNeedsLeast() {
    assertThat(got("A", Metric.CPU, Against.BEST_PEER, null).least()).isEqualTo(5.0 / 8);
  }

  @Test
  void theFloorIsTheLeastOfThem() {
    assertThat(got("A", Metric.CPU, Against.FLOOR, null).least()).isEqualTo(1.25);
  }

  @Test
  void bytesMayBeBoundedThemselves() {
    assertThat(of("A", Metric.BYTES, Against.NOTHING, null, 8).met()).isTrue();
    assertThat(of("A", Metric.BYTES, Against.NOTHING, null, 7.9).met()).isFalse();
  }

  @Test
  void theReferenceMayBeAnotherWorkloads() {
    assertThat(got("check-out", Metric.CPU, Against.PEER, "A"))
        .isEqualTo(new Spread(0.1, 0.1, 0.1));
  }

  @Test
  void aPeerThatTakesPartWithOptionsOnlyIsComparedWithThem() {
    Map<String, List<Slice>> slices = new LinkedHashMap<>(SampleRun.pool().slices());
    slices.put("pgjdbc x=1", SampleRun.pool().slices().get("HikariCP"));
    Run run = SampleRun.run(List.of(new Measured("D2", "many rows", "row", "pgjdbc", "", slices)));
    Goal goal = new Goal("D2", null, Metric.CPU, Against.PEER, null, 1, "");
    assertThat(Verdict.of(goal, run).peer()).isEqualTo("pgjdbc x=1");
    assertThat(Verdict.of(goal, run).got()).isEqualTo(HALF);
  }

  @Test
  void aGoalMayBeAnotherDriversOfOurs() {
    Map<String, List<Slice>> slices = new LinkedHashMap<>(SampleRun.lookup().slices());
    slices.put("psycopg4j async", SampleRun.lookup().slices().get("floor, binary"));
    Run run = SampleRun.run(List.of(new Measured("G", "tasks", "op", "other", "", slices)));
    Goal goal = new Goal("G", "psycopg4j async", Metric.CPU, Against.PEER, null, 0.5, "");
    assertThat(Verdict.of(goal, run).got()).isEqualTo(HALF);
    assertThat(goal.text("pgjdbc")).isEqualTo("psycopg4j async: client CPU ≤ 0.50 × pgjdbc");
    assertThat(Verdict.of(goal, SampleRun.run()).got()).isNull();
  }

  @Test
  void whatIsNotThereIsNotMeasured() {
    assertThat(of("Z", Metric.CPU, Against.PEER, null, 1).word()).isEqualTo("not measured");
    assertThat(of("check-out", Metric.CPU, Against.FLOOR, null, 1).word())
        .isEqualTo("not measured");
    assertThat(of("A", Metric.CPU, Against.PEER, "Z", 1).met()).isFalse();
  }

  @Test
  void eachGoalIsStatedOnce() {
    List<Goal> goals = Goals.all();
    assertThat(goals).isNotEmpty();
    assertThat(
            goals.stream()
                .map(goal -> goal.workload() + goal.driver() + goal.metric() + goal.against()))
        .doesNotHaveDuplicates();
    assertThat(goals).allSatisfy(goal -> assertThat(goal.bound()).isPositive());
  }

  @Test
  void besideAGoalStandsHowAllOthersCompare() {
    Standing rate = of("A", Metric.RATE, Against.PEER, null, 1).standing();
    assertThat(rate.figure()).isEqualTo("1,000 ops/s");
    Standing cpu = of("A", Metric.CPU, Against.PEER, null, 1).standing();
    assertThat(cpu.figure()).isEqualTo("5,500 ns/op");
    assertThat(Standing.median(cpu.peer())).isEqualTo("0.55");
    assertThat(cpu.besideTheBest()).isEqualTo("0.69 (other)");
    assertThat(Standing.median(cpu.floor())).isEqualTo("1.38");
    assertThat(Standing.median(of("A", Metric.BYTES, Against.PEER, null, 1).standing().floor()))
        .isEmpty();
    assertThat(of("Z", Metric.CPU, Against.PEER, null, 1).standing()).isNull();
  }

  private static Spread got(String workload, Metric metric, Against against, @Nullable String of) {
    return of(workload, metric, against, of, 1).got();
  }

  private static Verdict of(
      String workload, Metric metric, Against against, @Nullable String of, double bound) {
    Run run = SampleRun.run();
    return Verdict.of(new Goal(workload, null, metric, against, of, bound, ""), run);
  }
}
