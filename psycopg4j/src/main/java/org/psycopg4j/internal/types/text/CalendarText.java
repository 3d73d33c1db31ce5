// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.psycopg4j.internal.types.DateStyle;

/** The date inside of other texts. */
final class CalendarText {
  static final String DATE = "date";

  private static final int MAX_YEAR_DIGITS = 7; // the last year of a date is 5874897
  private static final String BC = " BC";

  private CalendarText() {}

  /** Whether a text ends in the era before Christ. */
  static boolean beforeChrist(byte[] buf, int start, int end) {
    return end - BC.length() > start && Digits.matches(buf, end - BC.length(), end, BC);
  }

  /** Where a text ends that had the era behind it. */
  static int withoutEra(int end, boolean bc) {
    return bc ? end - BC.length() : end;
  }

  /** Where a date of ISO style ends: 6 bytes behind its year. */
  static int isoEnd(byte[] buf, int start, int end) {
    return Digits.end(buf, start, end) + 6;
  }

  /** {@code YYYY-MM-DD}. */
  static LocalDate iso(byte[] buf, int start, int end, boolean bc) {
    int yearEnd = end - 6;
    int year = year(buf, start, yearEnd);
    Digits.require(buf, yearEnd, end, '-', DATE);
    int month = Digits.two(buf, yearEnd + 1, end, DATE);
    Digits.require(buf, yearEnd + 3, end, '-', DATE);
    int day = Digits.two(buf, yearEnd + 4, end, DATE);
    return date(year, month, day, bc);
  }

  /** {@code MM/DD/YYYY} and its like: SQL and POSTGRES either way around, GERMAN day first. */
  static LocalDate yearLast(byte[] buf, int start, int end, DateStyle style, boolean bc) {
    char separator =
        switch (style.format()) {
          case GERMAN -> '.';
          case SQL -> '/';
          default -> '-';
        };
    int first = Digits.two(buf, start, end, DATE);
    Digits.require(buf, start + 2, end, separator, DATE);
    int second = Digits.two(buf, start + 3, end, DATE);
    Digits.require(buf, start + 5, end, separator, DATE);
    int year = year(buf, start + 6, end);
    boolean dayFirst = style.dayFirst() || style.format() == DateStyle.Format.GERMAN;
    return dayFirst ? date(year, second, first, bc) : date(year, first, second, bc);
  }

  static int year(byte[] buf, int start, int end) {
    return (int) Digits.number(buf, start, end, MAX_YEAR_DIGITS, DATE);
  }

  /** A date; the year 1 BC is the year 0, and there is no other. */
  static LocalDate date(int year, int month, int day, boolean bc) {
    if (year == 0) {
      throw Digits.malformed(DATE);
    }
    try {
      return LocalDate.of(bc ? 1 - year : year, month, day);
    } catch (DateTimeException e) {
      throw Digits.malformed(DATE);
    }
  }
}
