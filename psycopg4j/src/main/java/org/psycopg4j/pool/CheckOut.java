// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.time.Duration;
import org.psycopg4j.Connection;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.pool.Refused;
import org.psycopg4j.internal.pool.ThreadWaiter;

/** A thread's way to a connection: it takes an idle one, or waits in the queue. For any thread. */
final class CheckOut {
  private final Lending lending;

  CheckOut(Lending lending) {
    this.lending = lending;
  }

  /** Lends a connection. */
  Connection lend(Duration timeout, boolean commits) {
    PoolOptions.notNegative(timeout, "timeout");
    long began = System.nanoTime();
    Borrower borrower = Borrower.current(lending.options(), commits, false);
    Seat seat = lending.places().poll();
    if (seat != null) {
      Connection lent = lending.tryOut(seat, began, borrower);
      if (lent != null) {
        return lent;
      }
    }
    try {
      return await(began, timeout, borrower, seat != null);
    } catch (Refused e) {
      throw lending.refusal(e.why());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationalException("interrupted while waiting for a connection", e);
    } finally {
      lending.figures().waitNanos.add(System.nanoTime() - began);
    }
  }

  private Connection await(long began, Duration timeout, Borrower borrower, boolean wasServed)
      throws Refused, InterruptedException {
    ThreadWaiter<Seat> waiter = new ThreadWaiter<>(lending.places());
    long patience = Lending.nanos(timeout);
    Seat seat = null;
    if (wasServed) {
      lending.places().joinFirst(waiter);
    } else {
      seat = lending.places().join(waiter);
    }
    while (true) {
      long now = System.nanoTime();
      if (seat == null) {
        seat = waiter.await(patience - (now - began));
        now = System.nanoTime();
      }
      if (seat == null) {
        throw lending.timeout(timeout);
      }
      Connection lent = lending.tryOut(seat, now, borrower);
      if (lent != null) {
        return lent;
      }
      seat = null;
      lending.places().joinFirst(waiter);
    }
  }
}
