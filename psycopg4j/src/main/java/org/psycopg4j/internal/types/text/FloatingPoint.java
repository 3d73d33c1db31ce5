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
    int end = off + len;
    boolean negative = len > 0 && buf[off] == '-';
    long digits = 0;
    int count = 0;
    int fractionStart = -1;
    int i = negative ? off + 1 : off;
    for (; i < end; i++) {
      int digit = buf[i] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = digits * 10 + digit;
        count++;
      } else if (buf[i] == '.' && fractionStart < 0) {
        fractionStart = i + 1;
      } else {
        break;
      }
    }
    int exponent = exponent(buf, i, end);
    if (count == 0 || count > DIGITS_OF_LONG || exponent == UNDECIDED) {
      return Double.NaN;
    }
    double value = width.of(digits, exponent - (fractionStart < 0 ? 0 : i - fractionStart));
    return negative ? -value : value;
  }

  /** The exponent that is written behind the digits; 0 if none is. */
  private static int exponent(byte[] buf, int start, int end) {
    if (start == end) {
      return 0;
    }
    if (buf[start] != 'e' && buf[start] != 'E') {
      return UNDECIDED;
    }
    int i = start + 1;
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
    return negative ? -exponent : exponent;
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
