// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.pool;

/**
 * Somebody gets no place, and isn't in the queue. It is for the pool to turn it into an error with
 * a text; it has no stack trace.
 */
public final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  private final Refusal why;

  Refused(Refusal why) {
    super(why.name(), null, false, false);
    this.why = why;
  }

  /** The reason. */
  public Refusal why() {
    return why;
  }
}
