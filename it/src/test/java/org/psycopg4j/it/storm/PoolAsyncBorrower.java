// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.storm;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.pool.ConnectionPool;
import org.psycopg4j.pool.PoolTimeoutException;

/** A thread that borrows connections by futures, and checks what comes of them. */
final class PoolAsyncBorrower implements Runnable {
  private static final Duration LONG = Duration.ofSeconds(50);
  private static final int SLOWEST_SECONDS = 60;

  private final ConnectionPool pool;
  private final PoolLedger ledger;
  private final Tally tally;
  private final SplittableRandom random;
  private final AtomicLong requests;
  private final BooleanSupplier goesOn;

  /**
   * A borrower.
   *
   * @param requests counts how often a connection was asked for
   */
  PoolAsyncBorrower(
      ConnectionPool pool,
      PoolLedger ledger,
      Tally tally,
      SplittableRandom random,
      AtomicLong requests,
      BooleanSupplier goesOn) {
    this.pool = pool;
    this.ledger = ledger;
    this.tally = tally;
    this.random = random;
    this.requests = requests;
    this.goesOn = goesOn;
  }

  @Override
  public void run() {
    while (goesOn.getAsBoolean()) {
      requests.incrementAndGet();
      switch (random.nextInt(8)) {
        case 0 -> giveUp();
        case 1 -> begin(Duration.ofMillis(random.nextLong(40)));
        case 2, 3 -> begin(LONG);
        default -> call();
      }
    }
  }

  private void call() {
    long token = ledger.token();
    AtomicBoolean done = new AtomicBoolean();
    settle(pool.callAsync(conn -> work(conn, token, done)), token, done, true);
  }

  private void begin(Duration timeout) {
    long token = ledger.token();
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Integer> ended =
        pool.asyncConnection(timeout)
            .thenCompose(
                conn -> {
                  CompletionStage<Integer> result = work(conn, token, done);
                  return result
                      .handle((value, error) -> conn.close())
                      .thenCompose(Function.identity())
                      .thenCompose(nothing -> result);
                });
    settle(ended, token, done, timeout.equals(LONG));
  }

  /* What was granted in the same moment is the pool's to take back. */
  private void giveUp() {
    CompletableFuture<AsyncConnection> wanted = pool.asyncConnection(LONG);
    if (wanted.cancel(false)) {
      tally.count("given up");
      return;
    }
    try {
      wanted.orTimeout(SLOWEST_SECONDS, TimeUnit.SECONDS).join().close().join();
      tally.count("served");
    } catch (CompletionException | CancellationException e) {
      tally.count(outcome(e, true));
    }
  }

  private CompletableFuture<Integer> work(AsyncConnection conn, long token, AtomicBoolean done) {
    int n = random.nextInt();
    return conn.inTransaction(
        tx ->
            tx.execute("INSERT INTO pool_storm VALUES (%s)", token)
                .thenCompose(
                    inserted ->
                        tx.fetchOne("SELECT %s, pg_backend_pid()", n)
                            .thenApply(
                                row -> {
                                  check(row.get(0).equals(n), "got " + row + " for " + n);
                                  check(row.get(1).equals(conn.getBackendPid()), "somebody else's");
                                  done.set(true);
                                  return n;
                                })));
  }

  private static void check(boolean claim, String otherwise) {
    if (!claim) {
      throw new AssertionError(otherwise);
    }
  }

  private void settle(
      CompletableFuture<Integer> future, long token, AtomicBoolean done, boolean patient) {
    try {
      future.orTimeout(SLOWEST_SECONDS, TimeUnit.SECONDS).join();
      ledger.committed(token);
      tally.count("served");
    } catch (CompletionException e) {
      if (done.get()) {
        ledger.unknown(token);
      } else {
        ledger.undone(token, "a future's: " + e);
      }
      tally.count(outcome(e, patient));
    }
  }

  private static String outcome(RuntimeException failure, boolean patient) {
    Throwable error = failure instanceof CompletionException ? failure.getCause() : failure;
    if (error instanceof PoolTimeoutException && !patient) {
      return "out of time";
    } else if (error instanceof PoolTimeoutException) {
      throw new AssertionError("a future was forgotten", error);
    } else if (error instanceof OperationalException || error instanceof InterfaceException) {
      return "lost";
    }
    throw new AssertionError("nobody has asked for this", failure);
  }
}
