// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import org.psycopg4j.internal.types.Decoding;

/** bool in binary format: a byte, 0 or 1. */
public final class BoolBinary extends BinaryDecoder {
  public BoolBinary() {
    super("bool");
  }

  @Override
  public Boolean decode(byte[] buf, int off, int len, Decoding ctx) {
    return decodeBoolean(buf, off, len, ctx);
  }

  @Override
  public boolean decodeBoolean(byte[] buf, int off, int len, Decoding ctx) {
    requireLength(len, 1, "boolean");
    if ((buf[off] & ~1) != 0) {
      throw unparseable("boolean");
    }
    return buf[off] == 1;
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    return decodeBoolean(buf, off, len, ctx) ? "t" : "f";
  }
}
