// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.trials;

/**
 * How often which duration was seen, to within a thirty-second part of it; the longest is exact.
 * For one thread.
 */
final class Durations {
  /* Below 64 ns each has a place of its own; above, each power of two is cut into 32 places. */
  private static final int PLACE_BITS = 5;
  private static final int PLACES = 1 << PLACE_BITS;

  private final long[] counts = new long[(Long.SIZE - PLACE_BITS + 1) * PLACES];
  private long count;
  private long longest;

  void add(long nanos) {
    counts[place(nanos)]++;
    count++;
    longest = Math.max(longest, nanos);
  }

  void add(Durations others) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += others.counts[i];
    }
    count += others.count;
    longest = Math.max(longest, others.longest);
  }

  long count() {
    return count;
  }

  long longestNanos() {
    return longest;
  }

  /** What this share of them does not exceed, such as 0.99; 0 if there are none. */
  long quantileNanos(double share) {
    long wanted = (long) Math.ceil(share * count);
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (counts[i] > 0 && seen >= wanted) {
        return Math.min(last(i), longest);
      }
    }
    return 0;
  }

  private static int place(long nanos) {
    int shift = shift(nanos);
    return (shift << PLACE_BITS) + (int) (nanos >>> shift);
  }

  private static int shift(long nanos) {
    return Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(nanos) - PLACE_BITS - 1);
  }

  /** The largest duration of a place. */
  private static long last(int place) {
    int shift = Math.max(0, (place >>> PLACE_BITS) - 1);
    return (((long) place - ((long) shift << PLACE_BITS) + 1) << shift) - 1;
  }
}
