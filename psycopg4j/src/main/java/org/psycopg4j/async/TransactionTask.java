// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.async;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.ProgrammingException;

/**
 * A transaction block: psycopg2's {@code with conn:} for a body that returns a future. The
 * outermost is the transaction, each one within it a savepoint. Its calls have a lane of their own;
 * what else wants the connection waits.
 */
final class TransactionTask<R extends @Nullable Object> extends Call<R> {
  private final Function<? super AsyncTransaction, ? extends CompletionStage<R>> body;
  private final int depth;
  private final int mostQueued;
  private final Lane own = new Lane();
  private @Nullable CompletableFuture<R> running;
  private @Nullable Throwable interrupted;
  private boolean begun;
  private boolean ending;
  private boolean decided; // that it is committed, or rolled back

  TransactionTask(
      Line line,
      Lane lane,
      int depth,
      int mostQueued,
      Function<? super AsyncTransaction, ? extends CompletionStage<R>> body) {
    super(line, lane);
    this.depth = depth;
    this.mostQueued = mostQueued;
    this.body = body;
  }

  private boolean isSavepoint() {
    return depth > 1;
  }

  private String name() {
    return "psycopg4j_" + (depth - 1);
  }

  @Override
  void begin() {
    if (!isSavepoint() && line.connection().getTransactionStatus() == TransactionStatus.INTRANS) {
      begun(null); // it takes over the one that a statement has begun
    } else {
      line.begin(new Step(isSavepoint() ? "SAVEPOINT " + name() : "BEGIN", this::begun));
    }
  }

  private void begun(@Nullable Throwable error) {
    begun = true;
    if (error != null) {
      end(error);
    } else if (interrupted != null) {
      undo(interrupted);
    } else {
      AsyncTransaction tx = new AsyncTransaction(line, own, depth, mostQueued);
      line.loop().complete(() -> run(tx));
    }
  }

  @SuppressWarnings({"CatchingUnchecked", "FutureReturnValueIgnored"}) // what it throws is its own
  private void run(AsyncTransaction tx) {
    CompletableFuture<R> future;
    try {
      CompletionStage<R> stage = body.apply(tx);
      if (stage == null) {
        throw new ProgrammingException("the body of the transaction returned null, not a future");
      }
      future = stage.toCompletableFuture();
    } catch (Throwable t) {
      future = CompletableFuture.failedFuture(t);
    }
    CompletableFuture<R> going = future;
    execute(() -> started(going));
    going.whenComplete((value, error) -> execute(() -> returned(value, error)));
  }

  private void execute(Runnable work) {
    try {
      line.execute(work);
    } catch (RejectedExecutionException e) {
      settleNow(e); // the loop is closed, and the transaction with it
    }
  }

  private void started(CompletableFuture<R> future) {
    running = future;
    if (interrupted != null) {
      future.cancel(true);
    }
  }

  private void returned(@Nullable R value, @Nullable Throwable error) {
    if (ending) {
      return;
    }
    ending = true;
    Throwable reason =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    ProgrammingException over = new ProgrammingException("the transaction block has ended");
    if (reason == null) {
      own.close(over, () -> keep(value));
    } else {
      own.fail(over);
      own.close(over, () -> undo(reason));
    }
  }

  /** The body has succeeded: commits. If a statement in it had failed, undoes it and says so. */
  private void keep(@Nullable R value) {
    decided = true;
    TransactionStatus status = line.connection().getTransactionStatus();
    if (line.lost() != null) {
      undo(line.lost());
    } else if (interrupted != null) {
      undo(interrupted);
    } else if (status == TransactionStatus.INERROR) {
      undo(
          new ProgrammingException(
              "the transaction block was rolled back, not committed: a statement in it had failed,"
                  + " and its error was not passed on"));
    } else if (!isSavepoint() && status == TransactionStatus.IDLE) {
      end(
          new ProgrammingException(
              "a statement in the transaction block ended its transaction: what came before it may"
                  + " be committed, what came after it was not in a transaction"));
    } else {
      String sql = isSavepoint() ? "RELEASE SAVEPOINT " + name() : "COMMIT";
      line.begin(new Step(sql, error -> kept(value, error)));
    }
  }

  @SuppressWarnings("NullAway") // the value is what the body's future had: null if R may be null
  private void kept(@Nullable R value, @Nullable Throwable error) {
    if (error == null) {
      lane.finished(this);
      line.loop().complete(() -> settleWith(value));
    } else if (line.connection().getTransactionStatus() == TransactionStatus.IDLE) {
      end(error); // the server has rolled it back
    } else {
      undo(error);
    }
  }

  /** The body has failed: rolls back. What goes wrong here is added to the reason. */
  private void undo(@Nullable Throwable reason) {
    decided = true;
    Throwable why = reason == null ? new CancellationException() : reason;
    if (line.lost() != null) {
      end(why); // then the server rolls back
      return;
    }
    String sql =
        isSavepoint()
            ? "ROLLBACK TO SAVEPOINT " + name() + "; RELEASE SAVEPOINT " + name()
            : "ROLLBACK";
    Step step = new Step(sql, error -> undone(why, error));
    line.begin(step);
    if (interrupted != null) {
      line.expectEnd(step);
    }
  }

  private void undone(Throwable why, @Nullable Throwable error) {
    if (error != null && error != why) {
      why.addSuppressed(error);
    }
    if (error != null
        && !isSavepoint()
        && line.connection().getTransactionStatus() != TransactionStatus.IDLE) {
      line.lose( // then the server rolls back
          new OperationalException(
              "a transaction could not be rolled back: the connection is closed", error));
    }
    end(why);
  }

  private void end(Throwable reason) {
    lane.finished(this);
    settle(reason);
  }

  @Override
  void abandon() {
    interrupt(new CancellationException("the transaction's future was completed from outside"));
  }

  @Override
  void interrupt(Throwable reason) {
    if (decided) {
      return;
    }
    interrupted = reason;
    if (!begun) {
      return; // then there is nothing to undo yet
    }
    ending = true;
    own.fail(reason);
    CompletableFuture<R> future = running;
    if (future != null) {
      line.loop().complete(() -> future.cancel(true));
    }
    own.close(
        reason,
        () -> {
          if (!decided) {
            undo(reason);
          }
        });
  }
}
