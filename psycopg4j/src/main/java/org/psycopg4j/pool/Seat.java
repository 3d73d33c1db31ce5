// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.session.LentSession;

/** A connection that the pool has opened, and what it knows of it. For whoever has it just now. */
final class Seat {
  /* How old a look at the socket may be. The server's word takes longer than this to its client, so
  what a look finds says no more of the moment in which the borrower's first statement is sent. */
  private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

  private final LentSession session;
  private final int generation;
  private final long expires;
  private long idleSince;
  private long lookedAt;
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
    this.lookedAt = idleSince - LOOK_NANOS; // nobody has looked yet
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

  /**
   * Whether the server has neither hung up nor said that it will: a look at the socket, unless
   * there was one just now.
   */
  boolean isAlive(long now) {
    if (now - lookedAt < LOOK_NANOS) {
      return session.isGood();
    }
    lookedAt = now;
    return session.isAlive();
  }

  void idleSince(long now) {
    idleSince = now;
  }

  long idleNanos(long now) {
    return now - idleSince;
  }
}
