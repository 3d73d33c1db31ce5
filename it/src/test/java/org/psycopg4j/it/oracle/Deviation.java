// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A place where psycopg4j did not do what psycopg2 did.
 *
 * @param program the program
 * @param index the step's number in it
 * @param what "outcome", or the name of an attribute
 * @param expected psycopg2's
 * @param actual psycopg4j's
 * @param state the state of psycopg2's objects after the step
 */
record Deviation(
    Program program,
    int index,
    String what,
    String expected,
    String actual,
    Map<String, String> state) {
  Step step() {
    return program.steps().get(index);
  }

  String text() {
    return step().text();
  }

  boolean isOutcome() {
    return what.equals("outcome");
  }

  /** The attribute that differs, whichever cursor's it is. */
  String attribute() {
    return what.substring(what.indexOf('.') + 1);
  }

  /** The cursor whose step this is, or whose attribute. */
  String cursor() {
    String name = isOutcome() ? text() : what;
    return name.contains(".") ? name.substring(0, name.indexOf('.')) : "";
  }

  /** psycopg2's attribute of that cursor. */
  String cursors(String attribute) {
    return state.getOrDefault(cursor() + "." + attribute, "");
  }

  /** The steps up to this one. */
  List<Step> steps() {
    return program.steps().subList(0, index + 1);
  }

  /** Whether a step up to this one is so. */
  boolean after(Predicate<Step> is) {
    return steps().stream().anyMatch(is);
  }

  /** Whether the cursor has been closed by now, or it was tried. */
  boolean isClosing() {
    return after(step -> step.text().equals(cursor() + ".close()"));
  }

  /** The last statement of the cursor up to this step that psycopg2 sent, if there is one. */
  String lastSent() {
    return lastExecuted(step -> !step.isUnsent());
  }

  /** Whether psycopg2 did not send the cursor's last statement. */
  boolean isLastUnsent() {
    return !lastExecuted(step -> true).equals(lastSent());
  }

  private String lastExecuted(Predicate<Step> is) {
    return steps().stream()
        .filter(step -> step.text().startsWith(cursor() + ".execute"))
        .filter(is)
        .map(Step::text)
        .reduce("", (first, second) -> second);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("program: ").append(program.title()).append('\n');
    for (int i = 0; i <= index; i++) {
      Step step = program.steps().get(i);
      text.append("  ").append(step.text()).append("   -> ").append(step.outcome()).append('\n');
    }
    return text.append("  ")
        .append(what)
        .append("\n    psycopg2:  ")
        .append(expected)
        .append("\n    psycopg4j: ")
        .append(actual)
        .append('\n')
        .toString();
  }
}
