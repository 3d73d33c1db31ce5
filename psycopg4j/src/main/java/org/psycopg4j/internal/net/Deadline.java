// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** A moment until which something may be waited for, or none. */
public final class Deadline {
  /** No limit. */
  public static final Deadline NEVER = new Deadline(0, Duration.ZERO, false);

  private static final long MOST_NANOS = Long.MAX_VALUE / 2; // 146 years

  private final long nanoTime;
  private final Duration limit;
  private final boolean limited;

  private Deadline(long nanoTime, Duration limit, boolean limited) {
    this.nanoTime = nanoTime;
    this.limit = limit;
    this.limited = limited;
  }

  /** So long from now; 146 years are for ever. */
  public static Deadline in(Duration limit) {
    return limit.compareTo(Duration.ofNanos(MOST_NANOS)) > 0
        ? NEVER
        : new Deadline(System.nanoTime() + limit.toNanos(), limit, true);
  }

  /** So many milliseconds from now; 0 is never. */
  static Deadline inMillis(int millis) {
    return millis == 0 ? NEVER : in(Duration.ofMillis(millis));
  }

  /** Whether there is no limit. */
  public boolean isNever() {
    return !limited;
  }

  /** Whether the moment has come. */
  public boolean hasPassed() {
    return limited && nanosLeft() <= 0;
  }

  /** The nanoseconds left, 0 or less if it has passed. */
  public long nanosLeft() {
    return limited ? nanoTime - System.nanoTime() : MOST_NANOS;
  }

  /** A Selector's time-out: the milliseconds left, at least 1, or 0 if there is no limit. */
  long selectMillis() {
    return limited ? Math.max(1, (nanosLeft() + 999_999) / 1_000_000) : 0;
  }

  /** The one of two that comes first. */
  public Deadline earlier(Deadline other) {
    if (!limited || !other.limited) {
      return limited ? this : other;
    }
    return nanoTime - other.nanoTime <= 0 ? this : other;
  }

  /** What the cause of an error is that it has passed. */
  TimeoutException passed() {
    return new TimeoutException("the time limit of " + text(limit) + " has passed");
  }

  /** A duration in seconds: {@code 0.25 s}. */
  public static String text(Duration duration) {
    return BigDecimal.valueOf(duration.getSeconds())
            .add(BigDecimal.valueOf(duration.getNano(), 9))
            .stripTrailingZeros()
            .toPlainString()
        + " s";
  }
}
