// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.replication;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A stream's messages for one subscriber, on a thread that reads only what was asked for. */
final class ChangePublisher implements Flow.Publisher<LogicalMessage> {
  private final ChangeStream changes;
  private final AtomicBoolean taken = new AtomicBoolean();

  ChangePublisher(ChangeStream changes) {
    this.changes = changes;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super LogicalMessage> subscriber) {
    Objects.requireNonNull(subscriber, "subscriber");
    if (taken.compareAndSet(false, true)) {
      new Delivery(subscriber).start();
    } else {
      subscriber.onSubscribe(new Refused());
      subscriber.onError(new IllegalStateException("a stream of changes has one subscriber"));
    }
  }

  /** The subscription of who comes too late. */
  private static final class Refused implements Flow.Subscription {
    @Override
    public void request(long count) {
      // There is nothing to be had.
    }

    @Override
    public void cancel() {
      // There is nothing to cancel.
    }
  }

  /** The subscription, and what its thread does. */
  private final class Delivery implements Flow.Subscription, Runnable {
    private final Flow.Subscriber<? super LogicalMessage> subscriber;
    private final Thread thread = new Thread(this, "psycopg4j changes");
    private final AtomicLong wanted = new AtomicLong();
    private final ReentrantLock waitLock = new ReentrantLock(); // of waiting, and its interrupt
    private boolean waiting; // for the server, and not in the subscriber's code
    private volatile boolean cancelled;
    private volatile @Nullable IllegalArgumentException wrong;

    Delivery(Flow.Subscriber<? super LogicalMessage> subscriber) {
      this.subscriber = subscriber;
    }

    void start() {
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void request(long count) {
      if (count <= 0) {
        wrong = new IllegalArgumentException("a request for " + count + " messages");
      } else {
        wanted.accumulateAndGet(count, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
      }
      LockSupport.unpark(thread);
    }

    @Override
    public void cancel() {
      waitLock.lock();
      try {
        cancelled = true;
        if (waiting) {
          thread.interrupt();
        }
      } finally {
        waitLock.unlock();
      }
      LockSupport.unpark(thread);
    }

    /* The next message, which may be interrupted by cancel() only. */
    private @Nullable LogicalMessage await() {
      setWaiting(true);
      try {
        return cancelled ? null : changes.next(Duration.ofHours(1));
      } finally {
        setWaiting(false);
      }
    }

    private void setWaiting(boolean now) {
      waitLock.lock();
      try {
        waiting = now;
      } finally {
        waitLock.unlock();
      }
    }

    @Override
    @SuppressWarnings("CatchingUnchecked") // whatever goes wrong is the subscriber's to know
    public void run() {
      try {
        subscriber.onSubscribe(this);
        while (deliverOne()) {}
        if (!cancelled) {
          subscriber.onComplete();
        }
      } catch (RuntimeException e) {
        if (!cancelled) {
          subscriber.onError(e);
        }
      }
    }

    /* False once there is nothing more to deliver. */
    private boolean deliverOne() {
      while (wanted.get() == 0 && wrong == null && !cancelled && !changes.isClosed()) {
        LockSupport.parkNanos(this, Duration.ofSeconds(1).toNanos());
      }
      IllegalArgumentException mistake = wrong;
      if (mistake != null) {
        throw mistake;
      }
      if (cancelled || changes.isClosed()) {
        return false;
      }
      LogicalMessage message = await();
      if (message != null && !cancelled) {
        if (wanted.get() != Long.MAX_VALUE) {
          wanted.decrementAndGet();
        }
        subscriber.onNext(message);
      }
      return true;
    }
  }
}
