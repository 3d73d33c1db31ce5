// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.it.promotion.Contest.Difference;
import org.psycopg4j.testkit.Seeded;

/**
 * Random programs do the same whether their statements are prepared or not. There are {@code
 * psycopg4j.promotion.programs} of them, {@code psycopg4j.test.seed} chooses which.
 */
class EquivalenceTest {
  private static final int PROGRAMS = Integer.getInteger("psycopg4j.promotion.programs", 60);
  private static final int LENGTH = 45;

  @Test
  @Timeout(value = 5, unit = TimeUnit.HOURS) // as many as it is told to
  void promotionChangesNothing() {
    try (Contest contest = new Contest();
        Rehearsal rehearsal = new Rehearsal()) {
      Seeded.each(PROGRAMS, random -> check(contest, Programs.random(random, rehearsal, LENGTH)));
      System.out.println("Promotion: " + contest);
      assertThat(contest.promoted()).isGreaterThan(contest.statements() / 3L);
      assertThat(contest.fallbacks()).isPositive();
      assertThat(contest.excused().size()).isLessThan(PROGRAMS / 20 + 2);
    }
  }

  private static void check(Contest contest, List<Step> program) {
    Difference difference = contest.run(program);
    if (difference == null) {
      return;
    }
    List<Step> reduced = contest.reduced(program, difference);
    Difference shown = contest.run(reduced);
    throw new AssertionError(report(reduced, shown == null ? difference : shown));
  }

  private static String report(List<Step> program, Difference difference) {
    StringBuilder text = new StringBuilder("promotion changed what a program does:\n");
    program.forEach(step -> text.append("  ").append(step).append('\n'));
    return text.append(
            "at step %d, expected%n%s%nbut with %s%n%s%n"
                .formatted(
                    difference.step() + 1,
                    difference.expected(),
                    difference.side(),
                    difference.actual()))
        .toString();
  }
}
