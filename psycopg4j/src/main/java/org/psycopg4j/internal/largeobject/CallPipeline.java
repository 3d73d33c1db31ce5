// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.largeobject;

import java.util.ArrayDeque;
import org.psycopg4j.internal.engine.FunctionCallExchange;
import org.psycopg4j.internal.session.Dialogue;
import org.psycopg4j.internal.session.Turn;

/**
 * Several calls under way at a time, in a {@link Turn} of their own: the server is at work on one
 * while the one before travels. Answers are taken in the order of the calls; the first error is
 * raised, and closing waits for what is still to come, so the connection stays in step.
 */
final class CallPipeline implements AutoCloseable {
  /** How many calls are under way at most. */
  static final int DEPTH = 8;

  private final Turn turn;
  private final ArrayDeque<FunctionCallExchange> underWay = new ArrayDeque<>(DEPTH);

  /**
   * Takes the connection for a while.
   *
   * @param check raises an error if the calls may not be made; run under the connection's lock
   */
  CallPipeline(Dialogue dialogue, String command, Runnable check) {
    dialogue.exclusively(check); // whose errors go before those of the turn
    turn = dialogue.takeTurn(command);
    boolean ready = false;
    try {
      turn.step(
          () -> {
            check.run();
            return this;
          });
      ready = true;
    } finally {
      if (!ready) {
        turn.close();
      }
    }
  }

  /** Whether an answer has to be taken before another call is made. */
  boolean isFull() {
    return underWay.size() == DEPTH;
  }

  boolean isEmpty() {
    return underWay.isEmpty();
  }

  /** Makes a call, and waits until the socket has taken it: not for its answer. */
  void send(FunctionCallExchange call) {
    turn.send(call);
    underWay.add(call);
    turn.flush(call, 0);
  }

  /** Waits for the oldest call's answer; raises its error. */
  FunctionCallExchange take() {
    FunctionCallExchange call = underWay.remove();
    turn.await(call);
    turn.raise(call);
    return call;
  }

  /** Makes a call when nothing else is under way, and waits for its answer. */
  FunctionCallExchange run(FunctionCallExchange call) {
    send(call);
    return take();
  }

  @Override
  public void close() {
    // An interrupt has canceled what is under way already: once is enough.
    boolean interrupted = Thread.interrupted();
    try {
      while (!underWay.isEmpty()) {
        turn.await(underWay.remove());
      }
    } finally {
      turn.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
