// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.session.LentSession;

/** A connection that the pool has opened, and what it knows of it. For whoever has it just now. */
final class Seat {
  private final LentSession session;
  private final int generation;
  private final long expires;
  private long idleSince;
  private volatile @Nullable Lease lease;

  /**
   * @param generation changes when all connections are to be replaced
   * @param expires when it is too old, as {@link System#nanoTime} counts
   */
  Seat(LentSession session, int generation, long expires) {
    this.session = session;
    this.generation = generation;
    this.expires = expires;
    this.idleSince = System.nanoTime();
  }

  LentSession session() {
    return session;
  }

  int generation() {
    return generation;
  }

  boolean isTooOld(long now) {
    return now - expires >= 0;
  }

  /** For how long it is whose; null is nobody's. For any thread. */
  @Nullable Lease lease() {
    return lease;
  }

  void lease(@Nullable Lease now) {
    lease = now;
  }

  void idleSince(long now) {
    idleSince = now;
  }

  long idleNanos(long now) {
    return now - idleSince;
  }
}
