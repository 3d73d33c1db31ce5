// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call on a thread of its own. */
final class Background<T> {
  private static final int SECONDS = 30;

  private final FutureTask<T> task;
  private final Thread thread;

  private Background(Callable<T> call) {
    task = new FutureTask<>(call);
    thread = new Thread(task, "background");
    thread.setDaemon(true);
  }

  static <T> Background<T> start(Callable<T> call) {
    Background<T> background = new Background<>(call);
    background.thread.start();
    return background;
  }

  void interrupt() {
    thread.interrupt();
  }

  /** What the call returned. */
  T result() throws InterruptedException, ExecutionException, TimeoutException {
    return task.get(SECONDS, TimeUnit.SECONDS);
  }

  /** What the call threw. */
  Throwable failure() throws InterruptedException, TimeoutException {
    try {
      throw new AssertionError("the call was to fail, but returned " + result());
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }
}
