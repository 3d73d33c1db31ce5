// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import java.math.BigInteger;
import org.psycopg4j.errors.DataException;

/**
 * Any number of decimal digits as a BigInteger.
 *
 * <p>Long runs are halved: the time of the JDK's own parser grows with the square of the length
 * before JDK 21, and a numeric has up to 147,455 digits.
 */
final class BigDigits {
  private static final int HALVED_FROM = 1024;
  private static final int CHUNK = 18;
  private static final BigInteger[] POWERS = powers();

  private BigDigits() {}

  static BigInteger parse(byte[] buf, int start, int end) {
    if (start == end) {
      throw new DataException("unable to parse numeric");
    }
    if (end - start < HALVED_FROM) {
      return chunks(buf, start, end);
    }
    // The lower part is a power of two of chunks, so that the powers of ten are few.
    int level = 0;
    while (level + 1 < POWERS.length && length(level + 1) < end - start) {
      level++;
    }
    int middle = end - length(level);
    return parse(buf, start, middle).multiply(POWERS[level]).add(parse(buf, middle, end));
  }

  private static BigInteger chunks(byte[] buf, int start, int end) {
    BigInteger value = BigInteger.ZERO;
    int at = start;
    int first = (end - start) % CHUNK;
    int next = start + (first == 0 ? CHUNK : first);
    while (at < end) {
      BigInteger chunk =
          BigInteger.valueOf(WholeNumber.parse(requireDigit(buf, at), at, next - at));
      value = value.signum() == 0 ? chunk : value.multiply(POWERS[0]).add(chunk);
      at = next;
      next += CHUNK;
    }
    return value;
  }

  /** A chunk starts with a digit: a minus sign in the middle is none. */
  private static byte[] requireDigit(byte[] buf, int at) {
    if (buf[at] == '-') {
      throw new DataException("unable to parse numeric");
    }
    return buf;
  }

  private static int length(int level) {
    return CHUNK << level;
  }

  /** 10^(18 * 2^level), up to half of the longest numeric. */
  private static BigInteger[] powers() {
    BigInteger[] powers = new BigInteger[14];
    powers[0] = BigInteger.TEN.pow(CHUNK);
    for (int level = 1; level < powers.length; level++) {
      powers[level] = powers[level - 1].pow(2);
    }
    return powers;
  }
}
