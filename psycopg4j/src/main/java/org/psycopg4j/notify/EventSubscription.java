// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.notify;

import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.PsycopgException;

/**
 * A subscriber's share of a listener's events. It is told of as many as it has asked for, by the
 * listener's thread or by the one that asks; the others wait in a buffer.
 */
final class EventSubscription implements Flow.Subscription, EventSink {
  /* One thread at a time tells the subscriber, without the lock; what others add meanwhile, it
  finds. So calls of the subscriber's own from within don't nest. */
  private static final System.Logger LOGGER = System.getLogger("org.psycopg4j");

  private final EventHub hub;
  private final ReentrantLock lock = new ReentrantLock();
  private final EventBuffer buffer;
  private Flow.@Nullable Subscriber<? super ListenerEvent>
      subscriber; // null once it is told no more
  private long demand;
  private boolean telling = true; // until it has been told that it is a subscriber
  private @Nullable IllegalArgumentException wrong;

  EventSubscription(EventHub hub, Flow.Subscriber<? super ListenerEvent> subscriber) {
    this.hub = hub;
    this.buffer = new EventBuffer(hub.capacity());
    this.subscriber = Objects.requireNonNull(subscriber, "subscriber");
  }

  /** Tells the subscriber that it is one. */
  void begin() {
    Flow.Subscriber<? super ListenerEvent> told = subscriber;
    if (told != null) {
      told.onSubscribe(this);
      change(() -> telling = false);
    }
  }

  @Override
  public void offer(ListenerEvent event) {
    change(() -> buffer.offer(event));
  }

  @Override
  public void end(@Nullable PsycopgException reason) {
    change(() -> buffer.end(reason));
  }

  @Override
  public void request(long count) {
    change(
        () -> {
          if (count <= 0) {
            wrong = new IllegalArgumentException("request takes 1 or more, not " + count);
          } else {
            demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
          }
        });
  }

  @Override
  public void cancel() {
    hub.remove(this);
    lock.lock();
    try {
      finish();
    } finally {
      lock.unlock();
    }
  }

  private void finish() {
    subscriber = null;
    buffer.clear();
  }

  @SuppressWarnings("CatchingUnchecked") // an Error of one subscriber's is not the others'
  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      if (telling) {
        return;
      }
      telling = true;
    } finally {
      lock.unlock();
    }
    for (Runnable call; (call = next()) != null; ) {
      try {
        call.run();
      } catch (Throwable e) { // as if it had canceled (Reactive Streams, rule 2.13)
        LOGGER.log(Level.ERROR, "a subscriber of notifications failed", e);
        cancel();
      }
    }
  }

  /** What to tell now; null if nothing, and then nobody tells any more. */
  private @Nullable Runnable next() {
    lock.lock();
    try {
      Flow.Subscriber<? super ListenerEvent> told = subscriber;
      if (told != null && wrong != null) {
        IllegalArgumentException error = wrong;
        finish();
        return () -> fail(told, error);
      } else if (told != null && buffer.isOver()) {
        PsycopgException reason = buffer.reason();
        finish();
        return reason == null ? told::onComplete : () -> fail(told, reason);
      } else if (told != null && demand > 0 && !buffer.isEmpty()) {
        demand = demand == Long.MAX_VALUE ? demand : demand - 1;
        ListenerEvent event = buffer.poll();
        return event == null ? null : () -> told.onNext(event);
      }
      telling = false;
      return null;
    } finally {
      lock.unlock();
    }
  }

  private void fail(Flow.Subscriber<?> told, Throwable error) {
    hub.remove(this);
    told.onError(error);
  }
}
