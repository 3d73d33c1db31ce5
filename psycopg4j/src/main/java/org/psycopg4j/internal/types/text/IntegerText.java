// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;

/** int2 and int4 in text format. */
public final class IntegerText extends Decoder {
  private final int min;
  private final int max;

  private IntegerText(String typeName, int min, int max) {
    super(typeName);
    this.min = min;
    this.max = max;
  }

  public static IntegerText int2() {
    return new IntegerText("int2", Short.MIN_VALUE, Short.MAX_VALUE);
  }

  public static IntegerText int4() {
    return new IntegerText("int4", Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  @Override
  public Integer decode(byte[] buf, int off, int len, Decoding ctx) {
    return decodeInt(buf, off, len, ctx);
  }

  @Override
  public int decodeInt(byte[] buf, int off, int len, Decoding ctx) {
    return (int) WholeNumber.parse(buf, off, len, min, max);
  }

  @Override
  public long decodeLong(byte[] buf, int off, int len, Decoding ctx) {
    return decodeInt(buf, off, len, ctx);
  }

  @Override
  public double decodeDouble(byte[] buf, int off, int len, Decoding ctx) {
    return decodeInt(buf, off, len, ctx);
  }
}
