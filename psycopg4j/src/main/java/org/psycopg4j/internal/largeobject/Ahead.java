// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.largeobject;

/**
 * A stream that has read further than it was asked to, or has not written yet: the object's
 * position is not where its user takes it to be.
 */
interface Ahead {
  /** Writes what was not written, and moves the position back to where the stream is. */
  void settle();

  /** Writes what was not written; the position does not matter any more. */
  void settleForGood();
}
