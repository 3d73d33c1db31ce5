// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.trials;

import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** The requests that have failed: how many with which exception, and when the last. */
final class Failures {
  private final Map<String, Long> counts = new TreeMap<>();
  private long last = Long.MIN_VALUE;

  void add(Exception e) {
    String state = e instanceof SQLException sql ? " " + sql.getSQLState() : "";
    counts.merge(e.getClass().getSimpleName() + state, 1L, Long::sum);
    last = System.nanoTime();
  }

  void add(Failures others) {
    if (!others.counts.isEmpty()) {
      last = counts.isEmpty() || others.last - last > 0 ? others.last : last;
      others.counts.forEach((name, count) -> counts.merge(name, count, Long::sum));
    }
  }

  long count() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many with which exception. */
  Map<String, Long> counts() {
    return counts;
  }

  /** How long after a moment the last one was; negative if before it; 0 if there is none. */
  long lastAfter(long nanoTime) {
    return counts.isEmpty() ? 0 : last - nanoTime;
  }
}
