// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import org.psycopg4j.types.Interval;

/**
 * Intervals as in the SQL standard: {@code 1-2}, {@code 3 4:05:06}, {@code -3 4:05:06}, {@code +1-2
 * -3 +4:05:06}.
 *
 * <p>A field without a sign has that of the field before it.
 */
final class SqlInterval {
  private SqlInterval() {}

  static Interval parse(byte[] buf, int start, int end) {
    IntervalParts parts = new IntervalParts(buf, start, end, false);
    field(parts);
    while (parts.more()) {
      parts.require(' ');
      field(parts);
    }
    return parts.interval();
  }

  private static void field(IntervalParts parts) {
    parts.sign();
    parts.number();
    if (parts.next() == ':') {
      parts.clock();
    } else if (parts.skip('-')) {
      parts.years();
      parts.number();
      parts.months();
    } else {
      parts.days();
    }
  }
}
