// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import java.math.BigInteger;

/**
 * The binary floating-point number nearest to digits times a power of ten, ties to even.
 *
 * <p>By Daniel Lemire's algorithm ("Number Parsing at a Gigabyte per Second"): the product with a
 * power of five to 128 bits decides nearly always, and NaN says that it does not.
 */
public final class NearestBinary {
  public static final NearestBinary DOUBLE = new NearestBinary(52, -1023, 0x7ff, -4, 23);
  static final NearestBinary FLOAT = new NearestBinary(23, -127, 0xff, -17, 10);

  private static final int MIN_POWER = -342;
  private static final int MAX_POWER = 308;
  private static final int LAST_EXACT_RECIPROCAL = -27;
  // 5^q as 128 bits with the highest one set, cut off; reciprocals rounded up
  // as long as the power that they are of fits into 64 bits.
  private static final long[] HIGH = new long[MAX_POWER - MIN_POWER + 1];
  private static final long[] LOW = new long[MAX_POWER - MIN_POWER + 1];

  private static final double[] EXACT_POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private final int fractionBits;
  private final int minExponent;
  private final int infinitePower;
  private final int minHalfway; // powers of ten between which the product can be exactly half-way
  private final int maxHalfway;

  static {
    for (int q = MIN_POWER; q <= MAX_POWER; q++) {
      BigInteger power = BigInteger.valueOf(5).pow(Math.abs(q));
      BigInteger bits;
      if (q >= 0) {
        int shift = power.bitLength() - 128;
        bits = shift > 0 ? power.shiftRight(shift) : power.shiftLeft(-shift);
      } else {
        bits = BigInteger.ONE.shiftLeft(127 + power.bitLength()).divide(power);
        bits = q >= LAST_EXACT_RECIPROCAL ? bits.add(BigInteger.ONE) : bits;
      }
      HIGH[q - MIN_POWER] = bits.shiftRight(64).longValue();
      LOW[q - MIN_POWER] = bits.longValue();
    }
  }

  private NearestBinary(
      int fractionBits, int minExponent, int infinitePower, int minHalfway, int maxHalfway) {
    this.fractionBits = fractionBits;
    this.minExponent = minExponent;
    this.infinitePower = infinitePower;
    this.minHalfway = minHalfway;
    this.maxHalfway = maxHalfway;
  }

  /** The number nearest to the digits, an unsigned number, times 10^power; or NaN. */
  public double of(long digits, int power) {
    if (digits == 0) {
      return 0;
    }
    if (power < MIN_POWER || power > MAX_POWER) {
      return Double.NaN;
    }
    // Both factors exact: one operation, rounded once. Not for floats, which would round twice.
    if (this == DOUBLE && digits > 0 && digits < 1L << 53 && Math.abs(power) <= 22) {
      return power < 0 ? digits / EXACT_POWERS[-power] : digits * EXACT_POWERS[power];
    }
    return product(digits, power);
  }

  private double product(long digits, int power) {
    int zeros = Long.numberOfLeadingZeros(digits);
    long w = digits << zeros;
    long factor = HIGH[power - MIN_POWER];
    long high = unsignedHigh(w, factor);
    long low = w * factor;
    long mask = -1L >>> (fractionBits + 3);
    if ((high & mask) == mask) { // the part cut off could carry: be more exact
      long more = unsignedHigh(w, LOW[power - MIN_POWER]);
      low += more;
      if (Long.compareUnsigned(more, low) > 0) {
        high++;
      }
    }
    if (low == -1L) {
      return Double.NaN;
    }
    return rounded(high, low, zeros, power);
  }

  private double rounded(long high, long low, int zeros, int power) {
    int upper = (int) (high >>> 63);
    long mantissa = high >>> (upper + 64 - fractionBits - 3);
    int exponent = ((217_706 * power) >> 16) + 63 + upper - zeros - minExponent;
    if (exponent <= 0 || exponent >= infinitePower) {
      return Double.NaN; // subnormal or infinite
    }
    if (Long.compareUnsigned(low, 1) <= 0
        && power >= minHalfway
        && power <= maxHalfway
        && (mantissa & 3) == 1
        && mantissa << (upper + 64 - fractionBits - 3) == high) {
      mantissa &= ~1L; // exactly half-way: to even
    }
    mantissa += mantissa & 1;
    mantissa >>>= 1;
    if (mantissa >= 2L << fractionBits) {
      mantissa = 1L << fractionBits;
      exponent++;
    }
    if (exponent >= infinitePower) {
      return Double.NaN;
    }
    return Math.scalb((double) mantissa, exponent + minExponent - fractionBits);
  }

  private static long unsignedHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
  }
}
