// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.psycopg4j.Connection;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.async.EventLoop;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.internal.pool.Refusal;
import org.psycopg4j.internal.pool.Refused;

/** A future's way to a connection: the same queue as that of the threads. For any thread. */
final class AsyncCheckOut {
  private final Lending lending;
  private final EventLoop loop;
  private final Duration timeout;
  private final Borrower borrower;
  private final long began = System.nanoTime();
  private final CompletableFuture<AsyncConnection> future = new CompletableFuture<>();

  AsyncCheckOut(Lending lending, EventLoop loop, Duration timeout) {
    this.lending = lending;
    this.loop = loop;
    this.timeout = timeout;
    this.borrower = Borrower.current(lending.options(), false, true);
  }

  /** Begins; whoever completes the future from outside gives it up. */
  CompletableFuture<AsyncConnection> begin() {
    long patience = Lending.nanos(timeout);
    Seat seat = lending.places().poll();
    if (seat != null) {
      tryOut(seat);
      return future;
    }
    FutureWaiter waiter = waiter();
    try {
      seat = lending.places().join(waiter);
      if (seat != null) {
        tryOut(seat);
      } else {
        await(waiter, patience);
      }
    } catch (Refused e) {
      refused(e.why());
    }
    return future;
  }

  private FutureWaiter waiter() {
    return new FutureWaiter(loop, this::tryOut, this::refused, this::loopIsGone);
  }

  private void await(FutureWaiter waiter, long patience) {
    long left = patience - (System.nanoTime() - began);
    try {
      waiter.timedBy(lending.threads().after(Math.max(0, left), () -> timedOut(waiter)));
    } catch (RejectedExecutionException e) {
      return; // the pool has just been closed, and says so
    }
    FutureWaiter.whenGivenUp(
        future,
        () -> {
          waiter.stopTimer();
          lending.places().leave(waiter);
        });
  }

  /* Not by the thread that has granted it: who is next may have a loop that is gone, too. */
  private void loopIsGone(Seat seat) {
    Runnable end =
        () -> {
          lending.returns().unused(seat);
          fail(new InterfaceException("the event loop is closed"));
        };
    if (!lending.threads().work(end)) {
      end.run();
    }
  }

  private void timedOut(FutureWaiter waiter) {
    if (lending.places().leave(waiter)) {
      fail(lending.timeout(timeout));
    }
  }

  private void refused(Refusal why) {
    fail(lending.refusal(why));
  }

  private void fail(RuntimeException error) {
    lending.figures().waitNanos.add(System.nanoTime() - began);
    future.completeExceptionally(error);
  }

  private void tryOut(Seat seat) {
    if (lending.options().check() == null) {
      lend(seat);
    } else if (!lending.threads().work(() -> lend(seat))) { // the check waits for the server
      lending.returns().unused(seat);
      fail(lending.closed());
    }
  }

  @SuppressWarnings("CatchingUnchecked") // whatever it is, it is the future's
  private void lend(Seat seat) {
    if (future.isDone()) {
      lending.returns().unused(seat);
      return;
    }
    AsyncConnection lent;
    try {
      Connection conn = lending.tryOut(seat, System.nanoTime(), borrower);
      if (conn == null) {
        again();
        return;
      }
      lent = adopted(conn);
    } catch (Throwable t) {
      future.completeExceptionally(t);
      return;
    }
    lending.figures().waitNanos.add(System.nanoTime() - began);
    if (!future.complete(lent)) {
      give(lent);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for its end
  private static void give(AsyncConnection back) {
    back.close();
  }

  private AsyncConnection adopted(Connection conn) {
    boolean adopted = false;
    try {
      AsyncConnection lent = AsyncConnection.on(conn, loop);
      adopted = true;
      return lent;
    } finally {
      if (!adopted) {
        conn.close();
      }
    }
  }

  private void again() {
    long patience = Lending.nanos(timeout);
    FutureWaiter waiter = waiter();
    lending.places().joinFirst(waiter);
    await(waiter, patience);
  }
}
