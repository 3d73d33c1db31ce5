// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.psycopg4j.internal.types.DateStyle;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;

/** timestamptz in text format, at the offset that the session's time zone had then. */
public final class TimestampTzText extends Decoder {
  public TimestampTzText() {
    super("timestamptz");
  }

  @Override
  public OffsetDateTime decode(byte[] buf, int off, int len, Decoding ctx) {
    int end = off + len;
    if (Digits.matches(buf, off, end, "infinity")) {
      return OffsetDateTime.MAX;
    }
    if (Digits.matches(buf, off, end, "-infinity")) {
      return OffsetDateTime.MIN;
    }
    if (ctx.dateStyle().format() != DateStyle.Format.ISO) {
      return TimestampLayout.timestamptz(buf, off, end, ctx.dateStyle());
    }
    boolean bc = CalendarText.beforeChrist(buf, off, end);
    int eraless = CalendarText.withoutEra(end, bc);
    int time = CalendarText.isoEnd(buf, off, eraless) + 1;
    int zone = ClockText.end(buf, time, eraless);
    ZoneOffset offset = Offsets.of(ClockText.offset(buf, zone, eraless));
    return OffsetDateTime.of(TimestampText.iso(buf, off, zone, bc), offset);
  }
}
