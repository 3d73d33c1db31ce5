// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import org.psycopg4j.types.Interval;

/**
 * Intervals with the names of their units: {@code 1 year 2 mons -3 days +04:05:06.7}, and in the
 * verbose style {@code @ 1 year 2 mons -3 days 4 hours 5 mins 6.7 secs ago}.
 */
final class UnitInterval {
  private static final String AGO = " ago"; // turns every sign around
  private static final String ZERO = "@ 0";

  private UnitInterval() {}

  static Interval parse(byte[] buf, int start, int end) {
    boolean ago = end - AGO.length() > start && Digits.matches(buf, end - AGO.length(), end, AGO);
    IntervalParts parts = new IntervalParts(buf, start, ago ? end - AGO.length() : end, ago);
    if (parts.skip('@')) {
      parts.require(' ');
      if (Digits.matches(buf, start, end, ZERO)) {
        return parts.interval();
      }
    }
    part(parts);
    while (parts.more()) {
      parts.require(' ');
      part(parts);
    }
    return parts.interval();
  }

  private static void part(IntervalParts parts) {
    parts.negative = false;
    parts.sign();
    parts.number();
    if (parts.next() == ':') {
      parts.clock();
      return;
    }
    parts.require(' ');
    if (parts.word("year")) {
      parts.years();
    } else if (parts.word("mon")) {
      parts.months();
    } else if (parts.word("day")) {
      parts.days();
    } else if (parts.word("hour")) {
      parts.time(IntervalParts.MICROS_PER_HOUR);
    } else if (parts.word("min")) {
      parts.time(IntervalParts.MICROS_PER_MINUTE);
    } else if (parts.word("sec")) {
      parts.time(IntervalParts.MICROS_PER_SECOND);
    } else {
      throw IntervalParts.malformed();
    }
  }
}
