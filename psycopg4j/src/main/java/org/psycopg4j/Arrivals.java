// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.internal.engine.Inbox;
import org.psycopg4j.internal.session.NoticeLog;

/**
 * What has come from the server unasked: the notices' log, the notifications, and the notices that
 * wait for the user's handler. What most connections never need is made when it is.
 */
final class Arrivals implements Inbox, Runnable {
  private static final VarHandle NOTICES = field("notices", NoticeLog.class);
  private static final VarHandle NOTIFIES = field("notifies", NotifyInbox.class);
  private static final VarHandle DELIVERY = field("delivery", NoticeDelivery.class);

  private final int keptNotices;
  private volatile @Nullable NoticeLog notices;
  private volatile @Nullable NotifyInbox notifies;
  private volatile @Nullable NoticeDelivery delivery;

  /**
   * @param keptNotices how many notices are kept
   */
  Arrivals(int keptNotices) {
    this.keptNotices = keptNotices;
  }

  private static VarHandle field(String name, Class<?> type) {
    try {
      return MethodHandles.lookup().findVarHandle(Arrivals.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Where it comes for the next user of a session: the same handlers, and nothing of before. */
  static Arrivals after(Arrivals first) {
    Arrivals next = new Arrivals(first.keptNotices);
    NoticeDelivery told = first.delivery;
    if (told != null && told.handler() != null) {
      next.handler(told.handler());
    }
    NotifyInbox taken = first.notifies;
    if (taken != null && taken.handler() != null) {
      next.notifies().handler(taken.handler());
    }
    return next;
  }

  @Override
  public void notice(Diagnostics notice) {
    notices().add(notice);
    NoticeDelivery told = delivery;
    if (told != null) {
      told.add(notice);
    }
  }

  @Override
  public void notification(int pid, String channel, String payload) {
    notifies().add(new Notify(pid, channel, payload));
  }

  /** Sets who is told of each notice from now on, or nobody. */
  void handler(@Nullable Consumer<? super Diagnostics> newHandler) {
    if (newHandler != null && delivery == null) {
      DELIVERY.compareAndSet(this, null, new NoticeDelivery());
    }
    NoticeDelivery told = delivery;
    if (told != null) {
      told.handler(newHandler);
    }
  }

  /** Delivers what has come. For who has let go of the connection's lock. */
  @Override
  public void run() {
    NotifyInbox taken = notifies;
    if (taken != null) {
      taken.deliver();
    }
    NoticeDelivery told = delivery;
    if (told != null) {
      told.deliver();
    }
  }

  NoticeLog notices() {
    NoticeLog made = notices;
    if (made != null) {
      return made;
    }
    NoticeLog fresh = new NoticeLog(keptNotices);
    NoticeLog others = (NoticeLog) NOTICES.compareAndExchange(this, null, fresh);
    return others == null ? fresh : others;
  }

  NotifyInbox notifies() {
    NotifyInbox made = notifies;
    if (made != null) {
      return made;
    }
    NotifyInbox fresh = new NotifyInbox();
    NotifyInbox others = (NotifyInbox) NOTIFIES.compareAndExchange(this, null, fresh);
    return others == null ? fresh : others;
  }
}
