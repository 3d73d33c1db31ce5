// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.storm;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for what must come: not for ever, and who waits in vain says what all threads do. */
final class PoolPatience {
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long LOOK_NANOS = 2_000_000;

  private PoolPatience() {}

  /** Waits until something is so; {@code what} describes how it is instead. */
  static void await(Supplier<String> what, BooleanSupplier isSo) {
    long end = System.nanoTime() + LONGEST_NANOS;
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("waited in vain: " + what.get() + allStacks());
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** Waits for all tasks to end; what one of them throws is thrown, the first one's if several. */
  static void awaitAll(List<? extends Future<?>> tasks, long end) throws InterruptedException {
    for (Future<?> task : tasks) {
      long left = end + LONGEST_NANOS - System.nanoTime();
      try {
        task.get(Math.max(1, left), TimeUnit.NANOSECONDS);
      } catch (ExecutionException e) {
        throw new AssertionError("a thread failed: " + e.getCause(), e.getCause());
      } catch (TimeoutException e) {
        throw new AssertionError("a thread hangs" + allStacks(), e);
      }
    }
  }

  /** Whether a thread of this name, or one that begins so, is alive. */
  static boolean hasThread(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith(prefix));
  }

  private static String allStacks() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<Thread, StackTraceElement[]> thread : Thread.getAllStackTraces().entrySet()) {
      text.append("\n\n").append(thread.getKey());
      for (StackTraceElement frame : thread.getValue()) {
        text.append("\n    at ").append(frame);
      }
    }
    return text.toString();
  }
}
