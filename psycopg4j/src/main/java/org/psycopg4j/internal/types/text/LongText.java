// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;

/** int8 and oid in text format. */
public final class LongText extends Decoder {
  private static final long MAX_OID = 0xffff_ffffL;

  private final long min;
  private final long max;

  private LongText(String typeName, long min, long max) {
    super(typeName);
    this.min = min;
    this.max = max;
  }

  public static LongText int8() {
    return new LongText("int8", Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** An unsigned number of 32 bits. */
  public static LongText oid() {
    return new LongText("oid", 0, MAX_OID);
  }

  @Override
  public Long decode(byte[] buf, int off, int len, Decoding ctx) {
    return decodeLong(buf, off, len, ctx);
  }

  @Override
  public int decodeInt(byte[] buf, int off, int len, Decoding ctx) {
    long value = decodeLong(buf, off, len, ctx);
    if (value != (int) value) {
      throw outOfRange("int");
    }
    return (int) value;
  }

  @Override
  public long decodeLong(byte[] buf, int off, int len, Decoding ctx) {
    return WholeNumber.parse(buf, off, len, min, max);
  }

  @Override
  public double decodeDouble(byte[] buf, int off, int len, Decoding ctx) {
    return decodeLong(buf, off, len, ctx);
  }
}
