// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.session;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.net.Deadline;

/**
 * How long the calls on a connection may take: each one by itself, and all that a thread does
 * within a block. Any thread may ask, and is told its own.
 */
public final class TimeLimits {
  /** How long a cancel may take unless somebody says otherwise. */
  public static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(10);

  private static final VarHandle SPANS;

  static {
    try {
      SPANS = MethodHandles.lookup().findVarHandle(TimeLimits.class, "spans", Map.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile @Nullable Map<Thread, Span> spans; // made for the first one
  private volatile @Nullable Duration timeout;
  private volatile Duration cancelTimeout = CANCEL_TIMEOUT;

  /**
   * A time that has begun, on one thread.
   *
   * @param isCall whether it is a call's; in a block each call has one of its own
   */
  public record Span(Deadline deadline, boolean isCall) {}

  /** How long a call may take that has no limit of its own; null is as long as it takes. */
  public @Nullable Duration timeout() {
    return timeout;
  }

  /** Sets how long a call may take that has no limit of its own. */
  public void timeout(@Nullable Duration limit) {
    timeout = limit;
  }

  /** How long the server has to take a cancel, and to answer it. */
  public Duration cancelTimeout() {
    return cancelTimeout;
  }

  /** Sets how long the server has to take a cancel, and to answer it. */
  public void cancelTimeout(Duration limit) {
    cancelTimeout = limit;
  }

  /** Until when this thread's call may take; if none has begun, one that begins now. */
  Deadline deadline() {
    Span span = span();
    return span != null && span.isCall() ? span.deadline() : within(span, timeout);
  }

  private @Nullable Span span() {
    Map<Thread, Span> begun = spans;
    return begun == null || begun.isEmpty() ? null : begun.get(Thread.currentThread());
  }

  private Map<Thread, Span> spans() {
    if (spans == null) {
      SPANS.compareAndSet(this, null, new ConcurrentHashMap<>());
    }
    return Objects.requireNonNull(spans);
  }

  private static Deadline within(@Nullable Span outer, @Nullable Duration limit) {
    Deadline own = limit == null ? Deadline.NEVER : Deadline.in(limit);
    return outer == null ? own : own.earlier(outer.deadline());
  }

  /**
   * Does something as one call.
   *
   * @param limit how long it may take; null is {@link #timeout()}
   */
  public <T> T call(@Nullable Duration limit, Supplier<T> work) {
    Duration most = limit == null ? timeout : limit;
    if (most == null) {
      return work.get();
    }
    Span outer = begin(most, true);
    try {
      return work.get();
    } finally {
      end(outer);
    }
  }

  /**
   * A block begins whose calls may take so long in all.
   *
   * @return the one around it, for {@link #end}
   */
  public @Nullable Span begin(Duration limit) {
    return begin(limit, false);
  }

  private @Nullable Span begin(Duration limit, boolean isCall) {
    Span outer = span();
    boolean inCall = isCall || (outer != null && outer.isCall());
    spans().put(Thread.currentThread(), new Span(within(outer, limit), inCall));
    return outer;
  }

  /** A block has ended. */
  public void end(@Nullable Span outer) {
    if (outer == null) {
      spans().remove(Thread.currentThread());
    } else {
      spans().put(Thread.currentThread(), outer);
    }
  }
}
