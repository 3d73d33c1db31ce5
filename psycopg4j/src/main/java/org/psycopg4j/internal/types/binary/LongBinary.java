// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.wire.Bytes;

/** int8 and oid in binary format. */
public final class LongBinary extends BinaryDecoder {
  private static final long MAX_OID = 0xffff_ffffL;

  private final int size;

  private LongBinary(String typeName, int size) {
    super(typeName);
    this.size = size;
  }

  public static LongBinary int8() {
    return new LongBinary("int8", Long.BYTES);
  }

  /** An unsigned number of 32 bits. */
  public static LongBinary oid() {
    return new LongBinary("oid", Integer.BYTES);
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
    requireLength(len, size, "integer");
    return len == Long.BYTES ? Bytes.int64(buf, off) : Bytes.int32(buf, off) & MAX_OID;
  }

  @Override
  public double decodeDouble(byte[] buf, int off, int len, Decoding ctx) {
    return decodeLong(buf, off, len, ctx);
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    return Long.toString(decodeLong(buf, off, len, ctx));
  }
}
