// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.net;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.errors.QueryCanceled;
import org.psycopg4j.errors.QueryCanceledException;

/**
 * How long a caller waits for the answer to its request: until an interrupt or a deadline. Then the
 * request is canceled, and canceled again if that came too early for the server. If there is still
 * no answer after the time that a cancel may take, or the thread is interrupted again, the
 * connection is given up.
 *
 * <p>Of one request, or of all requests of a {@code Turn}. Used by the holder of the connection's
 * lock, and by {@link CancelGate}.
 */
public final class Patience {
  private static final Duration FIRST_REPEAT = Duration.ofMillis(50);
  private static final Duration LAST_REPEAT = Duration.ofSeconds(2);

  /** What to do now. */
  enum Step {
    WAIT,
    CANCEL,
    GIVE_UP
  }

  private final Deadline deadline;
  private final Duration cancelTimeout;
  private final boolean cancelable;
  private final boolean deaf;

  private @Nullable Exception reason; // why the answer is not waited for as long as it takes
  private Deadline end = Deadline.NEVER; // of what the server has left to answer
  private @Nullable Deadline nextCancel;
  private Duration repeat = FIRST_REPEAT;
  private boolean interrupted; // the thread gets its flag back afterwards

  private Patience(Deadline deadline, Duration cancelTimeout, boolean cancelable, boolean deaf) {
    this.deadline = deadline;
    this.cancelTimeout = cancelTimeout;
    this.cancelable = cancelable;
    this.deaf = deaf;
  }

  /** With a request that an interrupt, or the deadline, cancels. */
  public static Patience until(Deadline deadline, Duration cancelTimeout) {
    return new Patience(deadline, cancelTimeout, true, false);
  }

  /**
   * With what must not be given up halfway, such as COMMIT. An interrupt is kept for later, and
   * after the deadline the server has as much time left as it has for a cancel.
   */
  public static Patience toTheEnd(Deadline deadline, Duration cancelTimeout) {
    return new Patience(deadline, cancelTimeout, false, false);
  }

  /** The same with a rollback, which other threads can't cancel either. */
  public static Patience undoing(Deadline deadline, Duration cancelTimeout) {
    return new Patience(deadline, cancelTimeout, false, true);
  }

  /** Whether it is as good as a new one with this time for a cancel, and without a deadline. */
  public boolean isUnspent(Duration timeForCancel) {
    return deadline.isNever()
        && cancelable
        && reason == null
        && nextCancel == null
        && !interrupted
        && cancelTimeout.equals(timeForCancel);
  }

  boolean isCancelable() {
    return cancelable;
  }

  boolean isDeaf() {
    return deaf;
  }

  long nanosLeft() {
    return deadline.nanosLeft();
  }

  /**
   * Raises an error if the thread is interrupted, or the deadline has passed, before anything was
   * sent.
   *
   * @throws QueryCanceled caused by an InterruptedException or a TimeoutException
   */
  public void requireTime() {
    if (!cancelable) {
      return;
    }
    if (Thread.currentThread().isInterrupted()) {
      throw unsent(interruption());
    } else if (deadline.hasPassed()) {
      throw unsent(deadline.passed());
    }
  }

  /** The error of who was interrupted while it waited for others, whose flag is set. */
  public static QueryCanceled interruptedUnsent() {
    return unsent(interruption());
  }

  /** The error of whose deadline has passed while it waited for others. */
  public static QueryCanceled unsent(Deadline deadline) {
    return unsent(deadline.passed());
  }

  private static QueryCanceled unsent(Exception why) {
    return new QueryCanceled(why.getMessage() + ": nothing was sent to the server", why);
  }

  private static InterruptedException interruption() {
    return new InterruptedException("the waiting thread was interrupted");
  }

  /** A wait begins: the first, or another one for the same request. */
  void begin() {
    if (interrupted) {
      Thread.interrupted(); // the same interrupt, which its thread has got back
    }
    if (reason != null) {
      end = Deadline.in(cancelTimeout);
    }
  }

  /** A wait has ended. */
  void end() {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Says what to do now, before waiting on.
   *
   * @param wanted whether another thread has canceled the request
   */
  Step step(boolean wanted) {
    if (Thread.interrupted()) {
      if (interrupted) {
        reason = new InterruptedException("the waiting thread was interrupted again");
        return Step.GIVE_UP;
      }
      interrupted = true;
      if (cancelable) {
        hurry(interruption());
      }
    }
    if (reason == null && deadline.hasPassed()) {
      hurry(deadline.passed());
    }
    if (end.hasPassed()) {
      return Step.GIVE_UP;
    }
    if (wanted && nextCancel == null) {
      nextCancel = Deadline.in(repeat);
    }
    if (nextCancel != null && nextCancel.hasPassed()) {
      nextCancel = Deadline.in(repeat);
      repeat = repeat.multipliedBy(2);
      repeat = repeat.compareTo(LAST_REPEAT) < 0 ? repeat : LAST_REPEAT;
      return Step.CANCEL;
    }
    return Step.WAIT;
  }

  private void hurry(Exception why) {
    if (reason == null) {
      reason = why;
      end = Deadline.in(cancelTimeout);
      if (cancelable) {
        nextCancel = Deadline.in(Duration.ZERO);
      }
    }
  }

  /** When {@link #step} will have something else to say. */
  Deadline nextStep() {
    Deadline next = reason == null ? deadline : end;
    return nextCancel == null ? next : next.earlier(nextCancel);
  }

  /** Whether the caller wants an end to it, and not only another thread. */
  boolean isOver() {
    return reason != null;
  }

  /** Until when a cancel has to be delivered. */
  Deadline cancelDeadline() {
    return reason == null ? Deadline.in(cancelTimeout) : end;
  }

  /** Whether an interrupt has come: another one gives the connection up. */
  boolean isInterrupted() {
    return interrupted;
  }

  /** Why the connection is given up. */
  OperationalException givenUp() {
    Exception why = why();
    String message =
        !end.hasPassed()
            ? "%s while it waited for the server: the connection is closed"
            : cancelable
                ? "%s, and the server did not answer a cancel request within %s: the connection is"
                    + " closed"
                : "%s, and the server did not answer for another %s: the connection is closed, and"
                    + " what became of the request is not known";
    return new OperationalException(
        message.formatted(why.getMessage(), Deadline.text(cancelTimeout)), why);
  }

  private Exception why() {
    return reason == null ? interruption() : reason;
  }

  /** Why the connection is given up if a cancel can't be delivered. */
  OperationalException givenUp(Exception undelivered) {
    Exception why = why();
    OperationalException error =
        new OperationalException(
            "%s, and the request could not be canceled (%s): the connection is closed"
                .formatted(why.getMessage(), undelivered.getMessage()),
            why);
    error.addSuppressed(undelivered);
    return error;
  }

  /** Names an interrupt or a deadline as the cause of the server's error that it has led to. */
  public void explain(@Nullable PsycopgException error) {
    if (reason != null && error instanceof QueryCanceledException && error.getCause() == null) {
      error.initCause(reason);
    }
  }
}
