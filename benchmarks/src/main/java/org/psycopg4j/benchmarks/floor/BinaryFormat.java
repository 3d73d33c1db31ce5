// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.floor;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;

/** The binary format: numerics that fit a long and are no NaN. */
final class BinaryFormat implements Format {
  private static final long EPOCH_2000 = 946_684_800L;
  private static final int NEGATIVE = 0x4000;
  private static final long[] POWERS = {1, 10, 100, 1000};

  @Override
  public int int4(byte[] buf, int off, int len) {
    return Ints.int32(buf, off);
  }

  @Override
  public int int2(byte[] buf, int off, int len) {
    return Ints.int16(buf, off);
  }

  @Override
  public long oid(byte[] buf, int off, int len) {
    return Integer.toUnsignedLong(Ints.int32(buf, off));
  }

  @Override
  public byte[] bytea(byte[] buf, int off, int len) {
    return Arrays.copyOfRange(buf, off, off + len);
  }

  /** Of one dimension: their number, flags, type, the length, the lower bound, the elements. */
  @Override
  public Integer[] int4Array(byte[] buf, int off, int len) {
    Integer[] elements = new Integer[Ints.int32(buf, off + 12)];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = Ints.int32(buf, off + 24 + 8 * i);
    }
    return elements;
  }

  @Override
  public long int8(byte[] buf, int off, int len) {
    return Ints.int64(buf, off);
  }

  @Override
  public double float8(byte[] buf, int off, int len) {
    return Double.longBitsToDouble(Ints.int64(buf, off));
  }

  @Override
  public boolean bool(byte[] buf, int off, int len) {
    return buf[off] != 0;
  }

  /** A count of digits to base 10000, the first one's weight, the sign, the scale, the digits. */
  @Override
  public BigDecimal numeric(byte[] buf, int off, int len) {
    int digits = Ints.int16(buf, off);
    int weight = Ints.int16(buf, off + 2);
    int scale = Ints.int16(buf, off + 6);
    long value = 0;
    for (int i = 0; i < digits; i++) {
      value = value * 10_000 + Ints.int16(buf, off + 8 + 2 * i);
    }
    int exponent = 4 * (weight - digits + 1) + scale; // of ten, to get from there to the scale
    for (; exponent >= 4; exponent -= 4) {
      value *= 10_000;
    }
    value = exponent >= 0 ? value * POWERS[exponent] : value / POWERS[-exponent];
    return BigDecimal.valueOf(Ints.int16(buf, off + 4) == NEGATIVE ? -value : value, scale);
  }

  /** Microseconds since 2000. */
  @Override
  public OffsetDateTime timestamptz(byte[] buf, int off, int len) {
    long micros = Ints.int64(buf, off);
    long seconds = Math.floorDiv(micros, 1_000_000L);
    int nanos = (int) (micros - seconds * 1_000_000L) * 1000;
    return OffsetDateTime.of(
        LocalDateTime.ofEpochSecond(EPOCH_2000 + seconds, nanos, ZoneOffset.UTC), ZoneOffset.UTC);
  }
}
