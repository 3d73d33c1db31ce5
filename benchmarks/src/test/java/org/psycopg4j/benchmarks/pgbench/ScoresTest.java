// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoresTest {
  @Test
  void theMeanIsGeometric() {
    Scores scores = new Scores("rows/s", List.of("one"), List.of("p", "q"));
    scores.add("one", "p", 1000);
    scores.add("one", "q", 10);
    assertThat(scores.markdown())
        .isEqualTo(
            """
            | rows/s | p | q | geometric mean |
            |---|--:|--:|--:|
            | one | 1,000 | 10 | 100 |
            """);
  }

  @Test
  void ofSeveralRoundsTheMedianCounts() {
    Scores scores = new Scores("rows/s", List.of("one"), List.of("p"));
    scores.add("one", "p", 1);
    scores.add("one", "p", 9_999_999);
    scores.add("one", "p", 50);
    assertThat(scores.markdown()).contains("| one | 50 | 50 |");
  }

  @Test
  void whatOneCouldNotDoIsLeftOutForAll() {
    Scores scores = new Scores("rows/s", List.of("all", "some", "none"), List.of("p", "q"));
    scores.add("all", "p", 8);
    scores.add("all", "q", 2);
    scores.add("some", "p", 4);
    assertThat(scores.markdown())
        .isEqualTo(
            """
            | rows/s | p | q | geometric mean | of those that all did |
            |---|--:|--:|--:|--:|
            | all | 8 | 2 | 4 | 8 |
            | some | 4 | – | – | 4 |
            | none | – | – | – | – |
            """);
  }
}
