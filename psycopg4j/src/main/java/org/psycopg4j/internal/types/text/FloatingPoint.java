// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import java.nio.charset.StandardCharsets;
import org.psycopg4j.errors.DataException;

/**
 * Decimal texts as the nearest binary number, without a String on the way.
 *
 * <p>Texts of up to 19 digits, which are all that the server writes for floats, go through {@link
 * NearestBinary}; the rest, and what that cannot decide, through the JDK's own parser.
 */
final class FloatingPoint {
  private static final int DIGITS_OF_LONG = 19; // unsigned
  private static final int EXPONENT_DIGITS = 4;

  // Instead of a power of ten: what this cannot read.
  private static final int UNDECIDED = Integer.MIN_VALUE;

  private FloatingPoint() {}

  static double parseDouble(byte[] buf, int off, int len, String type) {
    double value = nearest(buf, off, len, NearestBinary.DOUBLE);
    return Double.isNaN(value) ? slow(buf, off, len, type) : value;
  }

  static float parseFloat(byte[] buf, int off, int len, String type) {
    double value = nearest(buf, off, len, NearestBinary.FLOAT);
    return Double.isNaN(value) ? slowFloat(buf, off, len, type) : (float) value;
  }

  /** The nearest number of that width, or NaN for a text that is not for this. */
  private static double nearest(byte[] buf, int off, int len, NearestBinary width) {
    boolean negative = len > 0 && buf[off] == '-';
    int start = negative ? off + 1 : off;
    int mantissaEnd = mantissaEnd(buf, start, off + len);
    if (mantissaEnd == start) {
      return Double.NaN;
    }
    int exponent = exponent(buf, start, mantissaEnd, off + len);
    if (exponent == UNDECIDED) {
      return Double.NaN;
    }
    double value = width.of(digits(buf, start, mantissaEnd), exponent);
    return negative ? -value : value;
  }

  /** Where the digits and the point end; the start if there are too many or too few. */
  private static int mantissaEnd(byte[] buf, int start, int end) {
    int digits = 0;
    boolean point = false;
    int i = start;
    for (; i < end; i++) {
      byte b = buf[i];
      if (b >= '0' && b <= '9') {
        digits++;
      } else if (b == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    return digits == 0 || digits > DIGITS_OF_LONG ? start : i;
  }

  private static long digits(byte[] buf, int start, int end) {
    long digits = 0;
    for (int i = start; i < end; i++) {
      if (buf[i] != '.') {
        digits = digits * 10 + (buf[i] - '0');
      }
    }
    return digits;
  }

  /** The power of ten that the digits, read as a whole number, are multiplied by. */
  private static int exponent(byte[] buf, int start, int mantissaEnd, int end) {
    int fraction = 0;
    for (int i = start; i < mantissaEnd; i++) {
      if (buf[i] == '.') {
        fraction = mantissaEnd - i - 1;
      }
    }
    if (mantissaEnd == end) {
      return -fraction;
    }
    if (buf[mantissaEnd] != 'e' && buf[mantissaEnd] != 'E') {
      return UNDECIDED;
    }
    int i = mantissaEnd + 1;
    boolean negative = i < end && buf[i] == '-';
    if (i < end && (negative || buf[i] == '+')) {
      i++;
    }
    if (i == end || end - i > EXPONENT_DIGITS) {
      return UNDECIDED;
    }
    int exponent = 0;
    for (; i < end; i++) {
      int digit = buf[i] - '0';
      if (digit < 0 || digit > 9) {
        return UNDECIDED;
      }
      exponent = exponent * 10 + digit;
    }
    return (negative ? -exponent : exponent) - fraction;
  }

  private static double slow(byte[] buf, int off, int len, String type) {
    String text = new String(buf, off, len, StandardCharsets.ISO_8859_1);
    try {
      return Double.parseDouble(requirePlain(text, type));
    } catch (NumberFormatException e) {
      throw unparseable(type);
    }
  }

  private static float slowFloat(byte[] buf, int off, int len, String type) {
    String text = new String(buf, off, len, StandardCharsets.ISO_8859_1);
    try {
      return Float.parseFloat(requirePlain(text, type));
    } catch (NumberFormatException e) {
      throw unparseable(type);
    }
  }

  /** Java reads more than PostgreSQL writes: blanks around, a type letter behind, hexadecimal. */
  private static String requirePlain(String text, String type) {
    if (text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity")) {
      return text;
    }
    for (int i = 0; i < text.length(); i++) {
      if ("0123456789.eE+-".indexOf(text.charAt(i)) < 0) {
        throw unparseable(type);
      }
    }
    return text;
  }

  private static DataException unparseable(String type) {
    return new DataException("unable to parse " + type);
  }
}
