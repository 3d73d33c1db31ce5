// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.lang.System.Logger.Level;
import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Connection;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.internal.pool.Counts;
import org.psycopg4j.internal.pool.Hand;
import org.psycopg4j.internal.pool.Places;
import org.psycopg4j.internal.pool.Refusal;
import org.psycopg4j.internal.session.Dialogue;

/**
 * A pool's connections: what {@link CheckOut}, {@link AsyncCheckOut} and {@link Returns} do with
 * them one by one, and what is done with all of them. For any thread.
 */
final class Lending implements Opener.Orders {
  private static final System.Logger LOGGER = System.getLogger("org.psycopg4j");

  private final PoolOptions options;
  private final Threads threads;
  private final Figures figures = new Figures();
  private final Opener opener;
  private final Endings endings;
  private final Places<Seat> places;
  private final Runnable outage;
  private final Set<Seat> seats = ConcurrentHashMap.newKeySet(); // that are open
  private final ReferenceQueue<Dialogue> lost = new ReferenceQueue<>();
  private final AtomicInteger generation = new AtomicInteger();
  private final Returns returns = new Returns(this);
  private final Gate ready = new Gate();
  private final Gate ended = new Gate();
  private final AtomicInteger leaving = new AtomicInteger(); // discarded, and still in a hand
  private volatile boolean cuttingOff;
  private volatile @Nullable Throwable lastMisfit;

  Lending(
      PoolOptions options, int min, int max, boolean keeps, Connector connector, Runnable outage) {
    this.options = options;
    this.outage = outage;
    this.threads = new Threads(options.name(), options.numWorkers());
    this.endings = new Endings(threads);
    this.opener =
        new Opener(
            threads,
            figures,
            () -> connector.connect(generation.get()),
            options.reconnectTimeout());
    opener.serve(this);
    this.places = new Places<>(min, max, options.maxWaiting(), keeps, opener);
  }

  Places<Seat> places() {
    return places;
  }

  Figures figures() {
    return figures;
  }

  Threads threads() {
    return threads;
  }

  PoolOptions options() {
    return options;
  }

  Set<Seat> seats() {
    return seats;
  }

  /** Takes back what was lent. */
  Returns returns() {
    return returns;
  }

  /** Where the leases come whose connections nobody has any more. */
  ReferenceQueue<Dialogue> lost() {
    return lost;
  }

  static long nanos(Duration timeout) {
    return PoolOptions.notNegative(timeout, "timeout").toNanos();
  }

  RuntimeException refusal(Refusal why) {
    return switch (why) {
      case CLOSED -> closed();
      case TOO_MANY_WAITING ->
          new TooManyRequestsException(
              "%d wait for a connection of %s already"
                  .formatted(options.maxWaiting(), options.name()));
    };
  }

  PoolClosedException closed() {
    return new PoolClosedException("%s is closed".formatted(options.name()));
  }

  PoolTimeoutException timeout(Duration waited) {
    Throwable reason = opener.lastError();
    if (reason == null) {
      reason = lastMisfit;
    }
    return new PoolTimeoutException(
        "%s had no connection within %s%s"
            .formatted(
                options.name(),
                waited,
                reason == null ? "" : "; the last attempt to get one: " + reason.getMessage()),
        reason);
  }

  /** A connection over what was idle; null if that was of no use, and is gone. */
  @Nullable Connection tryOut(Seat seat, long now, Borrower borrower) {
    boolean lends = false;
    try {
      if (seat.generation() != generation.get()) {
        return null; // it became idle in the moment of a draining
      }
      if (!isFit(seat, now) || !passes(seat)) {
        figures.lost.increment();
        return null;
      }
      Connection lent = lend(seat, now, borrower);
      lends = true;
      return lent;
    } finally {
      if (!lends) {
        discard(seat, Hand.LENT);
      }
    }
  }

  /** Whether it can be lent, as far as that is known without asking the server. */
  boolean isFit(Seat seat, long now) {
    return seat.isAlive(now) && !(options.isReadWrite() && seat.session().isReadOnly());
  }

