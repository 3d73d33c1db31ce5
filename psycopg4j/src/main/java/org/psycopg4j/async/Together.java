// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.async;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.QueryCanceledException;

/**
 * The requests of a line that are under way together, behind the current one: who they are, in
 * their order, and what has to be known of each. For the loop's thread.
 */
final class Together {
  private static final int MOST = 128;

  private final Map<Request, Integer> behind = new LinkedHashMap<>(); // see cancels
  private final Set<Request> unwanted = new HashSet<>(); // that are canceled once they are current
  private @Nullable Request deferred; // until those before it are answered
  private int current; // as for those behind it
  private int cancels; // how many requests to cancel were sent

  /** Whether another one may join. */
  boolean hasRoom() {
    return deferred == null && behind.size() < MOST;
  }

  /** The first of them was sent. */
  void begun() {
    current = cancels;
  }

  /** Another one was sent, behind those that are here. */
  void joined(Request request) {
    behind.put(request, cancels);
  }

  /** One has to wait for the others, as nobody else does then. */
  void defer(Request request) {
    deferred = request;
  }

  /** The one that has waited, whose turn it is. */
  @Nullable Request takeDeferred() {
    Request waited = deferred;
    deferred = null;
    return waited;
  }

  /** Whether it is under way behind the current one; it is to be canceled when it is that. */
  boolean cancelLater(Request request) {
    return behind.containsKey(request) && unwanted.add(request);
  }

  /** Nobody waits any more for one that has waited for the others; says whether it has. */
  boolean drop(Request request) {
    boolean waited = deferred == request;
    if (waited) {
      deferred = null;
    }
    return waited;
  }

  /** The next one is the current one from now on; null if there is none. */
  @Nullable Request next() {
    Iterator<Map.Entry<Request, Integer>> all = behind.entrySet().iterator();
    if (!all.hasNext()) {
      return null;
    }
    Map.Entry<Request, Integer> first = all.next();
    Request next = first.getKey();
    current = first.getValue();
    all.remove();
    return next;
  }

  /** Whether somebody wants it to be canceled; asked once. */
  boolean isUnwanted(Request request) {
    return unwanted.remove(request);
  }

  /** A request to cancel goes out, which is meant for the current one and may hit those behind. */
  void canceling() {
    cancels++;
  }

  /** Takes out one that was answered; says whether it was hit by what was meant for another one. */
  boolean remove(Request request, boolean isCurrent, @Nullable Throwable error) {
    Integer known = isCurrent ? Integer.valueOf(current) : behind.remove(request);
    unwanted.remove(request);
    return known != null && known < cancels && error instanceof QueryCanceledException;
  }
}
