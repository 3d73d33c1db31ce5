// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.notify;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.PsycopgException;

/**
 * Events that wait for one who wants them, up to a number. What comes when it is full is counted,
 * and nothing is added after it: who has taken the others learns how many are missing. For the
 * holder of its owner's lock.
 */
final class EventBuffer {
  private final ArrayDeque<ListenerEvent> events = new ArrayDeque<>();
  private final int capacity;
  private long lost;
  private boolean ended;
  private @Nullable PsycopgException reason;

  EventBuffer(int capacity) {
    this.capacity = capacity;
  }

  void offer(ListenerEvent event) {
    if (lost > 0 || events.size() == capacity) {
      lost++;
    } else {
      events.add(event);
    }
  }

  void end(@Nullable PsycopgException because) {
    ended = true;
    reason = because;
  }

  @Nullable ListenerEvent poll() {
    return events.poll();
  }

  void clear() {
    events.clear();
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  /** Whether all was taken that will be there. */
  boolean isOver() {
    return events.isEmpty() && (ended || lost > 0);
  }

  /** Why there is no more than was taken; null if the listener was closed. */
  @Nullable PsycopgException reason() {
    return lost > 0 ? new EventsLostException(lost, capacity) : reason;
  }
}
