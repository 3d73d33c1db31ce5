// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.psycopg4j.internal.types.DateStyle;
import org.psycopg4j.internal.types.Decoding;

/**
 * timestamptz in binary format: the microseconds since 2000-01-01 in UTC. The offset, which it does
 * not hold, is that of the session's time zone then, by Java's rules for it.
 *
 * <p>It needs a zone whose rules are known, and DateStyle ISO: the other styles show the zone's
 * abbreviation, which is no offset, so that the text has no value either.
 */
public final class TimestampTzBinary extends BinaryDecoder {
  public TimestampTzBinary() {
    super("timestamptz");
  }

  @Override
  public boolean reads(Decoding settings) {
    return settings.dateStyle().format() == DateStyle.Format.ISO && settings.zone().known();
  }

  @Override
  public OffsetDateTime decode(byte[] buf, int off, int len, Decoding ctx) {
    long micros = TimestampBinary.micros(buf, off, len);
    if (micros == Long.MAX_VALUE) {
      return OffsetDateTime.MAX;
    }
    if (micros == Long.MIN_VALUE) {
      return OffsetDateTime.MIN;
    }
    ZoneOffset offset = ctx.zone().offset(Epoch.second(micros));
    return OffsetDateTime.of(Epoch.local(micros, offset), offset);
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    long micros = TimestampBinary.micros(buf, off, len);
    if (TimestampBinary.infinite(micros)) {
      return CalendarOutput.infinity(micros < 0);
    }
    OffsetDateTime timestamp = decode(buf, off, len, ctx);
    LocalDateTime local = timestamp.toLocalDateTime();
    StringBuilder out = new StringBuilder();
    CalendarOutput.timestamp(local, ctx.dateStyle(), out);
    ClockOutput.offset(timestamp.getOffset().getTotalSeconds(), out);
    CalendarOutput.era(local.toLocalDate(), out);
    return out.toString();
  }
}
