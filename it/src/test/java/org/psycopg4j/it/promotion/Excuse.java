// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.promotion;

import java.util.ArrayList;
import java.util.List;

/**
 * The difference that is known and documented: a statement's expressions of constants alone are
 * worked out when it is planned, so that an error in one that no row needs shows only if the
 * constants are in the text.
 */
final class Excuse {
  private Excuse() {}

  static boolean covers(Step step, Outcome expected, Outcome actual) {
    return isOfValues(expected) && step.positional() != null && actual.sqlstate() == null;
  }

  /** Whether it is an error in a value. */
  static boolean isOfValues(Outcome outcome) {
    String sqlstate = outcome.sqlstate();
    return sqlstate != null && sqlstate.startsWith("22");
  }

  /**
   * What is left in the end. After an error in a value sequences are not: constants are worked out
   * before a number is taken, and parameters after it.
   */
  static List<String> end(Outcome left, boolean failed) {
    List<String> lines = new ArrayList<>(left.lines());
    for (int i = lines.size() - 1; failed && i > 0; i--) {
      if (lines.get(i - 1).contains(" S last_value ")) {
        lines.remove(i);
      }
    }
    return lines;
  }
}
