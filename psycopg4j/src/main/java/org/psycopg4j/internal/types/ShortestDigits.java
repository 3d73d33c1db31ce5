// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import java.math.BigInteger;

/**
 * The fewest decimal digits that tell a binary floating-point number from all others.
 *
 * <p>By Raffaello Giulietti's algorithm ("The Schubfach way to render doubles"), as Double.toString
 * before JDK 19 does not always find the shortest ones.
 */
public final class ShortestDigits {
  /*
   * A finite positive number is c * 2^q. Every decimal between the midpoints to its neighbours reads
   * back as the number (the midpoints too if c is even). With 10^k the greatest power of ten
   * that is no wider than that gap, at most one multiple of 10^(k+1) lies in it, which is then the
   * shortest; else the nearer of the two multiples of 10^k around the number is in it. The
   * products with 10^-k are computed to 126 bits and rounded to odd, which decides every comparison.
   */
  public static final ShortestDigits DOUBLE = new ShortestDigits(52, -1074);
  public static final ShortestDigits FLOAT = new ShortestDigits(23, -149);

  private static final int MIN_K = -324;
  private static final int MAX_K = 292;
  private static final long[] HIGH = new long[MAX_K - MIN_K + 1]; // upper 63 bits of 10^-k
  private static final long[] LOW = new long[MAX_K - MIN_K + 1]; // lower 63 bits
  private static final long MASK_63 = Long.MAX_VALUE;
  private static final int TABLE_BITS = 126;

  private final int fractionBits;
  private final int minExponent;

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

  private ShortestDigits(int fractionBits, int minExponent) {
    this.fractionBits = fractionBits;
    this.minExponent = minExponent;
  }

  /**
   * The digits of the finite positive number of these bits, with zeros at the end perhaps: they are
   * to be multiplied by ten to the power of {@link #power}. They read back as the number with the
   * usual rounding, half-way to even.
   */
  public long digits(long bits) {
    return digits(bits, mantissa(bits) & 1);
  }

  /** Digits that are nearer to the number than to any other: never half-way between two. */
  public long between(long bits) {
    return digits(bits, 1);
  }

  /** The power of ten that the digits are to be multiplied by. */
  public int power(long bits) {
    int q = exponent(bits);
    return powerOfTwo(bits) ? floorLog10ThreeQuartersPow2(q) : floorLog10Pow2(q);
  }

  private long mantissa(long bits) {
    long fraction = bits & ((1L << fractionBits) - 1);
    return bits >>> fractionBits == 0 ? fraction : fraction | (1L << fractionBits);
  }

  private int exponent(long bits) {
    return minExponent + Math.max(0, (int) (bits >>> fractionBits) - 1);
  }

  private boolean powerOfTwo(long bits) {
    return (bits & ((1L << fractionBits) - 1)) == 0 && bits >>> fractionBits > 1;
  }

  /** The digits of c * 2^q between the midpoints, which an odd number cannot be at. */
  private long digits(long bits, long odd) {
    int q = exponent(bits);
    int k = power(bits);
    long middle = mantissa(bits) << 2;
    long above = middle + 2;
    long below = powerOfTwo(bits) ? middle - 1 : middle - 2; // half the gap below a power of two
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
        return downIn ? shorter : shorter + 10;
      }
    }
    boolean downIn = lower + odd <= s << 2;
    boolean upIn = ((s + 1) << 2) + odd <= upper;
    long distance = value - ((2 * s + 1) << 1);
    boolean down = downIn != upIn ? downIn : distance < 0 || (distance == 0 && (s & 1) == 0);
    return down ? s : s + 1;
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
