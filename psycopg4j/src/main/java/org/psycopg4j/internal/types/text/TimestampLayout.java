// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.psycopg4j.internal.types.DateStyle;

/**
 * The layouts of timestamps in the styles other than ISO: {@code 02/03/2011 04:05:06 UTC BC},
 * {@code 03.02.2011 04:05:06}, {@code Thu Feb 03 04:05:06 2011}.
 */
final class TimestampLayout {
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final int NAME = 3; // of a weekday or a month
  private static final int POSTGRES_TIME = 11; // behind Www Mon DD

  private TimestampLayout() {}

  static LocalDateTime timestamp(byte[] buf, int start, int end, DateStyle style) {
    boolean bc = CalendarText.beforeChrist(buf, start, end);
    int eraless = CalendarText.withoutEra(end, bc);
    if (clockEnd(buf, start, eraless, style) != eraless) {
      throw Digits.malformed(CalendarText.DATE);
    }
    return local(buf, start, eraless, style, bc);
  }

  static OffsetDateTime timestamptz(byte[] buf, int start, int end, DateStyle style) {
    boolean bc = CalendarText.beforeChrist(buf, start, end);
    int eraless = CalendarText.withoutEra(end, bc);
    int zone = clockEnd(buf, start, eraless, style);
    Digits.require(buf, zone, eraless, ' ', CalendarText.DATE);
    ZoneOffset offset = ZoneText.offset(buf, zone + 1, eraless);
    return OffsetDateTime.of(local(buf, start, zone, style, bc), offset);
  }

  /** Where all but the zone ends: behind the time, or behind the year in POSTGRES. */
  private static int clockEnd(byte[] buf, int start, int end, DateStyle style) {
    if (style.format() == DateStyle.Format.POSTGRES) {
      int time = ClockText.end(buf, start + POSTGRES_TIME, end);
      return Digits.end(buf, time + 1, end);
    }
    int space = Digits.end(buf, start + 6, end);
    return ClockText.end(buf, space + 1, end);
  }

  private static LocalDateTime local(byte[] buf, int start, int end, DateStyle style, boolean bc) {
    if (style.format() == DateStyle.Format.POSTGRES) {
      return postgres(buf, start, end, style, bc);
    }
    int space = Digits.end(buf, start + 6, end);
    Digits.require(buf, space, end, ' ', CalendarText.DATE);
    LocalDate date = CalendarText.yearLast(buf, start, space, style, bc);
    return LocalDateTime.of(date, TimestampText.time(buf, space + 1, end));
  }

  private static LocalDateTime postgres(
      byte[] buf, int start, int end, DateStyle style, boolean bc) {
    int first = start + NAME + 1;
    int monthAt = style.dayFirst() ? first + 3 : first;
    int dayAt = style.dayFirst() ? first : first + NAME + 1;
    int timeAt = start + POSTGRES_TIME;
    Digits.require(buf, first - 1, end, ' ', CalendarText.DATE);
    Digits.require(buf, style.dayFirst() ? monthAt - 1 : dayAt - 1, end, ' ', CalendarText.DATE);
    Digits.require(buf, timeAt - 1, end, ' ', CalendarText.DATE);
    int timeEnd = ClockText.end(buf, timeAt, end);
    Digits.require(buf, timeEnd, end, ' ', CalendarText.DATE);
    int day = Digits.two(buf, dayAt, end, CalendarText.DATE);
    int year = CalendarText.year(buf, timeEnd + 1, end);
    LocalTime time = TimestampText.time(buf, timeAt, timeEnd);
    return LocalDateTime.of(CalendarText.date(year, month(buf, monthAt), day, bc), time);
  }

  /** The number of an English month's abbreviation; there is room for it before the time. */
  private static int month(byte[] buf, int at) {
    for (int month = 0; month < 12; month++) {
      if (Digits.matches(buf, at, at + NAME, MONTHS.substring(month * NAME, (month + 1) * NAME))) {
        return month + 1;
      }
    }
    throw Digits.malformed(CalendarText.DATE);
  }
}
