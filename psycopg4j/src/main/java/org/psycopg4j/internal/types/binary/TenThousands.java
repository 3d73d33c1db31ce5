// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import java.math.BigInteger;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.internal.wire.Bytes;

/**
 * Numbers to the base 10000, in words of 16 bits.
 *
 * <p>Long ones are halved, so that the time does not grow with the square of the length: a numeric
 * has up to 36,864 groups.
 */
final class TenThousands {
  static final int BASE = 10_000;
  static final int DIGITS = 4;

  private static final int CHUNK = 4; // groups that fit a long
  private static final int HALVED_FROM = 256;
  private static final BigInteger POWER_OF_CHUNK = BigInteger.TEN.pow(CHUNK * DIGITS);

  private TenThousands() {}

  /** One group of four digits. */
  static int group(byte[] buf, int at) {
    int group = Bytes.int16(buf, at);
    if (group < 0 || group >= BASE) {
      throw new DataException("unable to parse numeric");
    }
    return group;
  }

  /** So many groups as a number. */
  static BigInteger parse(byte[] buf, int at, int groups) {
    if (groups < HALVED_FROM) {
      return chunks(buf, at, groups);
    }
    // The lower part is a power of two of chunks, so that the powers of ten are few.
    int level = 0;
    while (CHUNK << level + 1 < groups) {
      level++;
    }
    int lower = CHUNK << level;
    BigInteger high = parse(buf, at, groups - lower);
    return high.multiply(Powers.OF_CHUNKS[level]).add(parse(buf, at + 2 * (groups - lower), lower));
  }

  private static BigInteger chunks(byte[] buf, int start, int groups) {
    BigInteger value = BigInteger.ZERO;
    int first = groups % CHUNK;
    int at = start;
    for (int left = groups; left > 0; ) {
      int size = left == groups && first != 0 ? first : CHUNK;
      long chunk = 0;
      for (int i = 0; i < size; i++, at += 2) {
        chunk = chunk * BASE + group(buf, at);
      }
      BigInteger next = BigInteger.valueOf(chunk);
      value = left == groups ? next : value.multiply(POWER_OF_CHUNK).add(next);
      left -= size;
    }
    return value;
  }

  /** 10^(16 * 2^level), up to the half of the longest numeric; made when a long one comes. */
  private static final class Powers {
    static final BigInteger[] OF_CHUNKS = new BigInteger[14];

    static {
      OF_CHUNKS[0] = POWER_OF_CHUNK;
      for (int level = 1; level < OF_CHUNKS.length; level++) {
        OF_CHUNKS[level] = OF_CHUNKS[level - 1].pow(2);
      }
    }

    private Powers() {}
  }
}
