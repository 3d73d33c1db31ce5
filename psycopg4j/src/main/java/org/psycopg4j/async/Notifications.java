// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.async;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Notify;
import org.psycopg4j.errors.OperationalException;

/**
 * Who is told of a connection's notifications: a handler, and subscribers, each of which may be a
 * bit behind. Any thread may subscribe; the loop's thread tells.
 */
final class Notifications implements Flow.Publisher<Notify> {
  private static final int MOST_BEHIND = 10_000;

  private final EventLoop loop;
  private final List<Delivery<Notify>> subscribers = new CopyOnWriteArrayList<>();
  private volatile @Nullable Consumer<? super Notify> handler;
  private volatile @Nullable Throwable ended;

  Notifications(EventLoop loop) {
    this.loop = loop;
  }

  void handler(@Nullable Consumer<? super Notify> newHandler) {
    handler = newHandler;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super Notify> subscriber) {
    Delivery<Notify> delivery =
        new Delivery<>(loop, subscriber) {
          @Override
          void onCanceled() {
            subscribers.remove(this);
          }
        };
    subscribers.add(delivery);
    delivery.begin();
    Throwable reason = ended;
    if (reason != null) {
      delivery.end(reason);
    }
  }

  @SuppressWarnings("ModifyCollectionInEnhancedForLoop") // which goes over a copy
  void tell(Notify notify) {
    Consumer<? super Notify> told = handler;
    if (told != null) {
      loop.complete(() -> told.accept(notify));
    }
    for (Delivery<Notify> subscriber : List.copyOf(subscribers)) { // which may cancel, or subscribe
      if (!offer(subscriber, notify)) {
        subscribers.remove(subscriber);
      }
    }
  }

  private static boolean offer(Delivery<Notify> subscriber, Notify notify) {
    if (subscriber.waiting() < MOST_BEHIND) {
      subscriber.add(notify);
      return true;
    }
    subscriber.end(
        new OperationalException(
            "the subscriber is %d notifications behind: it gets no more".formatted(MOST_BEHIND)));
    return false;
  }

  /** The connection is closed: subscribers end with this, or in order if there is no error. */
  void end(Throwable reason) {
    ended = reason;
    for (Delivery<Notify> subscriber : subscribers) {
      subscriber.end(reason);
    }
    subscribers.clear();
  }
}
