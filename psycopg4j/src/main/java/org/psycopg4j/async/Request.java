// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.async;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.Connection;
import org.psycopg4j.internal.engine.PollState;

/** One or more requests to the server, one after another. For the loop's thread. */
interface Request {
  /** Sends the first one. */
  void send(Connection conn);

  /** The answer is here, without an error: whether there is another one, for {@link #send}. */
  default boolean takesMore() {
    return false;
  }

  /** Somebody wants it to be canceled, who doesn't know what it is. */
  default void cancel(Line line) {
    line.askToCancel(this);
  }

  /**
   * Something has come or gone, and the answer goes on. Of a request that is sent, or whose answer
   * is taken, in parts.
   *
   * @param state what there is to wait for: READ if all that was written has been sent
   * @return whether nothing more is to be read until somebody says {@link Line#goOn}
   */
  default boolean advanced(PollState state) {
    return false;
  }

  /** Whether the answer is complete, as far as {@link Connection#poll} doesn't say so itself. */
  default boolean isDone() {
    return true;
  }

  /** The end: the connection is ready for another one, or broken. */
  void finished(@Nullable Throwable error);
}
