// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

/** SplitMix64: the same numbers as in the scripts that write the vectors. */
public final class SplitMix {
  private long state;

  public SplitMix(long seed) {
    state = seed;
  }

  public long next() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A number from 0 up to a bound. */
  public int below(int bound) {
    return (int) Long.remainderUnsigned(next(), bound);
  }
}
