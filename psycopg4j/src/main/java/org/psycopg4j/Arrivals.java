// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.internal.engine.Inbox;
import org.psycopg4j.internal.session.NoticeLog;

/**
 * What has come from the server unasked: the notices' log, the notifications, and the notices that
 * wait for the user's handler until nobody holds the connection's lock.
 */
final class Arrivals implements Inbox {
  private static final System.Logger LOGGER = System.getLogger("org.psycopg4j");

  private final NoticeLog notices;
  private final NotifyInbox notifies = new NotifyInbox();
  private final Queue<Diagnostics> undelivered = new ConcurrentLinkedQueue<>();
  private final ThreadLocal<Boolean> delivering = new ThreadLocal<>();
  private volatile @Nullable Consumer<? super Diagnostics> handler;

  Arrivals(NoticeLog notices) {
    this.notices = notices;
  }

  /** Where it comes for the next user of a session: the same handlers, and nothing of before. */
  static Arrivals after(Arrivals first) {
    Arrivals next = new Arrivals(first.notices.emptied());
    next.handler = first.handler;
    next.notifies.handler(first.notifies.handler());
    return next;
  }

  @Override
  public void notice(Diagnostics notice) {
    notices.add(notice);
    if (handler != null) {
      undelivered.add(notice);
    }
  }

  @Override
  public void notification(int pid, String channel, String payload) {
    notifies.add(new Notify(pid, channel, payload));
  }

  /** Sets who is told of each notice from now on, or nobody. */
  void handler(@Nullable Consumer<? super Diagnostics> newHandler) {
    handler = newHandler;
    if (newHandler == null) {
      undelivered.clear();
    }
  }

  /**
   * Delivers the notifications, and tells the handler of the notices that wait. What it throws is
   * logged: the statement that the notice came with has been executed. A statement of the handler's
   * own delivers nothing: its notices come after those before them, and however many wait, the
   * calls don't nest.
   */
  void deliver() {
    notifies.deliver();
    Consumer<? super Diagnostics> told = handler;
    if (told == null || undelivered.isEmpty() || delivering.get() != null) {
      return;
    }
    delivering.set(true);
    try {
      deliver(told);
    } finally {
      delivering.remove();
    }
  }

  private void deliver(Consumer<? super Diagnostics> told) {
    for (Diagnostics notice; (notice = undelivered.poll()) != null; ) {
      try {
        told.accept(notice);
      } catch (RuntimeException e) {
        LOGGER.log(Level.ERROR, "a handler of notices failed", e);
      }
    }
  }

  NoticeLog notices() {
    return notices;
  }

  NotifyInbox notifies() {
    return notifies;
  }
}
