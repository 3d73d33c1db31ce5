// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import java.time.LocalDateTime;
import java.time.LocalTime;
import org.psycopg4j.internal.types.DateStyle;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;

/** timestamp in text format; infinity is LocalDateTime.MAX, -infinity is LocalDateTime.MIN. */
public final class TimestampText extends Decoder {
  public TimestampText() {
    super("timestamp");
  }

  @Override
  public LocalDateTime decode(byte[] buf, int off, int len, Decoding ctx) {
    int end = off + len;
    if (Digits.matches(buf, off, end, "infinity")) {
      return LocalDateTime.MAX;
    }
    if (Digits.matches(buf, off, end, "-infinity")) {
      return LocalDateTime.MIN;
    }
    if (ctx.dateStyle().format() != DateStyle.Format.ISO) {
      return TimestampLayout.timestamp(buf, off, end, ctx.dateStyle());
    }
    boolean bc = CalendarText.beforeChrist(buf, off, end);
    return iso(buf, off, CalendarText.withoutEra(end, bc), bc);
  }

  /** {@code YYYY-MM-DD HH:MM:SS} and a fraction. */
  static LocalDateTime iso(byte[] buf, int start, int end, boolean bc) {
    int space = CalendarText.isoEnd(buf, start, end);
    Digits.require(buf, space, end, ' ', CalendarText.DATE);
    LocalTime time = time(buf, space + 1, end);
    return LocalDateTime.of(CalendarText.iso(buf, start, space, bc), time);
  }

  /** A time of day within a timestamp, where 24:00 would be the next day. */
  static LocalTime time(byte[] buf, int start, int end) {
    long nanoOfDay = ClockText.nanoOfDay(buf, start, end);
    if (nanoOfDay == ClockText.NANOS_PER_DAY) {
      throw Digits.malformed("time");
    }
    return LocalTime.ofNanoOfDay(nanoOfDay);
  }
}
