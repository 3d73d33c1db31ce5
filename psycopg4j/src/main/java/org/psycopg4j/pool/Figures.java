// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.psycopg4j.internal.pool.Counts;

/** A pool's sums, but for those that its places keep. For any thread. */
final class Figures {
  final LongAdder waitNanos = new LongAdder();
  final LongAdder usageNanos = new LongAdder();
  final LongAdder returnsBad = new LongAdder();
  final LongAdder attempts = new LongAdder();
  final LongAdder failedAttempts = new LongAdder();
  final LongAdder attemptNanos = new LongAdder();
  final LongAdder lost = new LongAdder();
  final LongAdder leaked = new LongAdder();

  /** The sums, and what the places say. */
  PoolStats with(Counts counts) {
    return stats(
        counts,
        waitNanos.sum(),
        usageNanos.sum(),
        returnsBad.sum(),
        attempts.sum(),
        failedAttempts.sum(),
        attemptNanos.sum(),
        lost.sum(),
        leaked.sum());
  }

  /** The same; from now on they begin at 0. */
  PoolStats popWith(Counts counts) {
    return stats(
        counts,
        waitNanos.sumThenReset(),
        usageNanos.sumThenReset(),
        returnsBad.sumThenReset(),
        attempts.sumThenReset(),
        failedAttempts.sumThenReset(),
        attemptNanos.sumThenReset(),
        lost.sumThenReset(),
        leaked.sumThenReset());
  }

  private static PoolStats stats(
      Counts counts,
      long waitNanos,
      long usageNanos,
      long returnsBad,
      long attempts,
      long failedAttempts,
      long attemptNanos,
      long lost,
      long leaked) {
    return new PoolStats(
        counts.min(),
        counts.max(),
        counts.size(),
        counts.idle(),
        counts.lent(),
        counts.waiting(),
        counts.requests(),
        counts.served() - counts.again(),
        counts.queued(),
        counts.left() + counts.refusedClosed() + counts.refusedTooMany(),
        Duration.ofNanos(waitNanos),
        Duration.ofNanos(usageNanos),
        returnsBad,
        attempts,
        failedAttempts,
        Duration.ofNanos(attemptNanos),
        lost,
        leaked);
  }
}
