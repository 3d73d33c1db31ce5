// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.psycopg4j.errors.Diagnostics;
import org.psycopg4j.internal.engine.Inbox;

/** What has come from the server unasked: the notices' log and the notifications' queue. */
final class Arrivals implements Inbox {
  private final NoticeLog notices = new NoticeLog();
  private final Queue<Notify> notifies = new ConcurrentLinkedQueue<>();

  @Override
  public void notice(Diagnostics notice) {
    notices.add(notice);
  }

  @Override
  public void notification(int pid, String channel, String payload) {
    notifies.add(new Notify(pid, channel, payload));
  }

  NoticeLog notices() {
    return notices;
  }

  Queue<Notify> notifies() {
    return notifies;
  }
}
