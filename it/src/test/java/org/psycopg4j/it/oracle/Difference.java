// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.util.function.Predicate;

/**
 * A wanted difference from psycopg2.
 *
 * @param reason what differs, and why it is meant to
 * @param covers whether a deviation is this difference
 * @param parting whether what follows in the program is no longer the same thing to both
 */
record Difference(String reason, Predicate<Deviation> covers, boolean parting) {
  Difference(String reason, Predicate<Deviation> covers) {
    this(reason, covers, false);
  }

  /** A difference after which a program is not followed any further. */
  static Difference parting(String reason, Predicate<Deviation> covers) {
    return new Difference(reason, covers, true);
  }
}
