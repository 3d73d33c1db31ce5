// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.workloads;

import org.psycopg4j.benchmarks.Tables;

/** A sequence of keys that look random and are the same for every driver. */
final class Keys {
  private static final long MULTIPLIER = 6364136223846793005L; // of Knuth's MMIX generator
  private static final long INCREMENT = 1442695040888963407L;

  private final int rows;
  private long state;

  Keys(Tables tables, long seed) {
    rows = tables.lookupRows();
    state = seed;
  }

  int[] next(int count) {
    int[] keys = new int[count];
    for (int i = 0; i < count; i++) {
      state = state * MULTIPLIER + INCREMENT;
      keys[i] = 1 + (int) ((state >>> 33) % rows);
    }
    return keys;
  }
}
