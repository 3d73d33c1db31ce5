// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.types.Interval;

/** interval in text format, in all four styles (PostgreSQL manual, "Interval Output"). */
public final class IntervalText extends Decoder {
  public IntervalText() {
    super("interval");
  }

  @Override
  public Interval decode(byte[] buf, int off, int len, Decoding ctx) {
    int end = off + len;
    if (Digits.matches(buf, off, end, "infinity")) {
      return Interval.INFINITY;
    }
    if (Digits.matches(buf, off, end, "-infinity")) {
      return Interval.NEGATIVE_INFINITY;
    }
    try {
      return switch (ctx.intervalStyle()) {
        case POSTGRES, POSTGRES_VERBOSE -> UnitInterval.parse(buf, off, end);
        case SQL_STANDARD -> SqlInterval.parse(buf, off, end);
        case ISO_8601 -> IsoInterval.parse(buf, off, end);
      };
    } catch (ArithmeticException e) {
      throw unparseable("interval");
    }
  }
}
