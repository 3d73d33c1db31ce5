// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import org.psycopg4j.errors.DataException;
import org.psycopg4j.types.Interval;

/** The parts of an interval while it is read: each number in turn, then what it counts. */
final class IntervalParts {
  static final long MICROS_PER_SECOND = 1_000_000;
  static final long MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
  static final long MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;

  private static final String INTERVAL = "interval";
  private static final int MAX_DIGITS = 18;
  private static final int MAX_FRACTION = 6;
  private static final int NANOS_PER_MICRO = 1000;
  private static final int MONTHS_PER_YEAR = 12;

  private final byte[] buf;
  private final int end;
  private final boolean ago; // every sign is turned around
  private int at;

  private long months;
  private long days;
  private long micros;

  boolean negative; // the sign that was read last
  long number; // without its sign
  long fraction; // of a second, in microseconds

  IntervalParts(byte[] buf, int start, int end, boolean ago) {
    this.buf = buf;
    this.at = start;
    this.end = end;
    this.ago = ago;
  }

  boolean more() {
    return at < end;
  }

  /** The next byte, or NUL at the end. */
  char next() {
    return at < end ? (char) (buf[at] & 0xff) : 0;
  }

  boolean skip(char wanted) {
    if (next() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  void require(char wanted) {
    if (!skip(wanted)) {
      throw malformed();
    }
  }

  /** Reads a sign, if there is one; without one the sign stays what it was. */
  void sign() {
    if (next() == '-' || next() == '+') {
      negative = next() == '-';
      at++;
    }
  }

  /** Reads digits, and the digits of a fraction of a second. */
  void number() {
    int digitsEnd = Digits.end(buf, at, end);
    number = Digits.number(buf, at, digitsEnd, MAX_DIGITS, INTERVAL);
    at = digitsEnd;
    fraction = 0;
    if (skip('.')) {
      int fractionEnd = Digits.end(buf, at, end);
      if (fractionEnd - at > MAX_FRACTION) {
        throw malformed();
      }
      fraction = ClockText.nanos(buf, at, fractionEnd, INTERVAL) / NANOS_PER_MICRO;
      at = fractionEnd;
    }
  }

  /** Reads a word, and its plural's s, if it stands here. */
  boolean word(String singular) {
    int wordEnd = at + singular.length();
    if (wordEnd > end || !Digits.matches(buf, at, wordEnd, singular)) {
      return false;
    }
    at = wordEnd;
    skip('s');
    return true;
  }

  void years() {
    months = Math.addExact(months, Math.multiplyExact(signedNumber(), MONTHS_PER_YEAR));
  }

  void months() {
    months = Math.addExact(months, signedNumber());
  }

  void days() {
    days = Math.addExact(days, signedNumber());
  }

  /** Adds the number read last, in that unit of microseconds; only seconds have a fraction. */
  void time(long unit) {
    if (fraction != 0 && unit != MICROS_PER_SECOND) {
      throw malformed();
    }
    // Added with their sign, as Long.MIN_VALUE microseconds have no opposite.
    long whole = Math.multiplyExact(signed(number), unit);
    micros = Math.addExact(Math.addExact(micros, whole), signed(fraction));
  }

  /** Reads the rest of H:MM:SS behind the hours, which were read last. */
  void clock() {
    time(MICROS_PER_HOUR);
    require(':');
    number();
    time(MICROS_PER_MINUTE);
    require(':');
    number();
    time(MICROS_PER_SECOND);
  }

  Interval interval() {
    return new Interval(Math.toIntExact(months), Math.toIntExact(days), micros);
  }

  static DataException malformed() {
    return Digits.malformed(INTERVAL);
  }

  private long signedNumber() {
    if (fraction != 0) {
      throw malformed();
    }
    return signed(number);
  }

  private long signed(long value) {
    return negative == ago ? value : -value;
  }
}
