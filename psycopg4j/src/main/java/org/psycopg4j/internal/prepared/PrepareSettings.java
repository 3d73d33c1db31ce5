// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import org.psycopg4j.errors.ParameterException;

/** Which statements a connection's user wants prepared. For any thread. */
public final class PrepareSettings {
  /** After how many executions a statement is prepared, if nobody says. */
  public static final int DEFAULT_THRESHOLD = 5;

  /** How many statements are prepared at a time, if nobody says. */
  public static final int DEFAULT_MAX = 100;

  private volatile int threshold;
  private volatile int max;

  public PrepareSettings(int threshold, int max) {
    this.threshold = threshold;
    this.max = max;
  }

  /** These settings, which then change independently. */
  public PrepareSettings copy() {
    return new PrepareSettings(threshold, max);
  }

  /** The same for a statement that is known to be executed often: from the first execution on. */
  public PrepareSettings eager() {
    return new PrepareSettings(Math.min(threshold, 1), max);
  }

  /** From which execution on a statement is prepared; 0 is the first one, negative none. */
  public int threshold() {
    return threshold;
  }

  public void threshold(int executions) {
    threshold = executions;
  }

  /** How many statements may be prepared at a time. */
  public int max() {
    return max;
  }

  /** Sets that; it may not be negative. */
  public void max(int most) {
    if (most < 0) {
      throw new ParameterException(
          ParameterException.Kind.VALUE, "preparedMax must not be negative: got " + most);
    }
    max = most;
  }

  /** Whether none is wanted. */
  public boolean isOff() {
    return threshold < 0 || max == 0;
  }
}
