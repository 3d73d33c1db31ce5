// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.lang.System.Logger.Level;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A pool's own threads, all daemons: one that keeps the time and never waits for a server, and
 * workers that do, which go away when there is nothing to do. What their tasks throw is logged. For
 * any thread.
 */
final class Threads {
  private static final System.Logger LOGGER = System.getLogger("org.psycopg4j");
  private static final int IDLE_SECONDS = 10;

  private final ScheduledThreadPoolExecutor clock;
  private final ThreadPoolExecutor workers;

  Threads(String name, int most) {
    clock = new ScheduledThreadPoolExecutor(1, named(name + "-clock"));
    clock.setRemoveOnCancelPolicy(true);
    clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    workers =
        new ThreadPoolExecutor(
            most,
            most,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            named(name + "-worker"));
    workers.allowCoreThreadTimeOut(true);
  }

  private static ThreadFactory named(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Has something done by a worker; says whether it will be: not after {@link #end}. */
  boolean work(Runnable task) {
    try {
      workers.execute(() -> run(task));
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /**
   * Has the clock do something once, unless {@link #end} comes before.
   *
   * @return prevents it
   */
  Runnable after(long nanos, Runnable task) {
    ScheduledFuture<?> scheduled = clock.schedule(() -> run(task), nanos, TimeUnit.NANOSECONDS);
    return () -> scheduled.cancel(false);
  }

  /** Has the clock do something again and again, with a pause in between. */
  @SuppressWarnings("FutureReturnValueIgnored") // what fails is logged
  void each(long millis, Runnable task) {
    clock.scheduleWithFixedDelay(() -> run(task), millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Does what was given to workers, and nothing new. */
  void end() {
    workers.shutdown();
    clock.shutdown();
  }

  @SuppressWarnings("CatchingUnchecked") // an error in one task is not the others'
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (Throwable t) {
      LOGGER.log(Level.ERROR, "a task of a connection pool failed", t);
    }
  }
}
