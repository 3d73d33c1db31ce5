// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.psycopg4j.internal.types.DateStyle;

/** Dates and timestamps in all styles (PostgreSQL manual, "Date/Time Output"). */
final class CalendarOutput {
  private static final String WEEKDAYS = "MonTueWedThuFriSatSun";
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final int NAME = 3;
  private static final int YEAR_DIGITS = 4;
  private static final int NANOS_PER_MICRO = 1000;

  private CalendarOutput() {}

  static String infinity(boolean negative) {
    return negative ? "-infinity" : "infinity";
  }

  /** Appends the era, which stands at the end of all, if it is the one before Christ. */
  static void era(LocalDate date, StringBuilder out) {
    if (date.getYear() < 1) {
      out.append(" BC");
    }
  }

  static void date(LocalDate date, DateStyle style, StringBuilder out) {
    switch (style.format()) {
      case ISO -> {
        year(date, out);
        Padding.append(date.getMonthValue(), 2, out.append('-'));
        Padding.append(date.getDayOfMonth(), 2, out.append('-'));
      }
      case GERMAN -> yearLast(date, true, '.', out);
      case SQL -> yearLast(date, style.dayFirst(), '/', out);
      case POSTGRES -> yearLast(date, style.dayFirst(), '-', out);
    }
  }

  static void timestamp(LocalDateTime timestamp, DateStyle style, StringBuilder out) {
    LocalDate date = timestamp.toLocalDate();
    if (style.format() == DateStyle.Format.POSTGRES) {
      name(WEEKDAYS, date.getDayOfWeek().getValue(), out);
      if (style.dayFirst()) {
        Padding.append(date.getDayOfMonth(), 2, out.append(' '));
        name(MONTHS, date.getMonthValue(), out.append(' '));
      } else {
        name(MONTHS, date.getMonthValue(), out.append(' '));
        Padding.append(date.getDayOfMonth(), 2, out.append(' '));
      }
      time(timestamp, out.append(' '));
      year(date, out.append(' '));
    } else {
      date(date, style, out);
      time(timestamp, out.append(' '));
    }
  }

  private static void time(LocalDateTime timestamp, StringBuilder out) {
    ClockOutput.time(timestamp.toLocalTime().toNanoOfDay() / NANOS_PER_MICRO, out);
  }

  private static void yearLast(
      LocalDate date, boolean dayFirst, char separator, StringBuilder out) {
    int month = date.getMonthValue();
    int day = date.getDayOfMonth();
    Padding.append(dayFirst ? day : month, 2, out);
    Padding.append(dayFirst ? month : day, 2, out.append(separator));
    year(date, out.append(separator));
  }

  /** Appends the year without its era: the year 0 is the year 1 BC. */
  private static void year(LocalDate date, StringBuilder out) {
    int year = date.getYear();
    Padding.append(year < 1 ? 1 - year : year, YEAR_DIGITS, out);
  }

  private static void name(String names, int number, StringBuilder out) {
    out.append(names, (number - 1) * NAME, number * NAME);
  }
}
