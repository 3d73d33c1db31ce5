// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.Diagnostics;

/**
 * The notices that wait for the user's handler until nobody holds the connection's lock. For any
 * thread.
 */
final class NoticeDelivery {
  private static final System.Logger LOGGER = System.getLogger("org.psycopg4j");

  private final Queue<Diagnostics> undelivered = new ConcurrentLinkedQueue<>();
  private final ThreadLocal<Boolean> delivering = new ThreadLocal<>();
  private volatile @Nullable Consumer<? super Diagnostics> handler;

  /** Who is told of each, or null. */
  @Nullable Consumer<? super Diagnostics> handler() {
    return handler;
  }

  /** Sets who is told of each notice from now on, or nobody. */
  void handler(@Nullable Consumer<? super Diagnostics> newHandler) {
    handler = newHandler;
    if (newHandler == null) {
      undelivered.clear();
    }
  }

  /** Takes one that has come. */
  void add(Diagnostics notice) {
    if (handler != null) {
      undelivered.add(notice);
    }
  }

  /**
   * Tells the handler of the notices that wait. What it throws is logged: the statement that the
   * notice came with has been executed. A statement of the handler's own delivers nothing: its
   * notices come after those before them, and however many wait, the calls don't nest.
   */
  void deliver() {
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
}
