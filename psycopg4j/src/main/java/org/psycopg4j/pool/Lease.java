// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Connection;
import org.psycopg4j.internal.session.Dialogue;
import org.psycopg4j.internal.session.Dialogues;
import org.psycopg4j.internal.session.Lender;

/**
 * The time for which a connection is somebody's. It ends once: when the connection is closed or put
 * back, or when nobody has it any more. For any thread.
 */
final class Lease implements Lender {
  private static final VarHandle ENDED;

  static {
    try {
      ENDED = MethodHandles.lookup().findVarHandle(Lease.class, "ended", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Lending pool;
  private final Seat seat;
  private final Borrower borrower;
  private final long since;
  private @Nullable Held held; // keeps the reference itself reachable, not what it refers to
  private boolean told; // that it lasts too long; upkeep's

  @SuppressWarnings("unused") // by the handle
  private volatile boolean ended;

  /**
   * @param since when it begins, as {@link System#nanoTime} counts
   */
  Lease(Lending pool, Seat seat, Borrower borrower, long since) {
    this.pool = pool;
    this.seat = seat;
    this.borrower = borrower;
    this.since = since;
  }

  /** What tells that nobody has the connection any more. */
  static final class Held extends WeakReference<Dialogue> {
    private final Lease lease;

    Held(Dialogue dialogue, ReferenceQueue<Dialogue> lost, Lease lease) {
      super(dialogue, lost);
      this.lease = lease;
    }

    Lease lease() {
      return lease;
    }
  }

  /** The connection, for whom it is lent to. */
  Connection begin(ReferenceQueue<Dialogue> lost) {
    Connection connection = (Connection) seat.session().lend(borrower.async(), this);
    held = new Held(Dialogues.of(connection), lost, this);
    seat.lease(this);
    return connection;
  }

  Lending pool() {
    return pool;
  }

  Seat seat() {
    return seat;
  }

  long nanos(long now) {
    return now - since;
  }

  /** Ends it; says whether it had not ended before. */
  boolean end() {
    return ENDED.compareAndSet(this, false, true);
  }

  @Override
  public void takeBack(AutoCloseable connection) {
    if (end()) {
      pool.returns().takeBack(this, (Connection) connection, borrower.commits());
    }
  }

  /** Closes the connection under whoever has it. */
  void cutOff() {
    Held reference = held;
    Dialogue dialogue = reference == null ? null : reference.get();
    if (dialogue != null) {
      dialogue.cutOff();
    }
  }

  /** That it lasts longer than it may, if that is so and was not told before; else null. */
  @Nullable ConnectionLeak overdue(long now, Duration limit) {
    if (told || nanos(now) < limit.toNanos()) {
      return null;
    }
    told = true;
    return leak(now, false);
  }

  ConnectionLeak leak(long now, boolean lost) {
    return new ConnectionLeak(
        pool.options().name(), Duration.ofNanos(nanos(now)), lost, borrower.borrowing());
  }
}
