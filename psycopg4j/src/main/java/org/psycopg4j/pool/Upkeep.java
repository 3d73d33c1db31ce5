// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Connection;
import org.psycopg4j.internal.pool.Hand;
import org.psycopg4j.internal.pool.Places;

/**
 * What a pool does by itself, twice a second: idle connections that are dead, too old or too many
 * go, what is missing is opened, and who keeps a connection for too long is told of.
 */
final class Upkeep {
  private static final int MILLIS = 500;

  private final Lending lending;
  private final Places<Seat> places;
  private final PoolOptions options;

  Upkeep(Lending lending) {
    this.lending = lending;
    this.places = lending.places();
    this.options = lending.options();
  }

  /** Begins, on the pool's clock. */
  void start() {
    places.reorder();
    lending.threads().each(MILLIS, this::run);
  }

  private void run() {
    reclaim();
    tellLeaks();
    sweep(null);
    places.reorder();
  }

  /* What nobody can give back any more is over, in whatever state it is. */
  private void reclaim() {
    for (Reference<?> gone; (gone = lending.lost().poll()) != null; ) {
      if (gone instanceof Lease.Held held && held.lease().end()) {
        Lease lease = held.lease();
        lending.figures().leaked.increment();
        ConnectionLeak leak = lease.leak(System.nanoTime(), true);
        lending.returns().ended(lease, System.nanoTime());
        lending.discard(lease.seat(), Hand.LENT);
        lending.threads().work(() -> options.onLeak().accept(leak));
      }
    }
  }

  private void tellLeaks() {
    Duration limit = options.leakAfter();
    if (limit == null) {
      return;
    }
    long now = System.nanoTime();
    for (Seat seat : lending.seats()) {
      Lease lease = seat.lease();
      ConnectionLeak leak = lease == null ? null : lease.overdue(now, limit);
      if (leak != null) {
        lending.threads().work(() -> options.onLeak().accept(leak));
      }
    }
  }

  /**
   * Looks at each idle connection once.
   *
   * @param test what else is asked of each, by a connection; null is nothing, and nobody waits
   */
  void sweep(@Nullable Consumer<Connection> test) {
    for (int left = places.counts().idle(); left > 0; left--) {
      Seat seat = places.takeOldest();
      if (seat == null) {
        return;
      }
      boolean alive =
          lending.isFit(seat, System.nanoTime())
              && (test == null || Inspection.of(seat.session(), test) == null);
      if (!alive) {
        lending.figures().lost.increment();
      }
      long now = System.nanoTime();
      if (!alive || lending.isWorn(seat, now) || isTooMany(seat, now)) {
        lending.discard(seat, Hand.TAKEN);
      } else if (!places.putNewest(seat)) {
        lending.discard(seat, Hand.UNWANTED);
      }
    }
  }

  private boolean isTooMany(Seat seat, long now) {
    return seat.idleNanos(now) >= options.maxIdle().toNanos() && lending.isAboveMin();
  }
}
