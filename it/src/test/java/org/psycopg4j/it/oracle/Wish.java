// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A wanted difference between psycopg2's answer and ours.
 *
 * @param reason what differs, and why it is meant to
 * @param covers whether a case is this difference and nothing else
 * @param alike makes answers that differ in this alone the same
 */
record Wish(String reason, Predicate<Case> covers, UnaryOperator<String> alike) {
  /** What was asked, psycopg2's answer and ours. */
  record Case(String input, String expected, String actual) {}

  /** Cases that differ as a whole. */
  static Wish of(String reason, Predicate<Case> covers) {
    return new Wish(reason, covers, answer -> answer);
  }

  /** A way to write what is the same, which may be met several times in an answer. */
  static Wish alike(String reason, UnaryOperator<String> alike) {
    return new Wish(reason, one -> false, alike);
  }

  /** The case with both answers alike in this. */
  Case normal(Case one) {
    return new Case(one.input(), alike.apply(one.expected()), alike.apply(one.actual()));
  }
}
