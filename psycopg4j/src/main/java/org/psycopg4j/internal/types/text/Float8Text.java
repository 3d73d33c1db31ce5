// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;

/** float8 in text format. */
public final class Float8Text extends Decoder {
  public Float8Text() {
    super("float8");
  }

  @Override
  public Double decode(byte[] buf, int off, int len, Decoding ctx) {
    return decodeDouble(buf, off, len, ctx);
  }

  @Override
  public double decodeDouble(byte[] buf, int off, int len, Decoding ctx) {
    return FloatingPoint.parseDouble(buf, off, len, "float8");
  }
}
