// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.catalog;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What was found of a database's types, for the next connection to it: a pool's connections
 * register the same names and ask the server once. The oldest goes when there are too many. For any
 * thread.
 */
public final class TypeCache {
  private static final int MOST = 1000;
  private static final long LIFE_NANOS = Duration.ofMinutes(5).toNanos();

  private record Key(DatabaseKey database, TypeRequest request) {}

  private record Remembered(FoundTypes found, long nanoTime) {}

  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();

  private final Map<Key, Remembered> entries =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Remembered> eldest) {
          return size() > MOST;
        }
      };

  /**
   * An empty memory.
   *
   * @param nanoTime the clock: {@link System#nanoTime}
   */
  public TypeCache(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** What was found not long ago; null if there is nothing. */
  public @Nullable FoundTypes get(DatabaseKey database, TypeRequest request) {
    lock.lock();
    try {
      Remembered entry = entries.get(new Key(database, request));
      return entry == null || nanoTime.getAsLong() - entry.nanoTime > LIFE_NANOS
          ? null
          : entry.found;
    } finally {
      lock.unlock();
    }
  }

  public void put(DatabaseKey database, TypeRequest request, FoundTypes found) {
    lock.lock();
    try {
      Key key = new Key(database, request);
      entries.remove(key);
      entries.put(key, new Remembered(found, nanoTime.getAsLong()));
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what it knows of a database, whoever sees it. */
  public void forget(DatabaseKey database) {
    lock.lock();
    try {
      entries.keySet().removeIf(key -> key.database.isSameDatabase(database));
    } finally {
      lock.unlock();
    }
  }

  public void forgetAll() {
    lock.lock();
    try {
      entries.clear();
    } finally {
      lock.unlock();
    }
  }
}
