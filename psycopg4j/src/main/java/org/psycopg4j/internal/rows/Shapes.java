// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.rows;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What was found out for the columns' names of a result, remembered for the next one with the same
 * names. It keeps some dozens; with more it begins anew. For any thread.
 *
 * @param <V> what is remembered
 */
public final class Shapes<V> {
  private static final int MOST = 64;

  private final Map<List<String>, V> known = new ConcurrentHashMap<>();

  /** What is known for these names, or else found out now. */
  public V of(List<String> names, Function<List<String>, V> findOut) {
    V value = known.get(names);
    if (value == null) {
      value = findOut.apply(names);
      if (known.size() >= MOST) {
        known.clear();
      }
      known.put(names, value);
    }
    return value;
  }
}
