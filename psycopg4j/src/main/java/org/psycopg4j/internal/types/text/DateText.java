// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import java.time.LocalDate;
import org.psycopg4j.internal.types.DateStyle;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;

/** date in text format; infinity is LocalDate.MAX, -infinity is LocalDate.MIN. */
public final class DateText extends Decoder {
  public DateText() {
    super("date");
  }

  @Override
  public LocalDate decode(byte[] buf, int off, int len, Decoding ctx) {
    int end = off + len;
    if (Digits.matches(buf, off, end, "infinity")) {
      return LocalDate.MAX;
    }
    if (Digits.matches(buf, off, end, "-infinity")) {
      return LocalDate.MIN;
    }
    boolean bc = CalendarText.beforeChrist(buf, off, end);
    int eraless = CalendarText.withoutEra(end, bc);
    if (ctx.dateStyle().format() != DateStyle.Format.ISO) {
      return CalendarText.yearLast(buf, off, eraless, ctx.dateStyle(), bc);
    }
    return CalendarText.iso(buf, off, eraless, bc);
  }
}
