// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.engine.BeginExchange;
import org.psycopg4j.internal.engine.Exchange;
import org.psycopg4j.internal.engine.PollState;
import org.psycopg4j.internal.net.Patience;

/**
 * The right to talk to the server for as long as a request lasts that user's code takes part in: a
 * COPY whose data it supplies, a replication stream, a query that it polls for.
 *
 * <p>The connection's lock is held for each step only, so none of that code runs under it. Who
 * wants the connection meanwhile waits until the turn is {@linkplain #close closed}; the turn's own
 * thread gets an error, be it the one that took it or the one that made its last step. Cancelling
 * needs no turn. A turn is for one thread at a time. If all its threads have ended, the next who
 * wants the connection gives it up: nobody would ever end the request.
 */
public final class Turn implements AutoCloseable {
  private final Dialogue dialogue;
  private final String command;
  private final @Nullable Thread owner;
  private Patience patience;
  private @Nullable BeginExchange begin;
  private @Nullable Exchange last; // that was sent
  private volatile @Nullable Thread user; // who made the last step

  Turn(Dialogue dialogue, String command, @Nullable Thread owner, Patience patience) {
    this.dialogue = dialogue;
    this.command = command;
    this.owner = owner;
    this.user = owner;
    this.patience = patience;
  }

  /** What takes this long, by psycopg2's name: {@code copy_from}. */
  public String command() {
    return command;
  }

  /**
   * Lifts the time limit: of a request that has no end by itself, such as a stream or a wait for
   * notifications.
   *
   * @return this turn
   */
  public Turn unlimited() {
    patience = dialogue.unlimited();
    return this;
  }

  /** Whether it is the current thread's; a turn that is polled for is nobody's. */
  boolean isMine() {
    return owner == Thread.currentThread() || user == Thread.currentThread();
  }

  /** Whether it is a request's that is polled for, by any thread. */
  boolean isNobodys() {
    return owner == null;
  }

  /** Whether it is another thread's. */
  boolean isAnothers() {
    return owner != null && !isMine();
  }

  /** Whether the threads that it is for have ended without ending it. */
  boolean isLeft() {
    Thread using = user;
    return owner != null && !owner.isAlive() && using != null && !using.isAlive();
  }

  /** Gives the connection up, for nobody will end this turn. For the lock's holder. */
  void giveUp() {
    dialogue.giveUp(
        new OperationalException(
            "the thread that began "
                + command
                + " has ended without ending it: the connection is closed"));
  }

  /** Does something with the lock held. */
  public <T> T step(Supplier<T> work) {
    user = Thread.currentThread();
    return dialogue.inTurn(work);
  }

  /**
   * Sends a request, after BEGIN if one has to go first, as far as that needs no waiting. An
   * interrupt, or the end of the time, before the first one means that nothing was sent; later it
   * cancels what is under way, so that no turn ends half done with its transaction in order.
   */
  public void send(Exchange request) {
    step(
        () -> {
          begin =
              dialogue.sendInTurn(request, last == null ? patience : dialogue.patienceToTheEnd());
          last = request;
          return this;
        });
  }

  /**
   * Queues a request behind those under way; {@link #flush} and {@link #await} send it.
   *
   * @param begins whether BEGIN goes before it, of which the caller takes note
   */
  public void queue(Exchange request, boolean begins) {
    step(
        () -> {
          dialogue.queueInTurn(
              request, begins, last == null ? patience : dialogue.patienceToTheEnd());
          last = request;
          return this;
        });
  }

  /** How many bytes wait to be sent. */
  public int unsent() {
    return step(dialogue::unsent);
  }

  /**
   * Sends what the request has written meanwhile, until at most so many bytes are left to be sent,
   * or the request is done.
   */
  public void flush(Exchange request, int mostUnsent) {
    step(
        () -> {
          dialogue.flushInTurn(request, mostUnsent, patience);
          return this;
        });
  }

  /** Waits until the request is done, or full: its error is its to raise. */
  public void await(Exchange request) {
    step(
        () -> {
          dialogue.awaitInTurn(request, patience);
          return this;
        });
  }

  /** Moves what can be moved without waiting; says what to wait for. */
  public PollState poll(Exchange request) {
    return step(() -> dialogue.pollInTurn(request));
  }

  /**
   * Waits, without the connection's lock, until what {@link #poll} has asked for is there, so many
   * milliseconds have passed, or the thread is interrupted, whose flag stays set.
   *
   * @param millis at least 1
   */
  public void pause(PollState wanted, int millis) {
    dialogue.pause(wanted, millis);
  }

  /** Gives the connection up, with the request, from whichever thread. */
  public void abandon() {
    dialogue.terminateInTurn();
  }

  /** Raises the request's error, if it has one. */
  public void raise(Exchange request) {
    step(
        () -> {
          dialogue.raise(request);
          return this;
        });
  }

  /** Takes note of whether the transaction was begun, once that is known. */
  void noteBegin(TransactionState transaction) {
    if (begin != null && begin.hasBegun()) {
      transaction.begun();
      begin = null;
    }
  }

  /** Whether the answer of what was sent is here. For the lock's holder. */
  boolean isAnswered() {
    return last == null || last.isDone();
  }

  /**
   * Ends the turn: others go on. Whoever ends it has seen its request done, or broken; if not, for
   * an error of the JVM's came in between, the connection is given up: it is out of step.
   */
  @Override
  public void close() {
    dialogue.end(this);
  }
}
