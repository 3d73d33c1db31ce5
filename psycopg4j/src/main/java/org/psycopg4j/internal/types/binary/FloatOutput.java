// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import org.psycopg4j.internal.types.ShortestDigits;

/**
 * Floating-point numbers as the server writes them by default (PostgreSQL manual, "Floating-Point
 * Types"): the fewest digits that are nearer to this number than to any other, with an exponent
 * where C's {@code %g} of the type's own precision has one.
 */
final class FloatOutput {
  private static final int FIRST_PLAIN = -4; // exponents that are not shown
  private static final int FLOAT_DIGITS = 6;
  private static final int DOUBLE_DIGITS = 15;

  private FloatOutput() {}

  static void append(float value, StringBuilder out) {
    if (plainly(value, out)) {
      int bits = Float.floatToRawIntBits(Math.abs(value));
      ShortestDigits shortest = ShortestDigits.FLOAT;
      layout(shortest.between(bits), shortest.power(bits), FLOAT_DIGITS, out);
    }
  }

  static void append(double value, StringBuilder out) {
    if (plainly(value, out)) {
      long bits = Double.doubleToRawLongBits(Math.abs(value));
      ShortestDigits shortest = ShortestDigits.DOUBLE;
      layout(shortest.between(bits), shortest.power(bits), DOUBLE_DIGITS, out);
    }
  }

  /** Appends the sign, and what has no digits; returns whether there are digits to come. */
  private static boolean plainly(double value, StringBuilder out) {
    if (Double.isNaN(value)) {
      out.append("NaN");
      return false;
    }
    if (value < 0 || 1 / value < 0) {
      out.append('-');
    }
    if (value == 0) {
      out.append('0');
    } else if (Double.isInfinite(value)) {
      out.append("Infinity");
    }
    return value != 0 && !Double.isInfinite(value);
  }

  private static void layout(long decimal, int power, int precision, StringBuilder out) {
    long significant = decimal;
    int exponent = power;
    while (significant % 10 == 0) {
      significant /= 10;
      exponent++;
    }
    String digits = Long.toString(significant);
    exponent += digits.length() - 1; // of the first digit
    if (exponent < FIRST_PLAIN || exponent >= precision) {
      scientific(digits, exponent, out);
    } else if (exponent < 0) {
      out.append("0.").append("0".repeat(-exponent - 1)).append(digits);
    } else if (exponent >= digits.length() - 1) {
      out.append(digits).append("0".repeat(exponent + 1 - digits.length()));
    } else {
      out.append(digits, 0, exponent + 1).append('.');
      out.append(digits, exponent + 1, digits.length());
    }
  }

  private static void scientific(String digits, int exponent, StringBuilder out) {
    out.append(digits.charAt(0));
    if (digits.length() > 1) {
      out.append('.').append(digits, 1, digits.length());
    }
    out.append(exponent < 0 ? "e-" : "e+");
    Padding.append(Math.abs(exponent), 2, out);
  }
}
