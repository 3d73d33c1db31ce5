// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.async;

import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What has come for one subscriber, which gets as much of it as it has asked for, one item at a
 * time, where the event loop runs user's code. Items are added by one thread; any thread may call
 * the subscription.
 */
abstract class Delivery<T> implements Flow.Subscription {
  private static final System.Logger LOGGER = System.getLogger("org.psycopg4j");

  private final EventLoop loop;
  private final Flow.Subscriber<? super T> subscriber;
  private final Queue<T> items = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong demand = new AtomicLong();
  /* How often something has changed since a thread began to deliver: only one does at a time, and
  it goes on until nothing has. What it sees is what was written before. */
  private final AtomicInteger changes = new AtomicInteger(1); // nobody delivers before begin()
  private volatile boolean canceled;
  private volatile boolean ended;
  private volatile @Nullable Throwable error; // why it has ended; null is completion
  private volatile @Nullable RuntimeException refusal; // of a request that makes no sense
  private boolean told; // that it has ended

  Delivery(EventLoop loop, Flow.Subscriber<? super T> subscriber) {
    this.loop = loop;
    this.subscriber = Objects.requireNonNull(subscriber, "subscriber");
  }

  /** Tells the subscriber of its subscription. */
  final void begin() {
    try {
      subscriber.onSubscribe(this);
    } catch (Throwable e) {
      misbehaved("onSubscribe", e);
    }
    if (changes.decrementAndGet() > 0) {
      loop.complete(this::deliver);
    }
  }

  /** How many items wait for the subscriber. For any thread. */
  final int waiting() {
    return waiting.get();
  }

  /** How many items it has asked for and not got yet. For any thread. */
  final long demand() {
    return demand.get();
  }

  final boolean isCanceled() {
    return canceled;
  }

  final void add(T item) {
    waiting.incrementAndGet();
    items.add(item);
    changed();
  }

  /** It ends when what is here has been delivered; null is completion. */
  final void end(@Nullable Throwable reason) {
    if (!ended) {
      error = reason;
      ended = true;
      changed();
    }
  }

  final void changed() {
    if (changes.getAndIncrement() == 0) {
      loop.complete(this::deliver);
    }
  }

  /** The next item, or null if there is none yet. For the thread that delivers. */
  @Nullable T next() {
    T item = items.poll();
    if (item != null) {
      waiting.decrementAndGet();
    }
    return item;
  }

  /** The subscriber has asked for items that are not here. */
  void onDemand() {}

  /** The subscriber has canceled, once. */
  void onCanceled() {}

  private void deliver() {
    int seen = changes.get();
    while (seen != 0) {
      deliverWhatIsAskedFor();
      seen = changes.addAndGet(-seen);
    }
  }

  private void deliverWhatIsAskedFor() {
    while (!canceled && demand.get() > 0) {
      if (refusal != null) {
        break;
      }
      T item = nextOrFailure();
      if (item == null) {
        break;
      }
      if (demand.get() != Long.MAX_VALUE) {
        demand.decrementAndGet();
      }
      try {
        subscriber.onNext(item);
      } catch (Throwable e) {
        misbehaved("onNext", e);
      }
    }
    RuntimeException refused = refusal;
    if (canceled || told) {
      return;
    } else if (refused != null) {
      giveUp(refused);
    } else if (ended && isEmpty()) { // in this order: nothing is added after the end
      told = true;
      tellEnd();
    } else if (demand.get() > 0) {
      onDemand();
    }
  }

  private @Nullable T nextOrFailure() {
    try {
      return next();
    } catch (Throwable e) { // a row could not be made
      giveUp(e);
      return null;
    }
  }

  /** Ends with an error whatever is still to come. */
  private void giveUp(Throwable reason) {
    told = true;
    cancel();
    try {
      subscriber.onError(reason);
    } catch (Throwable e) {
      misbehaved("onError", e);
    }
  }

  /** Whether nothing waits for the subscriber. */
  boolean isEmpty() {
    return items.isEmpty();
  }

  private void tellEnd() {
    Throwable reason = error;
    try {
      if (reason == null) {
        subscriber.onComplete();
      } else {
        subscriber.onError(reason);
      }
    } catch (Throwable e) {
      misbehaved(reason == null ? "onComplete" : "onError", e);
    }
  }

  private void misbehaved(String method, Throwable e) {
    LOGGER.log(Level.ERROR, "a subscriber failed in " + method + ": it is canceled", e);
    cancel();
  }

  @Override
  public final void request(long n) {
    if (n <= 0) {
      refusal = new IllegalArgumentException("wanted a positive number of items, got " + n);
      changed();
      return;
    }
    demand.accumulateAndGet(n, (had, more) -> had + more < 0 ? Long.MAX_VALUE : had + more);
    changed();
  }

  @Override
  public final void cancel() {
    if (!canceled) {
      canceled = true;
      items.clear();
      onCanceled();
    }
  }
}
