// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.notify;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.PsycopgException;

/**
 * Hands a listener's events to all who want them. {@link #offer} and {@link #end} are for one
 * thread; the rest is for any.
 */
final class EventHub implements Flow.Publisher<ListenerEvent> {
  private final ReentrantLock lock = new ReentrantLock();
  private final int capacity;
  private List<EventSink> sinks = List.of(); // replaced, never changed
  private boolean ended;
  private @Nullable PsycopgException reason;

  EventHub(int capacity) {
    this.capacity = capacity;
  }

  /** How many events wait for one who wants them later. */
  int capacity() {
    return capacity;
  }

  /** Adds one who wants events from now on; at the end, that there are no more. */
  void add(EventSink sink) {
    lock.lock();
    try {
      if (!ended) {
        List<EventSink> more = new ArrayList<>(sinks);
        more.add(sink);
        sinks = more;
        return;
      }
    } finally {
      lock.unlock();
    }
    sink.end(reason);
  }

  void remove(EventSink sink) {
    lock.lock();
    try {
      List<EventSink> fewer = new ArrayList<>(sinks);
      fewer.remove(sink);
      sinks = fewer;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ListenerEvent> subscriber) {
    EventSubscription subscription = new EventSubscription(this, subscriber);
    add(subscription); // before it is told, so that what comes meanwhile isn't missed
    subscription.begin();
  }

  void offer(ListenerEvent event) {
    for (EventSink sink : all()) {
      sink.offer(event);
    }
  }

  void end(@Nullable PsycopgException because) {
    lock.lock();
    try {
      ended = true;
      reason = because;
    } finally {
      lock.unlock();
    }
    for (EventSink sink : all()) {
      sink.end(because);
      remove(sink);
    }
  }

  private List<EventSink> all() {
    lock.lock();
    try {
      return sinks;
    } finally {
      lock.unlock();
    }
  }
}
