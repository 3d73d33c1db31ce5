// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import org.psycopg4j.Connection;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.pool.Hand;
import org.psycopg4j.internal.session.LentSession;

/** Takes lent connections back, and has them as they were. For any thread. */
final class Returns {
  private static final System.Logger LOGGER = System.getLogger("org.psycopg4j");

  private final Lending lending;

  Returns(Lending lending) {
    this.lending = lending;
  }

  /**
   * A lease has ended with its connection: the next one's turn.
   *
   * @param commits whether an open transaction is committed
   */
  void takeBack(Lease lease, Connection conn, boolean commits) {
    // A loop's thread doesn't wait until a transaction is undone.
    boolean waits = conn.async() && isInTransaction(conn);
    if (!waits || !lending.threads().work(() -> returned(lease, conn, commits))) {
      returned(lease, conn, commits);
    }
  }

  private static boolean isInTransaction(Connection conn) {
    return switch (conn.getTransactionStatus()) {
      case INTRANS, INERROR -> true;
      case IDLE, ACTIVE, UNKNOWN -> false;
    };
  }

  private void returned(Lease lease, Connection conn, boolean commits) {
    Seat seat = lease.seat();
    boolean async = conn.async();
    try {
      if (commits && conn.closed() == 0) {
        commit(conn);
      }
    } finally { // what could not be committed is undone, and the connection is good
      boolean good = seat.session().takeBack(conn);
      boolean refusedToWrite =
          lending.options().isReadWrite() && LentSession.wasRefusedToWrite(conn);
      long now = System.nanoTime();
      ended(lease, now);
      if (!good) {
        bad(seat);
      } else if (!refusedToWrite && !(async && lending.options().reset() != null)) {
        clean(seat, now);
      } else if (!lending.threads().work(() -> inspect(seat, refusedToWrite))) {
        lending.discard(seat, Hand.LENT);
      }
    }
  }

  /* A transaction in which something has failed is left to be rolled back; that a call was not even
  sent is known on this side only, and perhaps not to the borrower's code. */
  private static void commit(Connection conn) {
    TransactionStatus status = conn.getTransactionStatus();
    if (status == TransactionStatus.INTRANS && LentSession.isLastCallRefused(conn)) {
      throw new ProgrammingException(
          "the transaction is rolled back: the last call in it failed before it was sent");
    }
    if (status != TransactionStatus.INERROR) {
      conn.commit();
    }
  }

  private void clean(Seat seat, long now) {
    var reset = lending.options().reset();
    if (reset == null) {
      putBack(seat, now);
      return;
    }
    Throwable failure = Inspection.of(seat.session(), reset);
    if (failure == null) {
      putBack(seat, System.nanoTime());
    } else {
      LOGGER.log(Level.DEBUG, "a connection could not be cleaned for its next user", failure);
      bad(seat);
    }
  }

  /* What has to wait for the server is not done by a loop's thread; nor is it the borrower's matter
  whether the server has become read-only. */
  private void inspect(Seat seat, boolean refusedToWrite) {
    AtomicBoolean readOnly = new AtomicBoolean();
    Throwable failure =
        refusedToWrite
            ? Inspection.of(seat.session(), conn -> readOnly.set(Checks.isReadOnly(conn)))
            : null;
    if (readOnly.get()) {
      lending.figures().lost.increment();
      lending.discard(seat, Hand.LENT);
      lending.drain(seat.generation()); // those beside it are on the same server
    } else if (failure != null) {
      bad(seat);
    } else {
      clean(seat, System.nanoTime());
    }
  }

  /** Takes note that a lease is over. */
  void ended(Lease lease, long now) {
    lease.seat().lease(null);
    lending.figures().usageNanos.add(lease.nanos(now));
  }

  /** Takes back one that is of no use any more. */
  void bad(Seat seat) {
    lending.figures().returnsBad.increment();
    lending.discard(seat, Hand.LENT);
  }

  /** Takes back what was granted to somebody who has no use for it any more. */
  void unused(Seat seat) {
    putBack(seat, System.nanoTime());
  }

  private void putBack(Seat seat, long now) {
    if (lending.isWorn(seat, now)) {
      lending.discard(seat, Hand.LENT);
    } else {
      seat.idleSince(now);
      if (!lending.places().put(seat)) {
        lending.discard(seat, Hand.UNWANTED);
      }
    }
  }
}
