// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class NotesTest {
  @Test
  void aHeadingIsAWorkload() {
    Notes notes =
        Notes.of("# Title\n\nText.\n\n## A-pipeline\n\none\n\n### why\n\ntwo\n## B2\r\nthree");
    assertThat(notes.on("A-pipeline")).isEqualTo("one\n\n### why\n\ntwo");
    assertThat(notes.on("B2")).isEqualTo("three");
    assertThat(notes.on("A")).isEmpty();
  }

  @Test
  void withoutHeadingsThereAreNone() {
    assertThat(Notes.of("").on("A")).isEmpty();
    assertThat(Notes.of("only a text").on("A")).isEmpty();
  }

  @Test
  void aWorkloadWithoutAGoalIsAMistake() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Notes.of("## a-pipeline\nbecause\n"))
        .withMessageStartingWith("notes on a-pipeline, which has no goal; those with one: [A, A-");
  }

  @Test
  void aWorkloadIsThereOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Notes.of("## A\none\n## A\ntwo\n"))
        .withMessage("notes on A twice");
  }
}
