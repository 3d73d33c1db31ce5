// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import org.psycopg4j.errors.DataException;

/** Whole numbers in decimal digits. */
final class WholeNumber {
  private static final int ALWAYS_FITS = 18; // digits

  private WholeNumber() {}

  /** An optional minus sign and digits; what is not, or is no long, is unparseable. */
  static long parse(byte[] buf, int off, int len) {
    int end = off + len;
    boolean negative = len > 0 && buf[off] == '-';
    int i = negative ? off + 1 : off;
    if (i == end) {
      throw malformed();
    }
    long value = 0; // built up negatively, so that Long.MIN_VALUE fits
    if (end - i <= ALWAYS_FITS) {
      for (; i < end; i++) {
        value = value * 10 - digit(buf[i]);
      }
    } else {
      for (; i < end; i++) {
        int digit = digit(buf[i]);
        if (value < Long.MIN_VALUE / 10 || value * 10 < Long.MIN_VALUE + digit) {
          throw malformed();
        }
        value = value * 10 - digit;
      }
      if (!negative && value == Long.MIN_VALUE) {
        throw malformed();
      }
    }
    return negative ? value : -value;
  }

  /** The same, between two bounds. */
  static long parse(byte[] buf, int off, int len, long min, long max) {
    long value = parse(buf, off, len);
    if (value < min || value > max) {
      throw malformed();
    }
    return value;
  }

  private static int digit(byte b) {
    int digit = b - '0';
    if (digit < 0 || digit > 9) {
      throw malformed();
    }
    return digit;
  }

  private static DataException malformed() {
    return new DataException("unable to parse integer");
  }
}
