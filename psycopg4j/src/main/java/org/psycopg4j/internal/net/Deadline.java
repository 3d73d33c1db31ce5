// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

/** A moment until which something may be waited for, or none. */
final class Deadline {
  static final Deadline NEVER = new Deadline(0, false);

  private final long nanoTime;
  private final boolean limited;

  private Deadline(long nanoTime, boolean limited) {
    this.nanoTime = nanoTime;
    this.limited = limited;
  }

  /** So many milliseconds from now; 0 is never. */
  static Deadline inMillis(int millis) {
    return millis == 0 ? NEVER : new Deadline(System.nanoTime() + millis * 1_000_000L, true);
  }

  /** Whether the moment has come. */
  boolean hasPassed() {
    return limited && System.nanoTime() - nanoTime >= 0;
  }

  /** A Selector's time-out: the milliseconds left, at least 1, or 0 if there is no limit. */
  long selectMillis() {
    return limited ? Math.max(1, (nanoTime - System.nanoTime() + 999_999) / 1_000_000) : 0;
  }
}
