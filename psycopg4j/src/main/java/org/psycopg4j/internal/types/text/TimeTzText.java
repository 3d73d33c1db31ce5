// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import java.time.LocalTime;
import java.time.OffsetTime;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;

/** timetz in text format: a time and its offset, in every DateStyle. */
public final class TimeTzText extends Decoder {
  public TimeTzText() {
    super("timetz");
  }

  @Override
  public OffsetTime decode(byte[] buf, int off, int len, Decoding ctx) {
    int end = off + len;
    int zone = ClockText.end(buf, off, end);
    LocalTime time = TimeText.time(buf, off, zone);
    return OffsetTime.of(time, Offsets.of(ClockText.offset(buf, zone, end)));
  }
}