  private boolean passes(Seat seat) {
    var check = options.check();
    if (check == null) {
      return true;
    }
    Throwable failure = Inspection.of(seat.session(), check);
    lastMisfit = failure;
    return failure == null;
  }

  private Connection lend(Seat seat, long now, Borrower borrower) {
    Lease lease = new Lease(this, seat, borrower, now);
    Connection lent = lease.begin(lost);
    if (cuttingOff && lease.end()) {
      cutOff(lease); // it was on its way out when the others were cut off
    }
    return lent;
  }

  /** Whether it is to be replaced: too old, from before a draining, or read-only. */
  boolean isWorn(Seat seat, long now) {
    return seat.isTooOld(now)
        || seat.generation() != generation.get()
        || (options.isReadWrite() && seat.session().isReadOnly());
  }

  /** Closes a connection; when the server has done so, too, its place is free. */
  void discard(Seat seat, Hand from) {
    seats.remove(seat);
    boolean inHand = from == Hand.LENT || from == Hand.TAKEN;
    if (inHand) {
      leaving.incrementAndGet();
    }
    endings.end(
        seat.session(),
        () -> {
          places.gone(from);
          if (inHand) {
            leaving.decrementAndGet();
          }
          lookForTheEnd();
        });
  }

  void discard(List<Seat> surplus) {
    surplus.forEach(seat -> discard(seat, Hand.UNWANTED));
  }

  /** Replaces all connections: those that are borrowed when they come back. */
  void drain() {
    drain(generation.get());
  }

  /* Those of a generation. Who comes late with one of an earlier one drains nothing again. */
  void drain(int old) {
    if (generation.compareAndSet(old, old + 1)) {
      discard(places.drainIdle());
    }
  }

  /** Whether there are more that stay than there should be at least. */
  boolean isAboveMin() {
    int less = leaving.get(); // first: what is gone meanwhile is counted twice, rather than not
    Counts counts = places.counts();
    return counts.idle() + counts.lent() + counts.taken() - less > counts.min();
  }

  @Override
  public void opened(Seat seat) {
    seats.add(seat);
    if (seat.generation() != generation.get()) {
      discard(seat, Hand.ORDERED);
    } else if (!places.opened(seat)) {
      discard(seat, Hand.UNWANTED);
    }
    ready.open();
  }

  @Override
  public void failed() {
    places.openFailed();
    lookForTheEnd();
  }

  @Override
  public void again() {
    places.reorder();
  }

  @Override
  public void outage() {
    threads.work(outage);
  }

  /** Waits until there are as many connections as are to be kept; says whether there are. */
  boolean awaitReady(Duration timeout) {
    long end = System.nanoTime() + nanos(timeout);
    return ready.await(end, () -> places.isClosed() || haveEnough()) && haveEnough();
  }

  private boolean haveEnough() {
    return seats.size() >= places.min() && !places.isClosed();
  }

  /** Refuses all who wait and who come; closes what is idle, and the rest when it comes back. */
  void close() {
    List<Seat> idle = places.close();
    opener.close();
    discard(idle);
    ready.open();
    lookForTheEnd();
  }

  private void lookForTheEnd() {
    if (places.isClosed() && places.counts().size() == 0) {
      threads.end();
      ended.open();
    }
  }

  /** Waits until all connections of closed places are closed; says whether they are. */
  boolean awaitEnd(Duration timeout) {
    return ended.await(
        System.nanoTime() + nanos(timeout), () -> places.isClosed() && places.counts().size() == 0);
  }

  /** Closes all that are borrowed under those who have them. */
  void cutOff() {
    cuttingOff = true;
    for (Seat seat : seats) {
      Lease lease = seat.lease();
      if (lease != null && lease.end() && !threads.work(() -> cutOff(lease))) {
        cutOff(lease);
      }
    }
  }

  private void cutOff(Lease lease) {
    try {
      lease.cutOff();
    } catch (InterfaceException e) {
      LOGGER.log(Level.DEBUG, "a borrowed connection was closed already", e);
    } finally {
      returns.ended(lease, System.nanoTime());
      returns.bad(lease.seat());
    }
  }
}
