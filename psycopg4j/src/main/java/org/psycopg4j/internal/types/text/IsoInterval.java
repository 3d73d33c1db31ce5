// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import org.psycopg4j.types.Interval;

/** Intervals as in ISO 8601 with designators: {@code P1Y2M-3DT4H5M6.7S}. */
final class IsoInterval {
  private IsoInterval() {}

  static Interval parse(byte[] buf, int start, int end) {
    IntervalParts parts = new IntervalParts(buf, start, end, false);
    boolean time = false;
    parts.require('P');
    do {
      if (parts.skip('T')) {
        time = true;
      }
      parts.negative = false;
      parts.sign();
      parts.number();
      designator(parts, time);
    } while (parts.more());
    return parts.interval();
  }

  private static void designator(IntervalParts parts, boolean time) {
    if (time) {
      if (parts.skip('H')) {
        parts.time(IntervalParts.MICROS_PER_HOUR);
      } else if (parts.skip('M')) {
        parts.time(IntervalParts.MICROS_PER_MINUTE);
      } else {
        parts.require('S');
        parts.time(IntervalParts.MICROS_PER_SECOND);
      }
    } else if (parts.skip('Y')) {
      parts.years();
    } else if (parts.skip('M')) {
      parts.months();
    } else {
      parts.require('D');
      parts.days();
    }
  }
}
