// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.promotion;

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
}
