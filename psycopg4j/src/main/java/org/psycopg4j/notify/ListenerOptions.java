// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.notify;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.internal.session.Backoff;

/** What a {@link Listener} is to be like. Immutable: each method returns a new one. */
public final class ListenerOptions {
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final ListenerOptions DEFAULTS =
      new ListenerOptions(null, null, 1024, ListenerOptions::daemon);

  private final @Nullable Backoff backoff;
  private final @Nullable Duration heartbeat;
  private final int capacity;
  private final ThreadFactory threads;

  private ListenerOptions(
      @Nullable Backoff backoff,
      @Nullable Duration heartbeat,
      int capacity,
      ThreadFactory threads) {
    this.backoff = backoff;
    this.heartbeat = heartbeat;
    this.capacity = capacity;
    this.threads = threads;
  }

  /**
   * No reconnecting, no heartbeat, 1024 events for each queue and subscriber, a daemon thread of
   * the platform: where to begin.
   */
  public static ListenerOptions defaults() {
    return DEFAULTS;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "psycopg4j-listener");
    thread.setDaemon(true);
    return thread;
  }

  /** These and that a lost connection is replaced: {@link #reconnect(Duration, Duration)}. */
  public ListenerOptions reconnect() {
    return reconnect(Duration.ofMillis(100), Duration.ofSeconds(30));
  }

  /**
   * These and that a lost connection is replaced, however long it takes: a new one listens to the
   * same channels, and then a {@link ListenerEvent.Gap} tells of it. The first attempt is made
   * after a random while of up to {@code first}; each further one after twice as long as the one
   * before it, up to {@code most}.
   *
   * @throws ParameterException if one of them is not positive, or longer than a year
   */
  public ListenerOptions reconnect(Duration first, Duration most) {
    Backoff chosen = new Backoff(positive(first, "reconnect"), positive(most, "reconnect"));
    return new ListenerOptions(chosen, heartbeat, capacity, threads);
  }

  /**
   * These and that the server is asked for a sign of life when nothing has come for so long; it has
   * as long to answer, or the connection is lost. Without this, TCP's keepalive finds a dead
   * server, after two hours as most systems have it.
   *
   * @throws ParameterException if it is not positive, or longer than a year
   */
  public ListenerOptions heartbeat(Duration interval) {
    return new ListenerOptions(backoff, positive(interval, "heartbeat"), capacity, threads);
  }

  /**
   * These and how many events wait for each queue and each subscriber.
   *
   * @throws ParameterException if it is not positive
   */
  public ListenerOptions capacity(int events) {
    if (events <= 0) {
      throw new ParameterException(
          ParameterException.Kind.VALUE, "capacity takes 1 or more, not " + events);
    }
    return new ListenerOptions(backoff, heartbeat, events, threads);
  }

  /** These and what makes the listener's thread: {@code Thread.ofVirtual().factory()}, say. */
  public ListenerOptions thread(ThreadFactory factory) {
    return new ListenerOptions(backoff, heartbeat, capacity, factory);
  }

  private static Duration positive(Duration duration, String option) {
    if (duration.isZero() || duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw new ParameterException(
          ParameterException.Kind.VALUE,
          option + " takes more than no time and at most a year, not " + duration);
    }
    return duration;
  }

  @Nullable Backoff backoff() {
    return backoff;
  }

  @Nullable Duration heartbeat() {
    return heartbeat;
  }

  int capacity() {
    return capacity;
  }

  ThreadFactory thread() {
    return threads;
  }
}
