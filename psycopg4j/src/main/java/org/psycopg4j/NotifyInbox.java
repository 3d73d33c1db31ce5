// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.session.Dialogue;
import org.psycopg4j.internal.session.Vigil;

/**
 * Where a connection's notifications go: to a handler if there is one, else into a queue, from
 * which whoever waits takes them. Any thread may call its methods, but {@link #add}.
 */
final class NotifyInbox {
  private static final System.Logger LOGGER = System.getLogger("org.psycopg4j");
  private static final int MANY = 1 << 16;

  private final Queue<Notify> queue = new ConcurrentLinkedQueue<>();
  private final Queue<Notify> undelivered = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean delivering = new AtomicBoolean();
  private final Vigil vigil = new Vigil();
  private volatile @Nullable Consumer<? super Notify> handler;
  private int queued; // since the last look at how many there are

  /** Takes one that has come. For the holder of the connection's lock. */
  void add(Notify notify) {
    if (handler != null) {
      undelivered.add(notify);
    } else {
      queue.add(notify);
      if (++queued == MANY) {
        queued = 0;
        warnIfNobodyTakes(queue.size());
      }
    }
    vigil.note();
  }

  /* psycopg2's list has no limit either, and nothing may be lost in silence: so it grows, and says
  that it does. Counting is slow, and so done once in a while. */
  private static void warnIfNobodyTakes(int size) {
    if (size >= MANY) {
      LOGGER.log(
          Level.WARNING,
          "{0} notifications wait in a connection''s queue: does nobody take them?",
          size);
    }
  }

  /** Those that came without a handler and were not taken yet. */
  Queue<Notify> queue() {
    return queue;
  }

  /** Who is told of each, or null. */
  @Nullable Consumer<? super Notify> handler() {
    return handler;
  }

  /** Sets who is told of each from now on, or nobody: then they are queued. */
  void handler(@Nullable Consumer<? super Notify> newHandler) {
    handler = newHandler;
  }

  /** Delivers what has come. For who has let go of the connection's lock. */
  void deliver() {
    vigil.tell();
    while (!undelivered.isEmpty() && delivering.compareAndSet(false, true)) {
      try {
        for (Notify notify; (notify = undelivered.poll()) != null; ) {
          deliver(notify);
        }
      } finally {
        delivering.set(false);
      }
    }
  }

  private void deliver(Notify notify) {
    Consumer<? super Notify> told = handler;
    if (told == null) {
      queue.add(notify);
      return;
    }
    try {
      told.accept(notify);
    } catch (RuntimeException e) {
      LOGGER.log(Level.ERROR, "a handler of notifications failed", e);
    }
  }

  /** Waits for one and takes it; null if none comes in time. */
  @Nullable Notify await(Dialogue dialogue, Duration timeout) {
    return vigil.await(dialogue, queue::poll, nanos(timeout));
  }

  /** A duration in nanoseconds, or 292 years if it is longer. */
  static long nanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException e) {
      return duration.isNegative() ? 0 : Long.MAX_VALUE;
    }
  }
}
