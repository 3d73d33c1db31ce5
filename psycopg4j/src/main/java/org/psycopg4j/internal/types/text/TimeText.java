// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import java.time.LocalTime;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;

/** time in text format; 24:00 is midnight, as in psycopg2. */
public final class TimeText extends Decoder {
  public TimeText() {
    super("time");
  }

  @Override
  public LocalTime decode(byte[] buf, int off, int len, Decoding ctx) {
    return time(buf, off, off + len);
  }

  static LocalTime time(byte[] buf, int start, int end) {
    long nanoOfDay = ClockText.nanoOfDay(buf, start, end);
    return nanoOfDay == ClockText.NANOS_PER_DAY
        ? LocalTime.MIDNIGHT
        : LocalTime.ofNanoOfDay(nanoOfDay);
  }
}
