// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.wire.Bytes;
import org.psycopg4j.types.Interval;

/** interval in binary format: microseconds, days and months. */
public final class IntervalBinary extends BinaryDecoder {
  private static final int LENGTH = 16;

  public IntervalBinary() {
    super("interval");
  }

  @Override
  public Interval decode(byte[] buf, int off, int len, Decoding ctx) {
    requireLength(len, LENGTH, "interval");
    return new Interval(
        Bytes.int32(buf, off + 12), Bytes.int32(buf, off + 8), Bytes.int64(buf, off));
  }

  /** The text in the session's style; of the longest intervals, infinity as since PostgreSQL 17. */
  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    Interval interval = decode(buf, off, len, ctx);
    if (interval.equals(Interval.INFINITY) || interval.equals(Interval.NEGATIVE_INFINITY)) {
      return interval.toString();
    }
    return switch (ctx.intervalStyle()) {
      case POSTGRES -> interval.toString();
      case POSTGRES_VERBOSE -> new IntervalOutput(interval).verbose();
      case SQL_STANDARD -> new IntervalOutput(interval).sqlStandard();
      case ISO_8601 -> new IntervalOutput(interval).iso8601();
    };
  }
}
