// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.psycopg4j.Connection;
import org.psycopg4j.Xid;

/** Programs done by psycopg4j, each step compared with what psycopg2 did there. */
final class Replay {
  private final List<Difference> wanted;
  private final Set<Difference> seen = new HashSet<>();
  private final List<Deviation> deviations = new ArrayList<>(); // the first of each program
  private final Set<String> unsupported = new HashSet<>(); // a program goes as far as its first

  private Replay(List<Difference> wanted) {
    this.wanted = wanted;
  }

  /**
   * Demands that each step of a file's programs does what it did to psycopg2: that its value or
   * error, and the state of the connection and the cursors after it, are the same.
   *
   * @param wanted the differences that are wanted; each has to be met
   * @param unsupported the steps that psycopg4j can't do
   */
  static void assertSame(String file, List<Difference> wanted, Set<String> unsupported) {
    Replay replay = new Replay(wanted);
    replay.run(Program.read(file));
    SoftAssertions.assertSoftly(
        softly -> {
          softly.assertThat(Deviations.summary(replay.deviations)).isEmpty();
          softly.assertThat(replay.unmet()).isEmpty();
          softly.assertThat(replay.unsupported).isEqualTo(unsupported);
        });
  }

  private void run(List<Program> programs) {
    try (Connection admin = Oracle.admin()) {
      for (Program program : programs) {
        try (Run run = new Run(program)) {
          run.all();
        } catch (Stage.Unsupported e) {
          unsupported.add(e.getMessage());
        }
        for (Xid left : admin.tpcRecover()) {
          admin.tpcRollback(left);
        }
        admin.cursor().execute("SELECT restore()");
      }
    }
  }

  /** The wanted differences that were not met: they are wanted no more, or never were. */
  private List<String> unmet() {
    return wanted.stream().filter(rule -> !seen.contains(rule)).map(Difference::reason).toList();
  }

  /** Ends a program whose with statement is not ended. */
  private static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** What a "raise" step raises. */
  private static final class Boom extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final class Run implements AutoCloseable {
    private final Program program;
    private final Stage stage = new Stage();
    private final Map<String, String> expected = new LinkedHashMap<>();
    private final Map<String, String> excused = new HashMap<>();
    private int next;
    private boolean over;

    Run(Program program) {
      this.program = program;
      Defaults.CONNECTION.forEach((name, value) -> expected.put("conn." + name, value));
    }

    void all() {
      try {
        while (hasNext()) {
          step(false);
        }
      } catch (Ended e) {
        // a with statement that its program does not end
      }
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
      for (String cursor : stage.cursors()) {
        Defaults.CURSOR.forEach((name, value) -> expected.putIfAbsent(cursor + "." + name, value));
      }
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
      Deviation deviation =
          new Deviation(program, index, what, psycopg2, psycopg4j, Map.copyOf(expected));
      for (Difference rule : wanted) {
        if (rule.covers().test(deviation)) {
          seen.add(rule);
          excused.put(what, both);
          over |= rule.parting();
          return;
        }
      }
      deviations.add(deviation);
      over = true;
    }

    /** psycopg2's value as psycopg4j's is written. */
    private String normal(String shown) {
      return shown.startsWith("!") || shown.equals(Stage.STOP_ITERATION)
          ? Raised.withoutLineFeed(shown)
          : Values.show(Notation.value(shown));
    }

    @Override
    public void close() {
      stage.close();
    }
  }
}
