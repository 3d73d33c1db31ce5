// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.psycopg4j.benchmarks.report.Goal.Against;
import org.psycopg4j.benchmarks.results.Metric;
import org.psycopg4j.benchmarks.results.Run;
import org.psycopg4j.benchmarks.results.Spread;

class VerdictTest {
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
    assertThat(goals.stream().map(goal -> goal.workload() + goal.metric() + goal.against()))
        .doesNotHaveDuplicates();
    assertThat(goals).allSatisfy(goal -> assertThat(goal.bound()).isPositive());
  }

  private static Spread got(String workload, Metric metric, Against against, @Nullable String of) {
    return of(workload, metric, against, of, 1).got();
  }

  private static Verdict of(
      String workload, Metric metric, Against against, @Nullable String of, double bound) {
    Run run = SampleRun.run();
    return Verdict.of(new Goal(workload, metric, against, of, bound, ""), run);
  }
}
