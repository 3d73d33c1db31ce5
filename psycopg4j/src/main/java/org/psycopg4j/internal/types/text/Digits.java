// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import org.psycopg4j.errors.DataException;

/** Digits in fixed places of dates and times. */
final class Digits {
  private Digits() {}

  static DataException malformed(String what) {
    return new DataException("unable to parse " + what);
  }

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** Where a run of digits ends. */
  static int end(byte[] buf, int start, int end) {
    int i = start;
    while (i < end && isDigit(buf[i])) {
      i++;
    }
    return i;
  }

  /** A run of digits as a number that is small enough by its length. */
  static long number(byte[] buf, int start, int end, int maxDigits, String what) {
    if (end <= start || end - start > maxDigits) {
      throw malformed(what);
    }
    long value = 0;
    for (int i = start; i < end; i++) {
      if (!isDigit(buf[i])) {
        throw malformed(what);
      }
      value = value * 10 + (buf[i] - '0');
    }
    return value;
  }

  /** Exactly two digits. */
  static int two(byte[] buf, int at, int end, String what) {
    if (at + 2 > end || !isDigit(buf[at]) || !isDigit(buf[at + 1])) {
      throw malformed(what);
    }
    return (buf[at] - '0') * 10 + (buf[at + 1] - '0');
  }

  static void require(byte[] buf, int at, int end, char wanted, String what) {
    if (at >= end || buf[at] != wanted) {
      throw malformed(what);
    }
  }

  /** Whether the bytes are that ASCII text. */
  static boolean matches(byte[] buf, int start, int end, String text) {
    if (end - start != text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (buf[start + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
