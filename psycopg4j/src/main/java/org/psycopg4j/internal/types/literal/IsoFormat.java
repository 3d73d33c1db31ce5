// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.literal;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.psycopg4j.internal.types.SqlBuffer;

/** The layout of Python's {@code isoformat}: no fraction of a second, or six digits of it. */
final class IsoFormat {
  private static final int NANOS_PER_MICRO = 1000;
  private static final int SECONDS_PER_HOUR = 3600;
  private static final int SECONDS_PER_MINUTE = 60;

  private IsoFormat() {}

  /** Appends a date without its era: the year 0 is the year 1 BC. */
  static void date(LocalDate date, SqlBuffer out) {
    int year = date.getYear();
    out.number(year < 1 ? 1 - year : year, 4);
    out.append('-');
    out.number(date.getMonthValue(), 2);
    out.append('-');
    out.number(date.getDayOfMonth(), 2);
  }

  static void time(LocalTime time, SqlBuffer out) {
    out.number(time.getHour(), 2);
    out.append(':');
    out.number(time.getMinute(), 2);
    out.append(':');
    out.number(time.getSecond(), 2);
    int micros = time.getNano() / NANOS_PER_MICRO;
    if (micros != 0) {
      out.append('.');
      out.number(micros, 6);
    }
  }

  static void timestamp(LocalDateTime timestamp, SqlBuffer out) {
    date(timestamp.toLocalDate(), out);
    out.append('T');
    time(timestamp.toLocalTime(), out);
  }

  /** Appends hours and minutes, and seconds if there are any. */
  static void offset(ZoneOffset offset, SqlBuffer out) {
    int seconds = offset.getTotalSeconds();
    out.append(seconds < 0 ? '-' : '+');
    int rest = Math.abs(seconds);
    out.number(rest / SECONDS_PER_HOUR, 2);
    out.append(':');
    out.number(rest / SECONDS_PER_MINUTE % SECONDS_PER_MINUTE, 2);
    if (rest % SECONDS_PER_MINUTE != 0) {
      out.append(':');
      out.number(rest % SECONDS_PER_MINUTE, 2);
    }
  }
}
