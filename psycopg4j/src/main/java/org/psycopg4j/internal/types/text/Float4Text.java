// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;

/** float4 in text format; as a double it is the float widened, as in binary format. */
public final class Float4Text extends Decoder {
  public Float4Text() {
    super("float4");
  }

  @Override
  public Float decode(byte[] buf, int off, int len, Decoding ctx) {
    return FloatingPoint.parseFloat(buf, off, len, "float4");
  }

  @Override
  public double decodeDouble(byte[] buf, int off, int len, Decoding ctx) {
    return FloatingPoint.parseFloat(buf, off, len, "float4");
  }
}
