// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

/** Whole numbers with zeros in front. */
final class Padding {
  private Padding() {}

  /** Appends a number that is not negative, in so many digits at the least. */
  static void append(long number, int digits, StringBuilder out) {
    String text = Long.toString(number);
    for (int i = text.length(); i < digits; i++) {
      out.append('0');
    }
    out.append(text);
  }

  /** Appends the digits behind the point of so many microseconds of a second, and the point. */
  static void fraction(int micros, StringBuilder out) {
    if (micros == 0) {
      return;
    }
    out.append('.');
    int rest = micros;
    for (int unit = 100_000; rest != 0; unit /= 10) {
      out.append((char) ('0' + rest / unit));
      rest %= unit;
    }
  }
}
