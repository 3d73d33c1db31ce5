// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.wire.Bytes;

/** int2 and int4 in binary format. */
public final class IntegerBinary extends BinaryDecoder {
  private final int size;

  private IntegerBinary(String typeName, int size) {
    super(typeName);
    this.size = size;
  }

  public static IntegerBinary int2() {
    return new IntegerBinary("int2", Short.BYTES);
  }

  public static IntegerBinary int4() {
    return new IntegerBinary("int4", Integer.BYTES);
  }

  @Override
  public Integer decode(byte[] buf, int off, int len, Decoding ctx) {
    return decodeInt(buf, off, len, ctx);
  }

  @Override
  public int decodeInt(byte[] buf, int off, int len, Decoding ctx) {
    requireLength(len, size, "integer");
    return len == Integer.BYTES ? Bytes.int32(buf, off) : Bytes.int16(buf, off);
  }

  @Override
  public long decodeLong(byte[] buf, int off, int len, Decoding ctx) {
    return decodeInt(buf, off, len, ctx);
  }

  @Override
  public double decodeDouble(byte[] buf, int off, int len, Decoding ctx) {
    return decodeInt(buf, off, len, ctx);
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    return Integer.toString(decodeInt(buf, off, len, ctx));
  }
}
