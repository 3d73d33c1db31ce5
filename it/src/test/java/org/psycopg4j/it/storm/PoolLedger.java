// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Row;

/** Which transactions have been committed, as those who made them know. For any thread. */
final class PoolLedger {
  private final AtomicLong tokens = new AtomicLong();
  private final Set<Long> committed = ConcurrentHashMap.newKeySet();
  private final Map<Long, String> undone = new ConcurrentHashMap<>();
  private final Set<Long> unknown = ConcurrentHashMap.newKeySet();

  /** A number that no other transaction inserts. */
  long token() {
    return tokens.incrementAndGet();
  }

  /** Nothing has said that it failed. */
  void committed(long token) {
    committed.add(token);
  }

  /** It was rolled back, or has failed before it could be committed; {@code why} says how. */
  void undone(long token, String why) {
    undone.put(token, why);
  }

  /** The connection was lost when it was to be committed. */
  void unknown(long token) {
    unknown.add(token);
  }

  int count() {
    return committed.size();
  }

  /** Compares with what the table has. */
  void verify(Connection conn) {
    List<Long> found;
    try (Cursor<Row> cur = conn.cursor()) {
      found =
          cur.execute("SELECT token FROM pool_storm").fetchAll().stream()
              .map(row -> (Long) row.get(0))
              .toList();
    }
    Set<Long> rows = new HashSet<>(found);
    assertThat(found).as("each row is there once").hasSameSizeAs(rows);
    Set<Long> missing = new HashSet<>(committed);
    missing.removeAll(rows);
    assertThat(missing).as("committed, and not there").isEmpty();
    Map<Long, String> tooMany = new HashMap<>(undone);
    tooMany.keySet().retainAll(rows);
    assertThat(tooMany).as("not committed, and there").isEmpty();
    rows.removeAll(committed);
    rows.removeAll(unknown);
    assertThat(rows).as("nobody knows them").isEmpty();
  }

  @Override
  public String toString() {
    return "%d committed, %d undone, %d unknown"
        .formatted(committed.size(), undone.size(), unknown.size());
  }
}
