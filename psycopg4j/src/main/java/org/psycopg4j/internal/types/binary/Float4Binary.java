// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.wire.Bytes;

/** float4 in binary format, IEEE 754 single; as a double it is the float widened. */
public final class Float4Binary extends BinaryDecoder {
  public Float4Binary() {
    super("float4");
  }

  @Override
  public Float decode(byte[] buf, int off, int len, Decoding ctx) {
    return value(buf, off, len);
  }

  @Override
  public double decodeDouble(byte[] buf, int off, int len, Decoding ctx) {
    return value(buf, off, len);
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    StringBuilder out = new StringBuilder();
    FloatOutput.append(value(buf, off, len), out);
    return out.toString();
  }

  private static float value(byte[] buf, int off, int len) {
    requireLength(len, Float.BYTES, "float4");
    return Float.intBitsToFloat(Bytes.int32(buf, off));
  }
}
