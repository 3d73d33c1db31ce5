// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import java.util.UUID;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;

/** uuid in text format: 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12. */
public final class UuidText extends Decoder {
  private static final int LENGTH = 36;

  public UuidText() {
    super("uuid");
  }

  @Override
  public UUID decode(byte[] buf, int off, int len, Decoding ctx) {
    if (len != LENGTH) {
      throw unparseable("uuid");
    }
    long high = hex(buf, off, 8) << 32 | hex(buf, off + 9, 4) << 16 | hex(buf, off + 14, 4);
    long low = hex(buf, off + 19, 4) << 48 | hex(buf, off + 24, 12);
    requireDash(buf[off + 8]);
    requireDash(buf[off + 13]);
    requireDash(buf[off + 18]);
    requireDash(buf[off + 23]);
    return new UUID(high, low);
  }

  private static long hex(byte[] buf, int off, int digits) {
    long value = 0;
    for (int i = off; i < off + digits; i++) {
      int digit = Character.digit(buf[i], 16);
      if (digit < 0) {
        throw unparseable("uuid");
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static void requireDash(byte b) {
    if (b != '-') {
      throw unparseable("uuid");
    }
  }
}
