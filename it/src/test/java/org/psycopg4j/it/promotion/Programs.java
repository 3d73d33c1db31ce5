// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.promotion;

import java.util.ArrayList;
import java.util.List;
import org.psycopg4j.it.promotion.Step.Kind;
import org.psycopg4j.testkit.Seeded;

/**
 * Random programs: a few statements again and again, with arguments that are mostly of the same
 * kinds, and what may disturb them in between.
 */
final class Programs {
  private static final List<Template> STATEMENTS =
      Stage.lines("statements.txt").stream().map(Template::of).toList();
  private static final List<String> EVENTS = Stage.lines("events.txt");

  private final Seeded random;
  private final Rehearsal rehearsal;
  private final boolean autocommit;
  private final List<Template> mine = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();

  private Programs(Seeded random, Rehearsal rehearsal) {
    this.random = random;
    this.rehearsal = rehearsal;
    this.autocommit = random.chance(0.5);
    for (int i = random.between(1, 5); i > 0; i--) {
      mine.add(statement());
    }
  }

  /** A program of about so many steps. */
  static List<Step> random(Seeded random, Rehearsal rehearsal, int length) {
    Programs program = new Programs(random, rehearsal);
    program.steps.add(Step.autocommit(program.autocommit));
    while (program.steps.size() < length) {
      program.next();
    }
    program.steps.add(random.chance(0.5) ? Step.commit() : Step.rollback());
    return program.steps;
  }

  private Template statement() {
    return random.chance(0.3)
        ? rehearsal.expression(random)
        : STATEMENTS.get(random.between(0, STATEMENTS.size() - 1));
  }

  private void next() {
    int what = random.between(0, 99);
    if (what < 72) {
      Template template = mine.get(random.between(0, mine.size() - 1));
      steps.add(template.fill(Kind.EXECUTE, random));
    } else if (what < 76) {
      steps.add(statement().fill(Kind.EXECUTE, random));
    } else if (what < 86) {
      event();
    } else if (what < 88) {
      steps.add(mine.get(0).fill(Kind.OPEN, random));
    } else if (what < 90) {
      steps.add(Step.of(Kind.FETCH, ""));
    } else {
      endOfTransaction();
    }
  }

  private void event() {
    String event = EVENTS.get(random.between(0, EVENTS.size() - 1));
    int space = event.indexOf(' ');
    boolean elsewhere = event.startsWith("both") && random.chance(0.5);
    Step step = Step.of(elsewhere ? Kind.ELSEWHERE : Kind.EXECUTE, event.substring(space + 1));
    if (elsewhere && !autocommit && random.chance(0.7)) {
      steps.add(Step.commit()); // which lets go of the locks
    }
    steps.add(step);
  }

  private void endOfTransaction() {
    if (!autocommit || random.chance(0.2)) {
      steps.add(
          switch (random.between(0, 9)) {
            case 0, 1, 2 -> Step.commit();
            case 3, 4, 5 -> Step.rollback();
            case 6, 7 -> Step.execute("SAVEPOINT one");
            case 8 -> Step.execute("ROLLBACK TO SAVEPOINT one");
            default -> Step.autocommit(random.chance(0.5));
          });
    }
  }
}
