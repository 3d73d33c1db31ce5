// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import java.util.Iterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a statement on an asynchronous connection gives, such as its rows, taken as it comes from
 * the server: for the rooms above the face. While nobody takes it, no more is read.
 *
 * <p>Used by whoever polls the connection, but for what {@link #take} returns: that may be another
 * thread's until it asks for the next.
 *
 * @param <T> an item of it
 */
public interface Arriving<T extends @Nullable Object> {
  /**
   * Sends the statement.
   *
   * @param merged writes it for the session's settings as they are
   */
  void start(Supplier<byte[]> merged);

  /** What has come since the last time, decoded as it is read; null if nothing. */
  @Nullable Iterator<T> take();

  /** Whether so much is here that nothing is read until it is taken. */
  boolean isFull();

  /** Whether all of it has come, or an error has. */
  boolean isDone();

  /** Forgets what is here, and what is to come. */
  void discard();
}
