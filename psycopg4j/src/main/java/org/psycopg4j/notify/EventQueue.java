// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.notify;

import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.PsycopgException;

/**
 * A {@link Listener}'s events from the moment that the queue was made, for threads that wait for
 * them: each event goes to one of them. It holds as many as {@link ListenerOptions#capacity}; what
 * comes while it is full is lost, and whoever has taken the others gets an {@link
 * EventsLostException}. Any thread may call its methods.
 */
public final class EventQueue implements Iterable<ListenerEvent>, AutoCloseable {
  private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

  private final EventHub hub;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final EventBuffer buffer;
  private final EventSink sink =
      new EventSink() {
        @Override
        public void offer(ListenerEvent event) {
          change(() -> buffer.offer(event));
        }

        @Override
        public void end(@Nullable PsycopgException reason) {
          change(() -> buffer.end(reason));
        }
      };

  EventQueue(EventHub hub) {
    this.hub = hub;
    this.buffer = new EventBuffer(hub.capacity());
  }

  EventSink sink() {
    return sink;
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the next event, after waiting for it if need be.
   *
   * @param timeout how long; zero or less doesn't wait
   * @return null if none came in time, or none will come because the listener or this is closed
   * @throws EventsLostException if events were lost, once the others are taken
   * @throws OperationalException if the listener has lost its connection for good; or if the thread
   *     is interrupted, whose flag stays set
   */
  public @Nullable ListenerEvent poll(Duration timeout) {
    long nanos = timeout.compareTo(FOREVER) > 0 ? Long.MAX_VALUE : timeout.toNanos();
    try {
      lock.lockInterruptibly();
      try {
        while (buffer.isEmpty() && !buffer.isOver() && nanos > 0) {
          nanos = changed.awaitNanos(nanos);
        }
        PsycopgException reason = buffer.isOver() ? buffer.reason() : null;
        if (reason != null) {
          throw reason;
        }
        return buffer.poll();
      } finally {
        lock.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperationalException("interrupted while waiting for notifications", e);
    }
  }

  /**
   * Waits for each event as {@link #poll} does, without a time limit; ends when none will come
   * because the listener or this is closed.
   */
  @Override
  public Iterator<ListenerEvent> iterator() {
    return new Iterator<>() {
      private @Nullable ListenerEvent next;

      @Override
      public boolean hasNext() {
        if (next == null) {
          next = poll(FOREVER);
        }
        return next != null;
      }

      @Override
      public ListenerEvent next() {
        if (!hasNext() || next == null) {
          throw new NoSuchElementException();
        }
        ListenerEvent taken = next;
        next = null;
        return taken;
      }
    };
  }

  /** Takes no more events, and forgets those that are left: who waits is told that none come. */
  @Override
  public void close() {
    hub.remove(sink);
    change(
        () -> {
          buffer.clear();
          buffer.end(null);
        });
  }
}
