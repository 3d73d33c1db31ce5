// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.storm;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.errors.QueryCanceled;
import org.psycopg4j.pool.ConnectionPool;
import org.psycopg4j.pool.PoolTimeoutException;

/** A thread that borrows one connection after another, in all ways there are, and checks it. */
final class PoolBorrower implements Runnable {
  /* Longer than any outage of the storm: who waits so long was forgotten. */
  private static final Duration LONG = Duration.ofSeconds(50);
  private static final int DROPS = 12;

  private final ConnectionPool pool;
  private final PoolLedger ledger;
  private final Tally tally;
  private final SplittableRandom random;
  private final AtomicLong requests;
  private final AtomicInteger dropped;
  private final BooleanSupplier goesOn;
  private final Victim victim = new Victim();

  /**
   * A borrower.
   *
   * @param requests counts how often a connection was asked for
   * @param dropped counts the connections that were not returned
   */
  PoolBorrower(
      ConnectionPool pool,
      PoolLedger ledger,
      Tally tally,
      SplittableRandom random,
      AtomicLong requests,
      AtomicInteger dropped,
      BooleanSupplier goesOn) {
    this.pool = pool;
    this.ledger = ledger;
    this.tally = tally;
    this.random = random;
    this.requests = requests;
    this.dropped = dropped;
    this.goesOn = goesOn;
  }

  Victim victim() {
    return victim;
  }

  @Override
  public void run() {
    while (goesOn.getAsBoolean()) {
      borrow();
    }
  }

  private void borrow() {
    boolean patient = random.nextInt(8) != 0;
    Duration timeout = patient ? LONG : Duration.ofMillis(random.nextLong(40));
    PsycopgException error = null;
    requests.incrementAndGet();
    victim.expose();
    try {
      switch (random.nextInt(6)) {
        case 0 -> closed(timeout);
        case 1 -> inTransaction();
        default -> byHand(timeout);
      }
    } catch (OperationalException | InterfaceException e) {
      error = e;
    }
    boolean interrupted = victim.calm();
    tally.count(error == null ? "served" : outcome(error, interrupted, patient));
  }

  private static String outcome(PsycopgException error, boolean interrupted, boolean patient) {
    if (error instanceof PoolTimeoutException) {
      if (patient) {
        throw new AssertionError("a waiter was forgotten", error);
      }
      return "out of time";
    } else if (error.getCause() instanceof InterruptedException) {
      if (!interrupted) {
        throw new AssertionError("nobody has interrupted this", error);
      }
      return "interrupted";
    } else if (error instanceof QueryCanceled) {
      throw new AssertionError("nobody has canceled this", error);
    }
    return "lost";
  }

  /** As {@code with pool.connection()}: closing commits, unless a call in it has failed. */
  private void closed(Duration timeout) {
    long token = ledger.token();
    boolean done = false;
    try (Connection conn = pool.connection(timeout)) {
      insert(conn, token);
      work(conn, token);
      done = true;
    } catch (PsycopgException e) {
      failed(token, "closed", done, !(e instanceof QueryCanceled), e);
      throw e;
    }
    ledger.committed(token);
  }

  private void inTransaction() {
    long token = ledger.token();
    boolean[] done = {false};
    try {
      pool.inTransaction(
          conn -> {
            insert(conn, token);
            work(conn, token);
            done[0] = true;
          });
    } catch (PsycopgException e) {
      failed(token, "inTransaction", done[0], !(e instanceof QueryCanceled), e);
      throw e;
    }
    ledger.committed(token);
  }

  private void byHand(Duration timeout) {
    long token = ledger.token();
    Connection conn = pool.getConn(timeout);
    if (random.nextInt(400) == 0 && dropped.getAndUpdate(n -> Math.min(n + 1, DROPS)) < DROPS) {
      return;
    }
    boolean done = false;
    try {
      insert(conn, token);
      work(conn, token);
      switch (random.nextInt(8)) {
        case 0 -> conn.rollback();
        case 1 -> {} // whoever returns it rolls it back
        default -> {
          done = true;
          conn.commit();
          ledger.committed(token);
          return;
        }
      }
      ledger.undone(token, "rolled back");
    } catch (PsycopgException e) {
      failed(token, "by hand", done, conn.closed() != 0, e);
      throw e;
    } finally {
      if (random.nextBoolean()) {
        conn.close();
      } else {
        pool.putConn(conn);
      }
    }
  }

  private void failed(
      long token, String how, boolean atCommit, boolean lost, PsycopgException error) {
    if (atCommit && lost) {
      ledger.unknown(token);
    } else {
      ledger.undone(
          token, "%s, %s: %s".formatted(how, atCommit ? "at commit" : "before commit", error));
    }
  }

  private static void insert(Connection conn, long token) {
    if (conn.getTransactionStatus() != TransactionStatus.IDLE || conn.autocommit()) {
      throw new AssertionError("got a connection that somebody else has used: " + conn);
    }
    try (Cursor<Row> cur = conn.cursor()) {
      cur.execute("INSERT INTO pool_storm VALUES (%s)", token);
    }
  }

  private void work(Connection conn, long token) {
    try (Cursor<Row> cur = conn.cursor()) {
      for (int i = random.nextInt(3); i >= 0; i--) {
        int n = random.nextInt();
        Row row =
            cur.execute("SELECT %s, %s::text, pg_backend_pid()", n, "for " + token).fetchOne();
        if (!row.get(0).equals(n)
            || !row.get(1).equals("for " + token)
            || !row.get(2).equals(conn.getBackendPid())) {
          throw new AssertionError("asked for %d of %d, got %s".formatted(n, token, row));
        }
      }
      if (random.nextInt(20) == 0) {
        cur.execute("SELECT pg_sleep(0.02)");
      }
    }
  }
}
