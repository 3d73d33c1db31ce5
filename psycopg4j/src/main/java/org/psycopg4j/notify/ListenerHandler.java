// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.notify;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.Notify;
import org.psycopg4j.errors.PsycopgException;

/**
 * Is told of a {@link Listener}'s events in their order, by its thread: what takes long holds up
 * the others, and lets the server keep what it has to send. What it throws is logged.
 */
@FunctionalInterface
public interface ListenerHandler {
  /** A notification has come. */
  void onNotify(Notify notify);

  /** The connection was lost and is there again. */
  default void onGap(ListenerEvent.Gap gap) {}

  /**
   * Nothing more will come.
   *
   * @param reason what the connection was lost by; null if the listener was closed
   */
  default void onEnd(@Nullable PsycopgException reason) {}
}
