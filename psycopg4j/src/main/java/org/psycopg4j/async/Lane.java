// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.async;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that wait for their turn, in the order in which they came. A connection has one; a
 * transaction has one of its own, for as long as it is its turn. For the loop's thread.
 */
final class Lane {
  private final Set<Task> waiting = new LinkedHashSet<>();
  private @Nullable Task running;
  private @Nullable Throwable closed; // what those who come late are told
  private @Nullable Runnable whenEmpty;
  private boolean going;

  /** Adds a task; if the lane is closed it fails. */
  void add(Task task) {
    if (closed != null) {
      task.fail(closed);
    } else {
      waiting.add(task);
      go();
    }
  }

  /** Takes a task out that waits for its turn, if it does; says whether. */
  boolean drop(Task task) {
    return waiting.remove(task);
  }

  private @Nullable Task first() {
    Iterator<Task> all = waiting.iterator();
    if (!all.hasNext()) {
      return null;
    }
    Task first = all.next();
    all.remove();
    return first;
  }

  /** Takes note that the task whose turn it was has finished. */
  void finished(Task task) {
    if (running == task) {
      running = null;
      go();
    }
  }

  /* Tasks may finish before start returns, many in a row: the loop goes on, the calls don't nest. */
  private void go() {
    if (going) {
      return;
    }
    going = true;
    try {
      while (running == null) {
        Task next = first();
        if (next == null) {
          break;
        }
        if (!next.isGone()) {
          running = next;
          next.start();
        }
      }
    } finally {
      going = false;
    }
    Runnable then = whenEmpty;
    if (then != null && running == null) {
      whenEmpty = null;
      then.run();
    }
  }

  /** Takes no more tasks; does something when those that are here have finished. */
  void close(Throwable reason, Runnable then) {
    if (closed == null) {
      closed = reason;
    }
    whenEmpty = then;
    go();
  }

  /** Takes no more tasks, and ends those that are here with an error. */
  void fail(Throwable reason) {
    if (closed == null) {
      closed = reason;
    }
    Task current = running;
    for (Task task; (task = first()) != null; ) {
      task.fail(reason);
    }
    if (current != null) {
      current.fail(reason);
    }
  }
}
