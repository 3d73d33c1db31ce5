// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import java.time.LocalDate;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.wire.Bytes;

/**
 * date in binary format: the days since 2000-01-01. The last one is infinity, LocalDate.MAX; the
 * first one is -infinity, LocalDate.MIN.
 */
public final class DateBinary extends BinaryDecoder {
  public DateBinary() {
    super("date");
  }

  @Override
  public LocalDate decode(byte[] buf, int off, int len, Decoding ctx) {
    requireLength(len, Integer.BYTES, "date");
    int days = Bytes.int32(buf, off);
    return switch (days) {
      case Integer.MAX_VALUE -> LocalDate.MAX;
      case Integer.MIN_VALUE -> LocalDate.MIN;
      default -> LocalDate.ofEpochDay(Epoch.day(days));
    };
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    LocalDate date = decode(buf, off, len, ctx);
    if (date.equals(LocalDate.MAX) || date.equals(LocalDate.MIN)) {
      return CalendarOutput.infinity(date.equals(LocalDate.MIN));
    }
    StringBuilder out = new StringBuilder();
    CalendarOutput.date(date, ctx.dateStyle(), out);
    CalendarOutput.era(date, out);
    return out.toString();
  }
}
