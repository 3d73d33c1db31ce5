// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The places of a pool: how many connections there may be, which of them are idle, and who is next
 * to get one. It opens and closes nothing, waits for nothing and knows no time: it decides.
 *
 * <p>A place is taken from the moment a connection is ordered until it is closed, so there are
 * never more than {@code max}, counting those on their way in or out. What is idle is lent last in
 * first out: what isn't needed stays idle. Those who wait are served in the order of asking; who
 * comes when something is idle may overtake them, the first one 8 times at most. Somebody waits
 * only if nothing is idle, or one, for which the first has been {@linkplain Waiter#roused roused};
 * and then as many connections are on order as there is room for, or as there are waiters; only
 * after a {@linkplain #openFailed failure} may some be missing, until they are {@linkplain #reorder
 * ordered again}.
 *
 * <p>For any thread. The lock is held for a moment's bookkeeping: waiters and the {@link Supply}
 * are called after it was let go of.
 *
 * @param <T> an open connection
 */
public final class Places<T> {
  /* To hand a connection over to a thread that waits is to wait until that runs, with the connection
  unused: so it is only woken up, and whoever runs meanwhile, as a rule who has just put it back,
  may take it. The first one is overtaken so often at most; then it is handed one. */
  private static final int MOST_OVERTAKINGS = 8;

  private final ReentrantLock lock = new ReentrantLock();
  private final int mostWaiting;
  private final boolean keeps;
  private final Supply supply;
  private final ArrayDeque<T> idle = new ArrayDeque<>(); // the stack's top is at the end
  private final WaiterQueue<T> queue = new WaiterQueue<>();
  private volatile int min;
  private volatile int max;
  private volatile boolean closed;
  private int lent;
  private int taken;
  private int opening;
  private int closing;
  private int overtakings; // of whoever is first in the queue
  private Totals totals = new Totals();

  /**
   * Empty places. Nothing is ordered yet: {@link #reorder} does.
   *
   * @param min how many connections there should be at least
   * @param max how many there may be at most, at least 1
   * @param mostWaiting how many may wait at most; 0: as many as want to
   * @param keeps whether connections are kept that nobody needs just now; if not, {@code min} has
   *     no meaning
   * @param supply opens connections
   */
  public Places(int min, int max, int mostWaiting, boolean keeps, Supply supply) {
    requireLimits(min, max);
    if (mostWaiting < 0) {
      throw new IllegalArgumentException("at most " + mostWaiting + " may wait");
    }
    this.min = min;
    this.max = max;
    this.mostWaiting = mostWaiting;
    this.keeps = keeps;
    this.supply = supply;
  }

  private static void requireLimits(int min, int max) {
    if (min < 0 || max < 1 || max < min) {
      throw new IllegalArgumentException("at least " + min + " and at most " + max + " places");
    }
  }

  /** Lends the one that became idle last; null if none is idle: then nothing has happened. */
  public @Nullable T poll() {
    lock.lock();
    try {
      T connection = lendIdle();
      if (connection != null) {
        totals.requests++;
      }
      return connection;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lends one that is idle, or puts the waiter at the end of the queue and, if too few are on their
   * way, orders one.
   *
   * @return the idle one; null if the waiter is, or was, in the queue
   * @throws Refused if there is neither an idle one nor a place in the queue
   */
  public @Nullable T join(Waiter<T> waiter) throws Refused {
    int orders;
    lock.lock();
    try {
      requireOutside(waiter);
      totals.requests++;
      if (closed) {
        totals.refusedClosed++;
        throw new Refused(Refusal.CLOSED);
      }
      queue.ticket(waiter);
      T connection = lendIdle();
      if (connection != null) {
        return connection;
      }
      if (mostWaiting > 0 && queue.size() >= mostWaiting) {
        totals.refusedTooMany++;
        throw new Refused(Refusal.TOO_MANY_WAITING);
      }
      queue.add(waiter, this);
      totals.queued++;
      orders = order(1);
    } finally {
      lock.unlock();
    }
    supply(orders);
    return null;
  }

  /**
   * Joins before all others, for what was lent has turned out to be dead. (Who is in the same
   * situation and has asked earlier stays before it.) It is never refused for the number of those
   * who wait. What is idle is granted, and a refusal told, before this method returns.
   */
  public void joinFirst(Waiter<T> waiter) {
    T connection = null;
    boolean refused;
    int orders = 0;
    lock.lock();
    try {
      requireOutside(waiter);
      totals.again++;
      refused = closed;
      if (refused) {
        totals.refusedClosed++;
      } else {
        connection = lendIdle();
        if (connection == null) {
          queue.addInFront(waiter, this);
          totals.queued++;
          orders = order(1);
        }
      }
    } finally {
      lock.unlock();
    }
    supply(orders);
    if (refused) {
      waiter.refused(Refusal.CLOSED);
    } else if (connection != null) {
      waiter.granted(connection);
    }
  }

  /**
   * Takes a waiter out of the queue.
   *
   * @return true if nobody will grant or refuse it anything any more; false if it was granted one
   *     or refused, or is about to be. Who is first while one is idle doesn't leave it: it is
   *     granted
   */
  public boolean leave(Waiter<T> waiter) {
    T connection;
    lock.lock();
    try {
      if (waiter.queuedAt != this) {
        return false;
      }
      connection = lendToFirst(waiter);
      if (connection == null) {
        queue.remove(waiter);
        totals.left++;
        return true;
      }
    } finally {
      lock.unlock();
    }
    waiter.granted(connection);
    return false;
  }

  /**
   * What a waiter finds that was {@linkplain Waiter#roused roused}.
   *
   * @return the idle one: it is this waiter's, which is in the queue no more; null if somebody else
   *     was quicker, or the waiter has been granted one or refused, or is about to be
   */
  @Nullable T look(Waiter<T> waiter) {
    lock.lock();
    try {
      waiter.roused = false;
      return waiter.queuedAt == this ? lendToFirst(waiter) : null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes back one that was lent and is good: for the first waiter, or to be idle.
   *
   * @return false if it isn't kept: the caller closes it, and then says that what was {@link
   *     Hand#UNWANTED} is {@link #gone}
   */
  public boolean put(T connection) {
    return accept(connection, Hand.LENT, false);
  }

  /** Takes one that was ordered; for the rest see {@link #put}. */
  public boolean opened(T connection) {
    return accept(connection, Hand.ORDERED, false);
  }

  /**
   * An order has failed: its place is free. Nothing is ordered in its stead: when to try again is
   * for the caller to decide, who then says {@link #reorder}.
   */
  public void openFailed() {
    lock.lock();
    try {
      outOf(Hand.ORDERED);
      totals.openFailed++;
    } finally {
      lock.unlock();
    }
  }

  /** Orders what is missing: for those who wait, and up to {@code min}. */
  public void reorder() {
    int orders;
    lock.lock();
    try {
      orders = order(Integer.MAX_VALUE);
    } finally {
      lock.unlock();
    }
    supply(orders);
  }

  /**
   * One is closed: its place is free, and what is missing is ordered.
   *
   * @param from in whose hand it was. {@code LENT} and {@code TAKEN}: it was no good, and not put
   *     back. {@code UNWANTED}: it wasn't kept. {@code ORDERED}: it was opened, but can't be used
   */
  public void gone(Hand from) {
    int orders;
    lock.lock();
    try {
      outOf(from);
      if (from == Hand.ORDERED) {
        totals.openFailed++;
      } else {
        totals.gone++;
      }
      orders = order(Integer.MAX_VALUE);
    } finally {
      lock.unlock();
    }
    supply(orders);
  }

  /**
   * Takes the one that has been idle longest, for upkeep: it keeps its place, and nobody has asked
   * for it.
   *
   * @return null if none is idle
   */
  public @Nullable T takeOldest() {
    lock.lock();
    try {
      T connection = idle.pollFirst();
      if (connection != null) {
        taken++;
      }
      return connection;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes back what {@link #takeOldest} took: for the first waiter, or to be idle as the oldest;
   * for the rest see {@link #put}.
   */
  public boolean putOldest(T connection) {
    return accept(connection, Hand.TAKEN, true);
  }

  /**
   * The same, to be idle as the newest: who takes the oldest and puts it back so as often as there
   * are idle ones has had each of them once, and they are in order again.
   */
  public boolean putNewest(T connection) {
    return accept(connection, Hand.TAKEN, false);
  }

  /**
   * Sets new limits, and orders what is missing by them.
   *
   * @return those that are too many and idle, the oldest first: the caller closes each, and then
   *     says that what was {@link Hand#UNWANTED} is {@link #gone}. What is lent and too many isn't
   *     kept when it comes back
   */
  public List<T> resize(int min, int max) {
    requireLimits(min, max);
    List<T> surplus;
    int orders;
    lock.lock();
    try {
      this.min = min;
      this.max = max;
      surplus = discardIdle(inHand() - max);
      orders = order(Integer.MAX_VALUE);
    } finally {
      lock.unlock();
    }
    supply(orders);
    return surplus;
  }

  /** Hands out all that are idle to be closed; for the rest see {@link #resize}. */
  public List<T> drainIdle() {
    lock.lock();
    try {
      return discardIdle(Integer.MAX_VALUE);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Refuses all who wait, and from now on whoever comes. Nothing is kept any more.
   *
   * @return what was idle, as {@link #drainIdle} says; empty if it has been closed before
   */
  public List<T> close() {
    List<Waiter<T>> waiters = new ArrayList<>();
    List<T> surplus;
    lock.lock();
    try {
      closed = true;
      for (Waiter<T> w = queue.poll(); w != null; w = queue.poll()) {
        waiters.add(w);
      }
      totals.refusedClosed += waiters.size();
      surplus = discardIdle(Integer.MAX_VALUE);
    } finally {
      lock.unlock();
    }
    for (Waiter<T> w : waiters) {
      w.refused(Refusal.CLOSED);
    }
    return surplus;
  }

  /** Whether {@link #close} was called. */
  public boolean isClosed() {
    return closed;
  }

  /** How many there should be at least. */
  public int min() {
    return min;
  }

  /** How many there may be at most. */
  public int max() {
    return max;
  }

  /** The figures as they are. */
  public Counts counts() {
    lock.lock();
    try {
      return snapshot();
    } finally {
      lock.unlock();
    }
  }

  /** The figures as they are, and in the same moment sets their sums to 0. */
  public Counts popCounts() {
    lock.lock();
    try {
      Counts counts = snapshot();
      totals = new Totals();
      return counts;
    } finally {
      lock.unlock();
    }
  }

  // What follows is for the lock's holder, except supply and accept.

  private void requireOutside(Waiter<T> waiter) {
    if (waiter.queuedAt != null) {
      throw new IllegalStateException("the waiter is in a queue already");
    }
  }

  private @Nullable T lendIdle() {
    T connection = idle.pollLast();
    if (connection != null) {
      lent++;
      totals.served++;
    }
    return connection;
  }

  /** Lends what is idle to a waiter if that is first, which is then out of the queue. */
  @SuppressWarnings("ReferenceEquality") // a waiter is equal to itself only
  private @Nullable T lendToFirst(Waiter<T> waiter) {
    T connection = queue.first() == waiter ? lendIdle() : null;
    if (connection != null) {
      queue.remove(waiter);
      overtakings = 0;
    }
    return connection;
  }

  private boolean accept(T connection, Hand from, boolean oldest) {
    Waiter<T> first = null;
    Waiter<T> second = null;
    Waiter<T> roused = null;
    T spare = null;
    lock.lock();
    try {
      outOf(from);
      if (from == Hand.ORDERED) {
        totals.opened++;
      }
      // Those that are being opened don't count: what is here is of more use.
      boolean fits = !closed && inHand() < max;
      if (!fits || (!keeps && queue.size() == 0)) {
        closing++;
        return false;
      }
      if (from == Hand.LENT && mayBeOvertaken(queue.first())) {
        overtakings++;
        idle.addLast(connection);
        roused = rouse(queue.first());
      } else {
        first = lendTo(queue.poll());
        if (first == null) {
          if (oldest) {
            idle.addFirst(connection);
          } else {
            idle.addLast(connection);
          }
        } else if (!idle.isEmpty() && queue.size() > 0) {
          spare = idle.pollLast(); // that the first was roused for
          second = lendTo(queue.poll());
        }
      }
    } finally {
      lock.unlock();
    }
    if (first != null) {
      first.granted(connection);
    }
    if (second != null && spare != null) {
      second.granted(spare);
    }
    if (roused != null) {
      roused.roused();
    }
    return true;
  }

  private boolean mayBeOvertaken(@Nullable Waiter<T> first) {
    return first != null
        && first.looks()
        && keeps
        && idle.isEmpty()
        && overtakings < MOST_OVERTAKINGS;
  }

  /** Takes note that a waiter is roused; null if it was before, and has not looked since. */
  private @Nullable Waiter<T> rouse(@Nullable Waiter<T> waiter) {
    if (waiter == null || waiter.roused) {
      return null;
    }
    waiter.roused = true;
    return waiter;
  }

  /** Takes note that a waiter that was first is granted one. */
  private @Nullable Waiter<T> lendTo(@Nullable Waiter<T> waiter) {
    if (waiter != null) {
      lent++;
      totals.served++;
      overtakings = 0;
    }
    return waiter;
  }

  private void outOf(Hand hand) {
    switch (hand) {
      case LENT -> lent = oneLess(lent, hand);
      case TAKEN -> taken = oneLess(taken, hand);
      case ORDERED -> opening = oneLess(opening, hand);
      case UNWANTED -> closing = oneLess(closing, hand);
    }
  }

  private static int oneLess(int count, Hand hand) {
    if (count == 0) {
      throw new IllegalStateException("nothing is " + hand);
    }
    return count - 1;
  }

  /** How many are open and not on their way out. */
  private int inHand() {
    return idle.size() + lent + taken;
  }

  private int size() {
    return inHand() + opening + closing;
  }

  /** Counts what is missing, but so many at most, as ordered. */
  private int order(int most) {
    if (closed) {
      return 0;
    }
    int missing = Math.max(queue.size() - idle.size() - opening, keeps ? min - size() : 0);
    int orders = Math.max(0, Math.min(most, Math.min(missing, max - size())));
    opening += orders;
    totals.ordered += orders;
    return orders;
  }

  private void supply(int orders) {
    if (orders > 0) {
      supply.open(orders);
    }
  }

  private List<T> discardIdle(int most) {
    int count = Math.max(0, Math.min(most, idle.size()));
    List<T> discarded = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      discarded.add(idle.removeFirst());
    }
    closing += count;
    return discarded;
  }

  private Counts snapshot() {
    return new Counts(
        min,
        max,
        size(),
        idle.size(),
        lent,
        taken,
        opening,
        closing,
        queue.size(),
        totals.requests,
        totals.again,
        totals.queued,
        totals.served,
        totals.left,
        totals.refusedClosed,
        totals.refusedTooMany,
        totals.ordered,
        totals.opened,
        totals.openFailed,
        totals.gone);
  }
}
