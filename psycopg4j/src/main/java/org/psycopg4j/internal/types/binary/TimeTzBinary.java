// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import java.time.OffsetTime;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.text.Offsets;
import org.psycopg4j.internal.wire.Bytes;

/** timetz in binary format: a time, and the seconds that its zone is west of Greenwich. */
public final class TimeTzBinary extends BinaryDecoder {
  private static final int LENGTH = 12;
  private static final int MAX_SECONDS = 18 * 3600; // java.time's; the server's is less than 16 h

  public TimeTzBinary() {
    super("timetz");
  }

  @Override
  public OffsetTime decode(byte[] buf, int off, int len, Decoding ctx) {
    int offset = offset(buf, off, len); // first, as it checks the length
    return OffsetTime.of(TimeBinary.time(buf, off), Offsets.of(offset));
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    int offset = offset(buf, off, len);
    StringBuilder out = new StringBuilder();
    ClockOutput.time(TimeBinary.microOfDay(buf, off), out);
    ClockOutput.offset(offset, out);
    return out.toString();
  }

  private static int offset(byte[] buf, int off, int len) {
    requireLength(len, LENGTH, "time");
    int west = Bytes.int32(buf, off + 8);
    if (west < -MAX_SECONDS || west > MAX_SECONDS) {
      throw unparseable("time");
    }
    return -west;
  }
}
