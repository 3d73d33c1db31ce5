// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Connection;

/**
 * The places of a pool of psycopg2's kind: which connections are idle, which are used under which
 * key, and which places are claimed by a thread that is making or tidying up a connection.
 *
 * <p>For any thread. Its lock is held to look things up and write them down, and nothing else:
 * whoever has a claim connects, closes and rolls back without it.
 */
final class KeyedPlaces {
  private final int minconn;
  private final int maxconn;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private final Deque<Connection> idle = new ArrayDeque<>(); // the last one is taken first
  private final Map<Object, Connection> used = new HashMap<>();
  private final IdentityHashMap<Connection, Object> keys = new IdentityHashMap<>();
  private final Map<Object, KeyedClaim> claims = new HashMap<>();
  private @Nullable KeyedClaim refill; // the place that the refill is connecting for
  private boolean refilling; // there is a thread that refills
  private volatile boolean closed;

  /** What a key gets: the connection in use under it, or the claim that has to be over first. */
  record Taken(@Nullable Connection connection, @Nullable KeyedClaim claim) {}

  KeyedPlaces(int minconn, int maxconn) {
    this.minconn = minconn;
    this.maxconn = maxconn;
  }

  boolean closed() {
    return closed;
  }

  /** Puts one of the first connections into the store. */
  void stock(Connection conn) {
    lock.lock();
    try {
      idle.addLast(conn);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Looks for a connection for a key: the one that it has, or a claim. If the claim is the current
   * thread's own, it is to be ended by {@link #use} or {@link #release}; else it is to be awaited,
   * and then this to be called again.
   *
   * @throws PoolException if the pool is closed or has no place left
   */
  Taken take(Object key) {
    lock.lock();
    try {
      requireOpen();
      Connection inUse = used.get(key);
      if (inUse != null) {
        return new Taken(inUse, null);
      }
      KeyedClaim underWay = claims.get(key);
      if (underWay == null && idle.isEmpty() && isFull()) {
        underWay = refill;
        if (underWay == null) {
          throw new PoolException("connection pool exhausted");
        }
      }
      if (underWay != null) {
        requireOthers(underWay);
        return new Taken(null, underWay);
      }
      KeyedClaim claim = new KeyedClaim(key, idle.pollLast());
      claims.put(key, claim);
      return new Taken(null, claim);
    } finally {
      lock.unlock();
    }
  }

  /** Another idle connection for a claim whose own was dead; null if there is none. */
  @Nullable Connection nextIdle() {
    lock.lock();
    try {
      return idle.pollLast();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends a claim with the connection that its key has from now on.
   *
   * @return false if the pool is closed meanwhile: then the claim is not ended
   */
  boolean use(KeyedClaim claim, Object key, Connection conn) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      used.put(key, conn);
      keys.put(conn, key);
      end(claim);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes a connection away from its user, who gives it back: a claim that is to be ended by {@link
   * #keep} or {@link #release}.
   *
   * @param key its key; null if the caller doesn't say
   * @throws PoolException if the pool is closed, or doesn't know the connection under this key
   */
  KeyedClaim giveBack(@Nullable Connection conn, @Nullable Object key) {
    lock.lock();
    try {
      requireOpen();
      Object known = conn == null ? null : keys.get(conn);
      if (known == null || (key != null && !key.equals(known))) {
        throw new PoolException("trying to put unkeyed connection");
      }
      KeyedClaim claim = new KeyedClaim(known, null);
      keys.remove(conn);
      used.remove(known);
      claims.put(known, claim);
      return claim;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a connection that is given back now is kept. */
  boolean hasRoom() {
    lock.lock();
    try {
      return !closed && idle.size() < minconn;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends a claim by putting its connection into the store.
   *
   * @return false if there is no room any more: then the claim is not ended
   */
  boolean keep(KeyedClaim claim, Connection conn) {
    lock.lock();
    try {
      if (!hasRoom()) {
        return false;
      }
      idle.addLast(conn);
      end(claim);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends a claim without a connection.
   *
   * @return whether the caller has to start a thread that refills
   */
  boolean release(KeyedClaim claim) {
    lock.lock();
    try {
      end(claim);
      return startsRefill();
    } finally {
      lock.unlock();
    }
  }

  /** As {@link #release}, for who has used up dead connections and found a good one. */
  boolean isShort() {
    lock.lock();
    try {
      return startsRefill();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits, and claims a place for a connection that the pool is short of.
   *
   * @param nanos how long to wait, unless the pool is closed meanwhile
   * @return null if there is nothing to refill any more, and the thread that does it is to end
   */
  @Nullable KeyedClaim claimRefill(long nanos) throws InterruptedException {
    lock.lock();
    try {
      for (long left = nanos; left > 0 && !closed; ) {
        left = closing.awaitNanos(left);
      }
      if (closed || total() >= floor()) {
        refilling = false;
        return null;
      }
      refill = new KeyedClaim(null, null);
      return refill;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the refill's claim. The connection is the last to be taken, as one that is made when all
   * others are used.
   *
   * @param conn null if there was none to be had
   * @return false if the pool is closed, and the connection is to be as well
   */
  boolean refilled(KeyedClaim claim, @Nullable Connection conn) {
    lock.lock();
    try {
      refill = null;
      claim.end();
      if (conn != null && !closed) {
        idle.addFirst(conn);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Takes note that the thread that refills has ended before its time. */
  void refillEnded() {
    lock.lock();
    try {
      refilling = false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Closes the pool.
   *
   * @return its connections, idle and in use, for the caller to close
   * @throws PoolException if it is closed already
   */
  List<Connection> close() {
    lock.lock();
    try {
      requireOpen();
      closed = true;
      closing.signalAll();
      List<Connection> all = new ArrayList<>(idle);
      all.addAll(used.values());
      idle.clear();
      used.clear();
      keys.clear();
      return all;
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new PoolException("connection pool is closed");
    }
  }

  /* A thread gets here within its own claim by a handler, or a connect(), that uses the pool. */
  private static void requireOthers(KeyedClaim claim) {
    if (claim.isMine()) {
      throw new PoolException("this thread is already getting or putting a connection of this key");
    }
  }

  private void end(KeyedClaim claim) {
    claims.remove(claim.key(), claim);
    claim.end();
  }

  private int total() {
    return idle.size() + used.size() + claims.size() + (refill == null ? 0 : 1);
  }

  /** With a negative maxconn it never is, as in psycopg2. */
  private boolean isFull() {
    return maxconn >= 0 && total() >= maxconn;
  }

  private int floor() {
    return maxconn >= 0 ? Math.min(minconn, maxconn) : minconn;
  }

  private boolean startsRefill() {
    if (closed || refilling || total() >= floor()) {
      return false;
    }
    refilling = true;
    return true;
  }
}
