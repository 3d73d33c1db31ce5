// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import java.time.LocalTime;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.wire.Bytes;

/** time in binary format: the microseconds since midnight; 24:00 is midnight, as in psycopg2. */
public final class TimeBinary extends BinaryDecoder {
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final int NANOS_PER_MICRO = 1000;

  public TimeBinary() {
    super("time");
  }

  @Override
  public LocalTime decode(byte[] buf, int off, int len, Decoding ctx) {
    requireLength(len, Long.BYTES, "time");
    return time(buf, off);
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    requireLength(len, Long.BYTES, "time");
    StringBuilder out = new StringBuilder();
    ClockOutput.time(microOfDay(buf, off), out);
    return out.toString();
  }

  static LocalTime time(byte[] buf, int off) {
    long micros = microOfDay(buf, off);
    return micros == MICROS_PER_DAY
        ? LocalTime.MIDNIGHT
        : LocalTime.ofNanoOfDay(micros * NANOS_PER_MICRO);
  }

  /** The microsecond of the day; of 24:00:00, the length of a day. */
  static long microOfDay(byte[] buf, int off) {
    long micros = Bytes.int64(buf, off);
    if (micros < 0 || micros > MICROS_PER_DAY) {
      throw unparseable("time");
    }
    return micros;
  }
}
