// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.text.NearestBinary;
import org.psycopg4j.internal.wire.Bytes;

/**
 * numeric in binary format: a BigDecimal with the scale that the server shows. NaN and the
 * infinities, which a BigDecimal cannot be, are Doubles.
 *
 * <p>Four words of 16 bits come first: how many groups of four digits follow, the power of 10000 of
 * the first group, the sign, and the number of digits behind the point. Groups of zeros at either
 * end are left out; digits beyond those that are shown count for nothing.
 */
public final class NumericBinary extends BinaryDecoder {
  private static final String NUMERIC = "numeric";
  private static final int HEADER = 8;
  private static final int MAX_SCALE = 0x3fff;
  private static final int MINUS = 0x4000;
  private static final int NAN = 0xc000;
  private static final int INFINITY = 0xd000;
  private static final int MINUS_INFINITY = 0xf000;

  private static final int GROUPS_OF_LONG = 4; // always; five if the first one is small
  private static final int SMALL_GROUP = 900;
  private static final long[] POWERS = powers();

  public NumericBinary() {
    super(NUMERIC);
  }

  @Override
  public Number decode(byte[] buf, int off, int len, Decoding ctx) {
    int sign = sign(buf, off, len);
    if (special(sign)) {
      return special(sign, len);
    }
    int scale = scale(buf, off);
    if (fitsLong(buf, off, len)) {
      long value = groups(buf, off, len);
      int shift = scale - fractionDigits(buf, off, len);
      if (shift <= 0 || value == 0) {
        value = shift < 0 ? cutOff(value, -shift) : value;
        return BigDecimal.valueOf(sign == MINUS ? -value : value, scale);
      }
      if (shift < POWERS.length && value <= Long.MAX_VALUE / POWERS[shift]) {
        value *= POWERS[shift];
        return BigDecimal.valueOf(sign == MINUS ? -value : value, scale);
      }
    }
    return big(buf, off, len, sign == MINUS, scale);
  }

  @Override
  public int decodeInt(byte[] buf, int off, int len, Decoding ctx) {
    long value = whole(buf, off, len, ctx, "int");
    if (value != (int) value) {
      throw outOfRange("int");
    }
    return (int) value;
  }

  @Override
  public long decodeLong(byte[] buf, int off, int len, Decoding ctx) {
    return whole(buf, off, len, ctx, "long");
  }

  @Override
  public double decodeDouble(byte[] buf, int off, int len, Decoding ctx) {
    int sign = sign(buf, off, len);
    if (!special(sign) && fitsLong(buf, off, len)) {
      long value = groups(buf, off, len);
      int power = -fractionDigits(buf, off, len);
      int unseen = -power - scale(buf, off);
      if (unseen > 0) {
        value = cutOff(value, unseen);
        power += unseen;
      }
      double nearest = NearestBinary.DOUBLE.of(value, power);
      if (!Double.isNaN(nearest)) {
        return sign == MINUS && value != 0 ? -nearest : nearest;
      }
    }
    return decode(buf, off, len, ctx).doubleValue();
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    return decode(buf, off, len, ctx) instanceof BigDecimal decimal
        ? decimal.toPlainString()
        : Double.toString(decodeDouble(buf, off, len, ctx));
  }

  private static int sign(byte[] buf, int off, int len) {
    if (len < HEADER || 2 * uint16(buf, off) != len - HEADER) {
      throw unparseable(NUMERIC);
    }
    return uint16(buf, off + 4);
  }

  private static boolean special(int sign) {
    return sign != 0 && sign != MINUS;
  }

  private static Double special(int sign, int len) {
    requireLength(len, HEADER, NUMERIC);
    return switch (sign) {
      case NAN -> Double.NaN;
      case INFINITY -> Double.POSITIVE_INFINITY;
      case MINUS_INFINITY -> Double.NEGATIVE_INFINITY;
      default -> throw unparseable(NUMERIC);
    };
  }

  private static int uint16(byte[] buf, int at) {
    return Bytes.int16(buf, at) & 0xffff;
  }

  private static int scale(byte[] buf, int off) {
    int scale = uint16(buf, off + 6);
    if (scale > MAX_SCALE) {
      throw unparseable(NUMERIC);
    }
    return scale;
  }

  private static int weight(byte[] buf, int off) {
    return Bytes.int16(buf, off + 2);
  }

  /** How many of the digits in the groups stand behind the point; negative if zeros are missing. */
  private static int fractionDigits(byte[] buf, int off, int len) {
    int groups = (len - HEADER) / 2;
    return (groups - 1 - weight(buf, off)) * TenThousands.DIGITS;
  }

  private static boolean fitsLong(byte[] buf, int off, int len) {
    int groups = (len - HEADER) / 2;
    return groups <= GROUPS_OF_LONG
        || (groups == GROUPS_OF_LONG + 1 && TenThousands.group(buf, off + HEADER) < SMALL_GROUP);
  }

  private static long groups(byte[] buf, int off, int len) {
    long value = 0;
    for (int at = off + HEADER; at < off + len; at += 2) {
      value = value * TenThousands.BASE + TenThousands.group(buf, at);
    }
    return value;
  }

  private static long cutOff(long value, int digits) {
    return digits < POWERS.length ? value / POWERS[digits] : 0;
  }

  private static BigDecimal big(byte[] buf, int off, int len, boolean negative, int scale) {
    int groups = (len - HEADER) / 2;
    BigInteger value = TenThousands.parse(buf, off + HEADER, groups);
    int shift = scale - fractionDigits(buf, off, len);
    if (shift > 0) {
      value = value.multiply(BigInteger.TEN.pow(shift));
    } else if (-shift >= groups * TenThousands.DIGITS) {
      value = BigInteger.ZERO;
    } else if (shift < 0) {
      value = value.divide(BigInteger.TEN.pow(-shift));
    }
    return new BigDecimal(negative ? value.negate() : value, scale);
  }

  /** The value without its fraction, which may only be zeros. */
  private long whole(byte[] buf, int off, int len, Decoding ctx, String wanted) {
    int sign = sign(buf, off, len);
    if (special(sign) || fractionDigits(buf, off, len) > 0) {
      return slow(decode(buf, off, len, ctx), wanted);
    }
    scale(buf, off);
    int groups = (len - HEADER) / 2;
    long value = 0; // built up negatively, so that Long.MIN_VALUE fits
    for (int i = 0; i <= weight(buf, off); i++) {
      int group = i < groups ? TenThousands.group(buf, off + HEADER + 2 * i) : 0;
      if (value < (Long.MIN_VALUE + group) / TenThousands.BASE) {
        throw outOfRange(wanted);
      }
      value = value * TenThousands.BASE - group;
    }
    if (sign != MINUS && value == Long.MIN_VALUE) {
      throw outOfRange(wanted);
    }
    return sign == MINUS ? value : -value;
  }

  private static long slow(Number value, String wanted) {
    if (value instanceof BigDecimal decimal) {
      BigDecimal whole = decimal.signum() == 0 ? BigDecimal.ZERO : decimal;
      try {
        return whole.longValueExact();
      } catch (ArithmeticException e) {
        throw outOfRange(wanted);
      }
    }
    throw outOfRange(wanted);
  }

  private static long[] powers() {
    long[] powers = new long[19];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1] * 10;
    }
    return powers;
  }
}
