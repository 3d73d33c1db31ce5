// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import java.util.Iterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a statement on an asynchronous connection, taken as they come from the server: for
 * the rooms above the face. While nobody takes them, no more are read.
 *
 * <p>Used by whoever polls the connection, but for what {@link #take} returns: that may be another
 * thread's until it asks for the next.
 *
 * @param <T> what a row is returned as
 */
public interface ArrivingRows<T extends @Nullable Object> {
  /**
   * Sends the statement.
   *
   * @param merged writes it for the session's settings as they are
   */
  void start(Supplier<byte[]> merged);

  /** The rows that have come since the last time, decoded as they are read; null if none. */
  @Nullable Iterator<T> take();

  /** Whether so many rows are here that nothing is read until they are taken. */
  boolean isFull();

  /** Whether all of them have come, or an error has. */
  boolean isDone();

  /** Forgets those that are here, and those to come. */
  void discard();
}
