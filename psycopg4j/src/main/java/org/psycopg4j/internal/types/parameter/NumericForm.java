// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.parameter;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.psycopg4j.internal.types.SqlBuffer;

/**
 * numeric: the number of groups of four digits, the power of 10000 of the first one, the sign, the
 * number of digits behind the point, and the groups without zeros at either end.
 */
public enum NumericForm implements BinaryForm {
  INSTANCE;

  private static final int DIGITS = 4;
  private static final int BASE = 10_000;
  private static final int MAX_SCALE = 0x3fff;
  private static final int MAX_ZEROS = 200_000; // a numeric has 131072 digits before the point
  private static final int MINUS = 0x4000;
  private static final int NAN = 0xc000;
  private static final int INFINITY = 0xd000;
  private static final int MINUS_INFINITY = 0xf000;
  private static final int[] POWERS = {1, 10, 100, 1000};

  @Override
  public boolean write(Object value, SqlBuffer out) {
    if (value instanceof BigDecimal decimal) {
      return decimal(decimal, out);
    } else if (value instanceof BigInteger big) {
      return decimal(new BigDecimal(big), out);
    } else if (value instanceof Double || value instanceof Float) {
      return real((Number) value, out);
    } else if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return decimal(BigDecimal.valueOf(((Number) value).longValue()), out);
    }
    return false;
  }

  private static boolean real(Number value, SqlBuffer out) {
    double number = value.doubleValue();
    if (Double.isNaN(number)) {
      header(0, 0, NAN, 0, out);
    } else if (Double.isInfinite(number)) {
      header(0, 0, number > 0 ? INFINITY : MINUS_INFINITY, 0, out);
    } else {
      return decimal(new BigDecimal(value.toString()), out);
    }
    return true;
  }

  private static boolean decimal(BigDecimal given, SqlBuffer out) {
    if (given.scale() > MAX_SCALE || given.scale() < -MAX_ZEROS) {
      return false;
    }
    BigDecimal value = given.scale() < 0 ? given.setScale(0) : given;
    int sign = value.signum() < 0 ? MINUS : 0;
    int scale = value.scale();
    int pad = (DIGITS - scale % DIGITS) % DIGITS;
    if (value.signum() == 0) {
      header(0, 0, 0, scale, out);
    } else if (value.precision() + pad <= 18) {
      long digits = Math.abs(value.unscaledValue().longValue()) * POWERS[pad];
      small(digits, (scale + pad) / DIGITS, sign, scale, out);
    } else {
      String digits = value.unscaledValue().abs().toString() + "0".repeat(pad);
      large(digits, (scale + pad) / DIGITS, sign, scale, out);
    }
    return true;
  }

  private static void small(long digits, int behindPoint, int sign, int scale, SqlBuffer out) {
    long rest = digits;
    int zeros = 0;
    while (rest % BASE == 0) {
      rest /= BASE;
      zeros++;
    }
    int groups = 0;
    long power = 1;
    for (long left = rest; left != 0; left /= BASE) {
      groups++;
      power = left < BASE ? power : power * BASE;
    }
    header(groups, groups + zeros - behindPoint - 1, sign, scale, out);
    for (; power != 0; power /= BASE) {
      out.int16((int) (rest / power % BASE));
    }
  }

  private static void large(String text, int behindPoint, int sign, int scale, SqlBuffer out) {
    int odd = text.length() % DIGITS;
    String digits = odd == 0 ? text : "0".repeat(DIGITS - odd) + text;
    int all = digits.length() / DIGITS;
    int groups = all;
    while (group(digits, groups - 1) == 0) {
      groups--;
    }
    header(groups, all - behindPoint - 1, sign, scale, out);
    for (int i = 0; i < groups; i++) {
      out.int16(group(digits, i));
    }
  }

  private static int group(String digits, int index) {
    return Integer.parseInt(digits, index * DIGITS, (index + 1) * DIGITS, 10);
  }

  private static void header(int groups, int weight, int sign, int scale, SqlBuffer out) {
    out.int16(groups);
    out.int16(weight);
    out.int16(sign);
    out.int16(scale);
  }
}
