// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.internal.session.TimeLimits;

/** Time limits as users set them. */
final class TimeLimit {
  private TimeLimit() {}

  /**
   * A limit as it is.
   *
   * @throws ParameterException if it is not longer than nothing
   */
  static Duration requirePositive(Duration limit) {
    if (limit.isZero() || limit.isNegative()) {
      throw new ParameterException(
          ParameterException.Kind.VALUE, "a time limit must be positive: got " + limit);
    }
    return limit;
  }

  /** The same for one that may be absent. */
  static @Nullable Duration requirePositiveOrNull(@Nullable Duration limit) {
    return limit == null ? null : requirePositive(limit);
  }

  /** Does something within a limit of its own, on this thread. */
  static <T extends @Nullable Object, X extends Exception> T call(
      TimeLimits limits, Duration limit, TimedCall<T, X> body) throws X {
    TimeLimits.Span outer = limits.begin(requirePositive(limit));
    try {
      return body.call();
    } finally {
      limits.end(outer);
    }
  }
}
