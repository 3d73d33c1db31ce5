// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import java.io.IOException;
import java.time.Duration;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.internal.engine.QueryExchange;
import org.psycopg4j.internal.net.InputWatch;

/** A question to see whether the server is still there. Any thread may ask it. */
public final class Heartbeat {
  private Heartbeat() {}

  /**
   * Asks, and waits for the answer no longer than this.
   *
   * @throws OperationalException if there is none in time, or the thread is interrupted: the
   *     connection is closed then
   * @throws org.psycopg4j.errors.PsycopgException if the connection is lost
   */
  public static void beat(Dialogue dialogue, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    try (Turn turn = dialogue.takeTurn("heartbeat")) {
      QueryExchange question = turn.step(() -> dialogue.query("SELECT 1"));
      turn.send(question);
      try {
        while (!question.isDone()) {
          InputWatch watch = dialogue.polling().watchInTurn();
          turn.poll(question);
          long left = end - System.nanoTime();
          if (question.isDone()) {
            break;
          } else if (left <= 0) {
            throw new OperationalException("the server has not answered for " + limit);
          }
          watch.await(left);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new OperationalException("interrupted while waiting for the server", e);
      } catch (IOException e) {
        throw new OperationalException("could not wait for the server: " + e.getMessage(), e);
      } finally {
        if (!question.isDone()) {
          dialogue.close(); // what comes later would be taken for another request's answer
        }
      }
      turn.raise(question);
    }
  }
}
