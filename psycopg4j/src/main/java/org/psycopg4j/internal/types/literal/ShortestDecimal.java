// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.literal;

import org.psycopg4j.internal.types.ShortestDigits;
import org.psycopg4j.internal.types.SqlBuffer;

/**
 * The shortest decimal that reads back as the same binary number, in the layout of Python's {@code
 * repr}.
 */
final class ShortestDecimal {
  private static final int LAST_PLAIN_POINT = 16; // as in repr: 1e16 and up have an exponent
  private static final int FIRST_PLAIN_POINT = -3; // and so have numbers below 0.0001

  private ShortestDecimal() {}

  /** Appends a finite number that is not negative. */
  static void append(double value, SqlBuffer out) {
    append(Double.doubleToRawLongBits(value), ShortestDigits.DOUBLE, out);
  }

  /** Appends a finite number that is not negative, with the fewest digits that say this float. */
  static void append(float value, SqlBuffer out) {
    append(Float.floatToRawIntBits(value), ShortestDigits.FLOAT, out);
  }

  private static void append(long bits, ShortestDigits shortest, SqlBuffer out) {
    if (bits == 0) {
      out.ascii("0.0");
    } else {
      layout(shortest.digits(bits), shortest.power(bits), out);
    }
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
}
