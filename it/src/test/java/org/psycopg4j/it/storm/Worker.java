// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.storm;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;
import org.psycopg4j.errors.InFailedSqlTransaction;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.errors.QueryCanceled;

/**
 * A thread that executes one operation after another, and can explain every error: who has canceled
 * it, and that this was meant for it.
 */
final class Worker implements Runnable {
  private static final long SLOWEST_NANOS = 8_000_000_000L;

  private final Target target;
  private final boolean shared;
  private final SplittableRandom random;
  private final Operations operations;
  private final Connection monitor;
  private final Tally tally;
  private final BooleanSupplier goesOn;
  private final Victim victim = new Victim();

  /**
   * A worker.
   *
   * @param shared whether others use the connection as well
   * @param monitor sees the connection from outside; this worker's own
   */
  Worker(
      Target target,
      boolean shared,
      SplittableRandom random,
      String name,
      Connection monitor,
      Tally tally,
      BooleanSupplier goesOn) {
    this.target = target;
    this.shared = shared;
    this.random = random;
    this.operations = new Operations(random.split(), name);
    this.monitor = monitor;
    this.tally = tally;
    this.goesOn = goesOn;
  }

  Victim victim() {
    return victim;
  }

  Target target() {
    return target;
  }

  @Override
  public void run() {
    for (int i = 0; goesOn.getAsBoolean(); i++) {
      operate();
      if (!shared) {
        if (i % 10 == 0) {
          compareWithServer();
        }
        if (!target.conn().autocommit()) {
          target.conn().rollback();
        }
      }
    }
  }

  private void operate() {
    Connection conn = target.conn();
    Operations.Operation operation = shared ? operations.anyOfStatements() : operations.any();
    Duration limit =
        random.nextInt(4) == 0 ? Duration.ofNanos(random.nextLong(1, 20_000_000)) : null;
    long over = target.over();
    long start = System.nanoTime();
    PsycopgException error = null;
    victim.expose();
    try {
      if (limit == null) {
        operation.run(conn);
      } else {
        conn.within(limit, () -> operation.run(conn));
      }
    } catch (QueryCanceled | InFailedSqlTransaction e) {
      error = e;
    }
    boolean interrupted = victim.calm();
    if (System.nanoTime() - start > SLOWEST_NANOS) {
      throw new AssertionError("an operation took longer than a cancel may get lost for", error);
    }
    tally.count(outcome(error, over, interrupted, limit != null));
    if (conn.closed() != 0) {
      throw new AssertionError("the connection is lost", error);
    }
  }

  private String outcome(
      @Nullable PsycopgException error, long over, boolean interrupted, boolean limited) {
    if (error == null) {
      return "right results";
    }
    Throwable cause = error.getCause();
    String when = error.pgcode() == null ? " before it was sent" : "";
    if (error instanceof InFailedSqlTransaction) {
      return "in a failed transaction";
    } else if (cause instanceof InterruptedException && interrupted) {
      return "interrupted" + when;
    } else if (cause instanceof TimeoutException && limited) {
      return "out of time" + when;
    } else if (cause == null && target.wasCanceledSince(over)) {
      return "canceled" + when;
    }
    throw new AssertionError("nobody has canceled this", error);
  }

  /** Both sides see the transaction in the same state. */
  private void compareWithServer() {
    Connection conn = target.conn();
    Cursor<Row> cur =
        monitor
            .cursor()
            .execute(
                "SELECT state FROM pg_stat_activity WHERE pid = %s AND backend_type ="
                    + " 'client backend'",
                conn.getBackendPid());
    String state = (String) cur.fetchOne().get(0);
    String here =
        switch (conn.getTransactionStatus()) {
          case IDLE -> "idle";
          case INTRANS -> "idle in transaction";
          case INERROR -> "idle in transaction (aborted)";
          default -> "?";
        };
    if (!here.equals(state)) {
      throw new AssertionError("the server says '%s', we say '%s'".formatted(state, here));
    }
  }
}
