// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.async;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that wait for their turn, in the order in which they came; those that may join each other
 * have it together. A connection has one lane; a transaction has one of its own, for as long as it
 * is its turn. For the loop's thread.
 */
final class Lane {
  private final Set<Task> waiting = new LinkedHashSet<>();
  private final Set<Task> running = new LinkedHashSet<>();
  private boolean joined; // those that are running may have others join them
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
    return all.hasNext() ? all.next() : null;
  }

  /** Takes note that the task whose turn it was has finished. */
  void finished(Task task) {
    if (running.remove(task)) {
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
      for (Task next; (next = first()) != null; ) {
        boolean joins = next.mayJoin();
        if (!running.isEmpty() && !(joined && joins)) {
          break;
        }
        waiting.remove(next);
        if (!next.isGone()) {
          joined = joins;
          running.add(next);
          next.start();
        }
      }
    } finally {
      going = false;
    }
    Runnable then = whenEmpty;
    if (then != null && running.isEmpty()) {
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
    List<Task> current = List.copyOf(running);
    for (Task task; (task = first()) != null; ) {
      waiting.remove(task);
      task.fail(reason);
    }
    for (Task task : current) {
      task.fail(reason);
    }
  }
}
