// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.literal;

import java.math.BigInteger;
import org.psycopg4j.internal.types.SqlBuffer;

/**
 * The shortest decimal that reads back as the same binary number, in the layout of Python's {@code
 * repr}.
 *
 * <p>The digits come from Raffaello Giulietti's algorithm ("The Schubfach way to render doubles"),
 * as Double.toString before JDK 19 does not always find the shortest ones.
 */
final class ShortestDecimal {
  /*
   * A finite positive number is c * 2^q. Every decimal between the midpoints to its neighbours reads
   * back as the number (the midpoints too if c is even). With 10^k the greatest power of ten
   * that is no wider than that gap, at most one multiple of 10^(k+1) lies in it, which is then the
   * shortest; else the nearer of the two multiples of 10^k around the number is in it. The
   * products with 10^-k are computed to 126 bits and rounded to odd, which decides every comparison.
   */
  private static final int MIN_K = -324;
  private static final int MAX_K = 292;
  private static final long[] HIGH = new long[MAX_K - MIN_K + 1]; // upper 63 bits of 10^-k
  private static final long[] LOW = new long[MAX_K - MIN_K + 1]; // lower 63 bits
  private static final long MASK_63 = Long.MAX_VALUE;
  private static final int TABLE_BITS = 126;

  private static final int DOUBLE_FRACTION_BITS = 52;
  private static final int DOUBLE_MIN_EXPONENT = -1074;
  private static final int FLOAT_FRACTION_BITS = 23;
  private static final int FLOAT_MIN_EXPONENT = -149;

  private static final int LAST_PLAIN_POINT = 16; // as in repr: 1e16 and up have an exponent
  private static final int FIRST_PLAIN_POINT = -3; // and so have numbers below 0.0001

  static {
    for (int k = MIN_K; k <= MAX_K; k++) {
      BigInteger power = BigInteger.TEN.pow(Math.abs(k));
      BigInteger scaled;
      if (k <= 0) {
        int shift = power.bitLength() - TABLE_BITS;
        scaled = shift > 0 ? power.shiftRight(shift) : power.shiftLeft(-shift);
      } else {
        // 1 / power has its highest bit right below that of 2^-(bitLength - 1).
        scaled = BigInteger.ONE.shiftLeft(TABLE_BITS - 1 + power.bitLength()).divide(power);
      }
      scaled = scaled.add(BigInteger.ONE);
      HIGH[k - MIN_K] = scaled.shiftRight(63).longValueExact();
      LOW[k - MIN_K] = scaled.longValue() & MASK_63;
    }
  }

  private ShortestDecimal() {}

  /** Appends a finite number that is not negative. */
  static void append(double value, SqlBuffer out) {
    long bits = Double.doubleToRawLongBits(value);
    long fraction = bits & ((1L << DOUBLE_FRACTION_BITS) - 1);
    int exponent = (int) (bits >>> DOUBLE_FRACTION_BITS);
    append(fraction, exponent, DOUBLE_FRACTION_BITS, DOUBLE_MIN_EXPONENT, out);
  }

  /** Appends a finite number that is not negative, with the fewest digits that say this float. */
  static void append(float value, SqlBuffer out) {
    int bits = Float.floatToRawIntBits(value);
    long fraction = bits & ((1 << FLOAT_FRACTION_BITS) - 1);
    int exponent = bits >>> FLOAT_FRACTION_BITS;
    append(fraction, exponent, FLOAT_FRACTION_BITS, FLOAT_MIN_EXPONENT, out);
  }

  private static void append(
      long fraction, int exponent, int fractionBits, int minExponent, SqlBuffer out) {
    if (fraction == 0 && exponent == 0) {
      out.ascii("0.0");
    } else if (exponent == 0) {
      append(minExponent, fraction, false, out);
    } else {
      boolean powerOfTwo = fraction == 0 && exponent > 1;
      append(minExponent + exponent - 1, fraction | (1L << fractionBits), powerOfTwo, out);
    }
  }

  /** Finds the digits of c * 2^q; below a power of two the gap is half as wide. */
  private static void append(int q, long c, boolean powerOfTwo, SqlBuffer out) {
    long odd = c & 1;
    long middle = c << 2;
    long above = middle + 2;
    long below = powerOfTwo ? middle - 1 : middle - 2;
    int k = powerOfTwo ? floorLog10ThreeQuartersPow2(q) : floorLog10Pow2(q);
    int h = q + floorLog2Pow10(-k) + 2;
    long high = HIGH[k - MIN_K];
    long low = LOW[k - MIN_K];
    long value = roundedToOdd(high, low, middle << h);
    long lower = roundedToOdd(high, low, below << h);
    long upper = roundedToOdd(high, low, above << h);
    long s = value >> 2;
    if (s >= 10) {
      long shorter = s / 10 * 10;
      boolean downIn = lower + odd <= shorter << 2;
      boolean upIn = ((shorter + 10) << 2) + odd <= upper;
      if (downIn != upIn) {
        layout(downIn ? shorter : shorter + 10, k, out);
        return;
      }
    }
    boolean downIn = lower + odd <= s << 2;
    boolean upIn = ((s + 1) << 2) + odd <= upper;
    long distance = value - ((2 * s + 1) << 1);
    boolean down = downIn != upIn ? downIn : distance < 0 || (distance == 0 && (s & 1) == 0);
    layout(down ? s : s + 1, k, out);
  }

  /** The number times the table's 10^-k, with the last bit set if anything was cut off. */
  private static long roundedToOdd(long high, long low, long number) {
    long x1 = Math.multiplyHigh(low, number);
    long y0 = high * number;
    long y1 = Math.multiplyHigh(high, number);
    long z = (y0 >>> 1) + x1;
    long w = y1 + (z >>> 63);
    return w | (((z & MASK_63) + MASK_63) >>> 63);
  }

  private static void layout(long decimal, int power, SqlBuffer out) {
    long digits = decimal;
    int exponent = power;
    while (digits % 10 == 0) {
      digits /= 10;
      exponent++;
    }
    int count = count(digits);
    int point = exponent + count; // the number is 0.digits * 10^point
    if (point > LAST_PLAIN_POINT || point < FIRST_PLAIN_POINT) {
      scientific(digits, count, point - 1, out);
    } else if (point <= 0) {
      out.ascii("0.");
      out.number(digits, count - point);
    } else if (point >= count) {
      out.number(digits);
      for (int i = count; i < point; i++) {
        out.append('0');
      }
      out.ascii(".0");
    } else {
      long scale = pow10(count - point);
      out.number(digits / scale);
      out.append('.');
      out.number(digits % scale, count - point);
    }
  }

  private static void scientific(long digits, int count, int exponent, SqlBuffer out) {
    long scale = pow10(count - 1);
    out.number(digits / scale);
    if (count > 1) {
      out.append('.');
      out.number(digits % scale, count - 1);
    }
    out.ascii(exponent < 0 ? "e-" : "e+");
    out.number(Math.abs(exponent), 2);
  }

  private static int count(long digits) {
    int count = 1;
    for (long rest = digits / 10; rest != 0; rest /= 10) {
      count++;
    }
    return count;
  }

  private static long pow10(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  // Logarithms as products with 41 and 38 bits of the constant: exact for every q and k in range.

  private static int floorLog10Pow2(int e) {
    return (int) ((e * 661_971_961_083L) >> 41);
  }

  private static int floorLog10ThreeQuartersPow2(int e) {
    return (int) ((e * 661_971_961_083L - 274_743_187_321L) >> 41);
  }

  private static int floorLog2Pow10(int e) {
    return (int) ((e * 913_124_641_741L) >> 38);
  }
}
