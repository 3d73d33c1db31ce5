// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.notify;

import org.psycopg4j.errors.OperationalException;

/**
 * A queue or a subscriber has taken a {@link Listener}'s events more slowly than they came, until
 * its buffer was full. What was in the buffer has been delivered before this.
 */
public final class EventsLostException extends OperationalException {
  private static final long serialVersionUID = 1L;

  private final long lost;

  EventsLostException(long lost, int capacity) {
    super(
        "%d events were lost: the buffer of %d was full, because they were taken too slowly"
            .formatted(lost, capacity));
    this.lost = lost;
  }

  /** How many events had been lost when this was raised. */
  public long lost() {
    return lost;
  }
}
