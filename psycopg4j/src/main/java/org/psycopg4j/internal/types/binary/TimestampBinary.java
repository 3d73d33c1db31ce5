// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.wire.Bytes;

/**
 * timestamp in binary format: the microseconds since 2000-01-01. The last one is infinity,
 * LocalDateTime.MAX; the first one is -infinity, LocalDateTime.MIN.
 */
public final class TimestampBinary extends BinaryDecoder {
  public TimestampBinary() {
    super("timestamp");
  }

  @Override
  public LocalDateTime decode(byte[] buf, int off, int len, Decoding ctx) {
    long micros = micros(buf, off, len);
    if (micros == Long.MAX_VALUE) {
      return LocalDateTime.MAX;
    }
    return micros == Long.MIN_VALUE ? LocalDateTime.MIN : Epoch.local(micros, ZoneOffset.UTC);
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    long micros = micros(buf, off, len);
    if (infinite(micros)) {
      return CalendarOutput.infinity(micros < 0);
    }
    LocalDateTime timestamp = Epoch.local(micros, ZoneOffset.UTC);
    StringBuilder out = new StringBuilder();
    CalendarOutput.timestamp(timestamp, ctx.dateStyle(), out);
    CalendarOutput.era(timestamp.toLocalDate(), out);
    return out.toString();
  }

  static long micros(byte[] buf, int off, int len) {
    requireLength(len, Long.BYTES, "timestamp");
    return Bytes.int64(buf, off);
  }

  static boolean infinite(long micros) {
    return micros == Long.MAX_VALUE || micros == Long.MIN_VALUE;
  }
}
