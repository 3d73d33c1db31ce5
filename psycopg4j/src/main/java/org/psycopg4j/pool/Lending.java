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
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.pool.Hand;
import org.psycopg4j.internal.pool.Places;
import org.psycopg4j.internal.pool.Refusal;
import org.psycopg4j.internal.pool.Refused;
import org.psycopg4j.internal.pool.ThreadWaiter;
import org.psycopg4j.internal.session.Dialogue;
import org.psycopg4j.internal.session.LentSession;

/** Lends a pool's connections and takes them back. For any thread. */
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
  private final Gate ready = new Gate();
  private final Gate ended = new Gate();
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

  /** Where the leases come whose connections nobody has any more. */
  ReferenceQueue<Dialogue> lost() {
    return lost;
  }

  /** Lends a connection to the current thread, which waits for one. */
  Connection lend(Duration timeout, boolean commits) {
    long began = System.nanoTime();
    Seat seat = places.poll();
    if (seat != null) {
      Connection lent = tryOut(seat, began, commits, false);
      if (lent != null) {
        return lent;
      }
    }
    try {
      return await(began, timeout, commits, seat != null);
    } catch (Refused e) {
      throw refusal(e.why());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationalException("interrupted while waiting for a connection", e);
    } finally {
      figures.waitNanos.add(System.nanoTime() - began);
    }
  }

  private Connection await(long began, Duration timeout, boolean commits, boolean wasServed)
      throws Refused, InterruptedException {
    ThreadWaiter<Seat> waiter = new ThreadWaiter<>(places);
    long patience = nanos(timeout);
    Seat seat = null;
    if (wasServed) {
      places.joinFirst(waiter);
    } else {
      seat = places.join(waiter);
    }
    while (true) {
      long now = System.nanoTime();
      if (seat == null) {
        seat = waiter.await(patience - (now - began));
        now = System.nanoTime();
      }
      if (seat == null) {
        throw timeout(timeout);
      }
      Connection lent = tryOut(seat, now, commits, false);
      if (lent != null) {
        return lent;
      }
      seat = null;
      places.joinFirst(waiter);
    }
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
  @Nullable Connection tryOut(Seat seat, long now, boolean commits, boolean async) {
    if (!isFit(seat)) {
      figures.lost.increment();
      discard(seat, Hand.LENT);
      return null;
    }
    boolean lends = false;
    try {
      Connection lent = checked(seat, now, commits, async);
      lends = lent != null;
      return lent;
    } finally {
      if (!lends) {
        seat.lease(null);
        discard(seat, Hand.LENT);
      }
    }
  }

  /** Whether it can be lent, as far as that is known without asking the server. */
  boolean isFit(Seat seat) {
    LentSession session = seat.session();
    return session.isAlive() && !(options.isReadWrite() && session.isReadOnly());
  }

  private @Nullable Connection checked(Seat seat, long now, boolean commits, boolean async) {
    boolean checks = options.check() != null;
    Lease lease = lease(seat, now, commits);
    Connection lent = lease.begin(async && !checks, lost);
    if (!checks || passes(lent)) {
      if (!checks || !async) {
        return lent;
      }
      lease.end();
      return seat.session().takeBack(lent) ? lease(seat, now, commits).begin(true, lost) : null;
    }
    lease.end();
    seat.session().takeBack(lent);
    figures.lost.increment();
    return null;
  }

  private Lease lease(Seat seat, long now, boolean commits) {
    return new Lease(
        this,
        seat,
        commits,
        now,
        options.leakAfter() == null ? null : new ConnectionLeak.Borrowing());
  }

  @SuppressWarnings("CatchingUnchecked") // whatever it throws, the connection is not lent
  private boolean passes(Connection conn) {
    try {
      var check = options.check();
      if (check != null) {
        check.accept(conn);
        endTransaction(conn);
      }
      return conn.closed() == 0;
    } catch (Throwable t) {
      lastMisfit = t;
      return false;
    }
  }

  private static void endTransaction(Connection conn) {
    if (conn.closed() == 0 && conn.getTransactionStatus() != TransactionStatus.IDLE) {
      conn.rollback();
    }
  }

  /**
   * A lease has ended with its connection: the next one's turn.
   *
   * @param commits whether an open transaction is committed
   */
  void takeBack(Lease lease, Connection conn, boolean commits) {
    boolean good = false;
    boolean async = conn.async();
    try {
      if (commits && conn.closed() == 0) {
        commit(conn);
      }
      good = async || isCleaned(conn);
    } finally {
      boolean refusedToWrite = options.isReadWrite() && LentSession.wasRefusedToWrite(conn);
      good &= lease.seat().session().takeBack(conn);
      ended(lease);
      if (!good) {
        returnedBad(lease.seat());
      } else if (refusedToWrite || (async && options.reset() != null)) {
        inspectLater(lease.seat(), refusedToWrite);
      } else {
        putBack(lease.seat());
      }
    }
  }

  /* A transaction in which something has failed is left to be rolled back. */
  private static void commit(Connection conn) {
    if (conn.getTransactionStatus() != TransactionStatus.INERROR) {
      conn.commit();
    }
  }

  @SuppressWarnings("CatchingUnchecked") // whatever it throws, the connection is not used again
  private boolean isCleaned(Connection conn) {
    var reset = options.reset();
    if (reset == null || conn.closed() != 0) {
      return true;
    }
    try {
      endTransaction(conn);
      reset.accept(conn);
      return true;
    } catch (Throwable t) {
      LOGGER.log(Level.DEBUG, "a connection could not be cleaned for its next user", t);
      return false;
    }
  }

  /** Takes note that a lease is over. */
  void ended(Lease lease) {
    lease.seat().lease(null);
    figures.usageNanos.add(lease.nanos(System.nanoTime()));
  }

  private void returnedBad(Seat seat) {
    figures.returnsBad.increment();
    discard(seat, Hand.LENT);
  }

  /** Takes back what was granted to somebody who has no use for it any more. */
  void unused(Seat seat) {
    putBack(seat);
  }

  private void putBack(Seat seat) {
    long now = System.nanoTime();
    if (isWorn(seat, now)) {
      discard(seat, Hand.LENT);
    } else {
      seat.idleSince(now);
      if (!places.put(seat)) {
        discard(seat, Hand.UNWANTED);
      }
    }
  }

  /** Whether it is to be replaced: too old, from before a draining, or read-only. */
  boolean isWorn(Seat seat, long now) {
    return seat.isTooOld(now)
        || seat.generation() != generation.get()
        || (options.isReadWrite() && seat.session().isReadOnly());
  }

  /* What has to wait for the server is not done by the borrower's thread, nor by a loop's. */
  private void inspectLater(Seat seat, boolean refusedToWrite) {
    if (!threads.work(() -> inspect(seat, refusedToWrite))) {
      discard(seat, Hand.LENT);
    }
  }

  @SuppressWarnings("CatchingUnchecked") // whatever goes wrong, the connection is not used again
  private void inspect(Seat seat, boolean refusedToWrite) {
    boolean good = false;
    boolean readOnly = false;
    try {
      Lease lease = new Lease(this, seat, false, System.nanoTime(), null);
      Connection conn = lease.begin(false, lost);
      readOnly = refusedToWrite && Checks.isReadOnly(conn);
      good = !readOnly && isCleaned(conn);
      lease.end();
      good &= seat.session().takeBack(conn);
    } catch (Throwable t) {
      LOGGER.log(Level.DEBUG, "a connection could not be made ready for its next user", t);
    }
    seat.lease(null);
    if (readOnly) {
      figures.lost.increment();
      discard(seat, Hand.LENT);
      drain(); // those beside it are on the same server
    } else if (good) {
      putBack(seat);
    } else {
      returnedBad(seat);
    }
  }

  /** Closes a connection; when the server has done so, too, its place is free. */
  void discard(Seat seat, Hand from) {
    seats.remove(seat);
    endings.end(
        seat.session(),
        () -> {
          places.gone(from);
          lookForTheEnd();
        });
  }

  void discard(List<Seat> surplus) {
    surplus.forEach(seat -> discard(seat, Hand.UNWANTED));
  }

  /** Replaces all connections: those that are borrowed when they come back. */
  void drain() {
    generation.incrementAndGet();
    discard(places.drainIdle());
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
      ended(lease);
      returnedBad(lease.seat());
    }
  }
}
