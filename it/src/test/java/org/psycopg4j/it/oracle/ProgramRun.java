// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A program that is being run. */
final class ProgramRun implements AutoCloseable {
  private final Program program;
  private final Replay replay;
  private final Stage stage;
  private final Map<String, String> expected = new LinkedHashMap<>();
  private final Map<String, String> excused = new HashMap<>();
  private int next;
  private boolean over;

  ProgramRun(Program program, Replay replay) {
    this.program = program;
    this.replay = replay;
    this.stage = new Stage(replay.connect());
    Defaults.CONNECTION.forEach((name, value) -> expected.put("conn." + name, value));
  }

  Program program() {
    return program;
  }

  int pid() {
    return stage.pid();
  }

  /** Runs it; says whether it went to its end, in step with psycopg2. */
  boolean all() {
    try {
      while (hasNext()) {
        step(false);
      }
    } catch (Ended e) {
      // a with statement that its program does not end
    }
    return !over;
  }

  private boolean hasNext() {
    return next < program.steps().size() && !over;
  }

  /** Does the next step; says whether it was the end of the with statement it is in. */
  private boolean step(boolean inside) {
    String text = program.steps().get(next).text();
    switch (text) {
      case "with conn:" -> with(inside);
      case "end" -> {
        return true;
      }
      case "raise" -> throw new Boom();
      default -> compare(next++, stage.run(text));
    }
    return false;
  }

  private void with(boolean inside) {
    int entered = next++;
    if (inside) { // psycopg2 refuses; here it would be a savepoint, which other tests are about
      compare(entered, program.steps().get(entered).outcome());
      return;
    }
    String outcome = "None";
    boolean[] begun = {false};
    try {
      stage.conn().inTransaction(tx -> body(entered, begun));
    } catch (Ended e) {
      throw e;
    } catch (Boom e) {
      outcome = "!Boom - ''";
    } catch (RuntimeException e) {
      outcome = Raised.show(e);
    }
    compare(begun[0] ? next++ : entered, outcome);
  }

  private void body(int entered, boolean[] begun) {
    begun[0] = true;
    compare(entered, "None");
    while (hasNext()) {
      if (step(true)) {
        return;
      }
    }
    throw new Ended();
  }

  private void compare(int index, String outcome) {
    Step step = program.steps().get(index);
    if (step.text().matches("\\w+ = cursor\\(.*") && step.outcome().equals("None")) {
      String cursor = step.text().substring(0, step.text().indexOf(' '));
      Defaults.CURSOR.forEach((name, value) -> expected.put(cursor + "." + name, value));
    }
    expected.putAll(step.changes());
    check(index, "outcome", normal(step.outcome()), Raised.withoutLineFeed(outcome));
    stage.state().forEach((name, value) -> check(index, name, normal(expected.get(name)), value));
  }

  private void check(int index, String what, String psycopg2, String psycopg4j) {
    if (over) {
      return;
    }
    if (psycopg4j.equals(psycopg2)) {
      excused.remove(what);
      return;
    }
    // What was excused stays so as long as neither side changes it.
    String both = psycopg2 + "\n" + psycopg4j;
    if (!what.equals("outcome") && both.equals(excused.get(what))) {
      return;
    }
    Difference difference =
        replay.judge(
            new Deviation(program, index, what, psycopg2, psycopg4j, Map.copyOf(expected)));
    excused.put(what, both);
    over = difference == null || difference.parting();
  }

  /** psycopg2's value as psycopg4j's is written. */
  private static String normal(String shown) {
    return shown.startsWith("!") || shown.equals(Stage.STOP_ITERATION)
        ? Raised.withoutLineFeed(shown)
        : Values.show(Notation.value(shown));
  }

  @Override
  public void close() {
    stage.close();
  }

  /** Ends a program whose with statement is not ended. */
  private static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** What a "raise" step raises. */
  private static final class Boom extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
