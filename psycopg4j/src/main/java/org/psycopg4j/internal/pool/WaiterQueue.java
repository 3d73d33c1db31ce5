// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.pool;

import org.jspecify.annotations.Nullable;

/**
 * The queue of waiters, who asked first in front: a linked list whose links are in the waiters. For
 * the holder of the places' lock.
 */
final class WaiterQueue<T> {
  private @Nullable Waiter<T> first;
  private @Nullable Waiter<T> last;
  private long tickets;
  private int size;

  int size() {
    return size;
  }

  /** Gives a waiter the next ticket: it asks now. */
  void ticket(Waiter<T> waiter) {
    waiter.ticket = ++tickets;
  }

  /** Puts a waiter that has just got its ticket behind all others. */
  void add(Waiter<T> waiter, Places<T> places) {
    insert(waiter, last, places);
  }

  /** Puts a waiter back that has been first: before it are only others that were put back. */
  void addInFront(Waiter<T> waiter, Places<T> places) {
    Waiter<T> before = null;
    for (Waiter<T> w = first; w != null && w.ticket <= waiter.ticket; w = w.after) {
      before = w;
    }
    insert(waiter, before, places);
  }

  private void insert(Waiter<T> waiter, @Nullable Waiter<T> before, Places<T> places) {
    Waiter<T> after = before == null ? first : before.after;
    waiter.before = before;
    waiter.after = after;
    waiter.queuedAt = places;
    if (before == null) {
      first = waiter;
    } else {
      before.after = waiter;
    }
    if (after == null) {
      last = waiter;
    } else {
      after.before = waiter;
    }
    size++;
  }

  /** Who is first, or null. */
  @Nullable Waiter<T> first() {
    return first;
  }

  /** Takes out the first, or says null. */
  @Nullable Waiter<T> poll() {
    Waiter<T> waiter = first;
    if (waiter != null) {
      remove(waiter);
    }
    return waiter;
  }

  /** Takes out one that is in this queue. */
  void remove(Waiter<T> waiter) {
    Waiter<T> before = waiter.before;
    Waiter<T> after = waiter.after;
    if (before == null) {
      first = after;
    } else {
      before.after = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.before = before;
    }
    waiter.before = null;
    waiter.after = null;
    waiter.queuedAt = null;
    waiter.roused = false;
    size--;
  }
}
