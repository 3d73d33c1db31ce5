// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.notify;

import java.time.Instant;
import org.psycopg4j.Notify;
import org.psycopg4j.errors.PsycopgException;

/** What a {@link Listener} tells of. */
public sealed interface ListenerEvent {
  /**
   * A notification has come.
   *
   * @param notification what was sent
   */
  record Notified(Notify notification) implements ListenerEvent {}

  /**
   * The connection was lost and is there again: what was sent between, nobody will tell. Whoever
   * needs it looks at the tables now.
   *
   * @param lost when the listener noticed that the connection was lost; the last notification
   *     before may have been sent long before that
   * @param back when the listener listened to all of its channels again
   * @param reason what the connection was lost by
   */
  record Gap(Instant lost, Instant back, PsycopgException reason) implements ListenerEvent {}
}
