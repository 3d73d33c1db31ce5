// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.wire.Bytes;

/** float8 in binary format, IEEE 754 double. */
public final class Float8Binary extends BinaryDecoder {
  public Float8Binary() {
    super("float8");
  }

  @Override
  public Double decode(byte[] buf, int off, int len, Decoding ctx) {
    return decodeDouble(buf, off, len, ctx);
  }

  @Override
  public double decodeDouble(byte[] buf, int off, int len, Decoding ctx) {
    requireLength(len, Double.BYTES, "float8");
    return Double.longBitsToDouble(Bytes.int64(buf, off));
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    StringBuilder out = new StringBuilder();
    FloatOutput.append(decodeDouble(buf, off, len, ctx), out);
    return out.toString();
  }
}
