// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait between two attempts to connect: twice as long each time, up to a limit, and by
 * chance up to a half less, so that those of many don't come all at once.
 */
public record Backoff(Duration first, Duration most) {

  /** The nanoseconds before an attempt; 0 is the first. */
  public long nanos(int attempt, RandomGenerator random) {
    long longest = Math.max(1, most.toNanos());
    long doubled = Math.max(1, first.toNanos());
    for (int i = 0; i < attempt && doubled < longest; i++) {
      doubled = doubled > longest / 2 ? longest : doubled * 2;
    }
    long bound = Math.min(doubled, longest);
    return bound - (long) (random.nextDouble() * bound / 2);
  }
}
