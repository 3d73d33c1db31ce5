// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.internal.session.Dialogue;

/**
 * Notifications one after the other, as they come: what {@link Connection#notifies(Duration)}
 * gives, to iterate over or to stream. Each iteration begins anew: its time, its number. It takes
 * from the queue, so each notification goes to one iteration.
 *
 * <p>Immutable; any thread may iterate, several at a time as well.
 */
public final class Notifications implements Iterable<Notify> {
  private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

  private final Dialogue dialogue;
  private final NotifyInbox inbox;
  private final Duration timeout;
  private final long most;

  Notifications(Dialogue dialogue, NotifyInbox inbox, @Nullable Duration timeout, long most) {
    this.dialogue = dialogue;
    this.inbox = inbox;
    this.timeout = timeout == null ? FOREVER : timeout;
    this.most = most;
  }

  /**
   * The same, ending after so many notifications as well ({@code stop_after} in psycopg 3).
   *
   * @throws ParameterException if it is negative
   */
  public Notifications stopAfter(long count) {
    if (count < 0) {
      throw new ParameterException(
          ParameterException.Kind.VALUE, "stopAfter takes 0 or more, not " + count);
    }
    return new Notifications(dialogue, inbox, timeout, count);
  }

  /**
   * Waits for them: {@code hasNext} does, on the calling thread, and raises what {@link
   * Connection#waitNotify(Duration)} does. The time runs from this call.
   */
  @Override
  public Iterator<Notify> iterator() {
    return new Waiting();
  }

  /** The same as a sequential stream. */
  public Stream<Notify> stream() {
    return StreamSupport.stream(
        () ->
            Spliterators.spliteratorUnknownSize(
                iterator(), Spliterator.ORDERED | Spliterator.NONNULL),
        Spliterator.ORDERED | Spliterator.NONNULL,
        false);
  }

  private final class Waiting implements Iterator<Notify> {
    private final long end = System.nanoTime() + NotifyInbox.nanos(timeout);
    private long left = most;
    private @Nullable Notify next;

    @Override
    public boolean hasNext() {
      if (next == null && left > 0) {
        next = inbox.await(dialogue, Duration.ofNanos(end - System.nanoTime()));
        left = next == null ? 0 : left - 1;
      }
      return next != null;
    }

    @Override
    public Notify next() {
      if (!hasNext() || next == null) {
        throw new NoSuchElementException();
      }
      Notify taken = next;
      next = null;
      return taken;
    }
  }
}
