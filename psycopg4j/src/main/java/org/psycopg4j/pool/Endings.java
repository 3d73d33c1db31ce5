// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.psycopg4j.internal.session.LentSession;

/**
 * Sessions that have said good-bye. A place is free when the server's process has ended, which is a
 * moment later: so the server never has more of them than the pool may have. If it takes longer
 * than 5 seconds, nobody waits. For any thread.
 */
final class Endings {
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(5);
  private static final long FIRST_LOOK = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LAST_LOOK = TimeUnit.MILLISECONDS.toNanos(50);

  private final Threads threads;
  private final Queue<Ending> open = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean looking = new AtomicBoolean();

  private record Ending(LentSession session, long since, Runnable ended) {}

  Endings(Threads threads) {
    this.threads = threads;
  }

  /**
   * Ends a session without waiting for it.
   *
   * @param ended called when the server has ended it
   */
  void end(LentSession session, Runnable ended) {
    session.leave();
    if (session.hasEnded()) {
      ended.run();
    } else {
      open.add(new Ending(session, System.nanoTime(), ended));
      lookIn(FIRST_LOOK);
    }
  }

  private void lookIn(long nanos) {
    if (looking.compareAndSet(false, true)) {
      try {
        threads.after(nanos, () -> look(nanos));
      } catch (RejectedExecutionException e) { // the pool has ended: nobody minds
        looking.set(false);
        closeAll();
      }
    }
  }

  private void look(long waited) {
    long now = System.nanoTime();
    List<Ending> rest = new ArrayList<>();
    for (Ending ending; (ending = open.poll()) != null; ) {
      if (ending.session.hasEnded() || now - ending.since > LONGEST) {
        ending.session.close();
        ending.ended.run();
      } else {
        rest.add(ending);
      }
    }
    open.addAll(rest);
    looking.set(false);
    if (!open.isEmpty()) {
      lookIn(rest.isEmpty() ? FIRST_LOOK : Math.min(2 * waited, LAST_LOOK));
    }
  }

  private void closeAll() {
    for (Ending ending; (ending = open.poll()) != null; ) {
      ending.session.close();
      ending.ended.run();
    }
  }
}
