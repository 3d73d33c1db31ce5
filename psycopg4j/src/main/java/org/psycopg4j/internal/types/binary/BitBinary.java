// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import org.psycopg4j.internal.types.Decoding;

/** bit and varbit in binary format: the number of bits, and bytes that begin with the first. */
public final class BitBinary extends StringBinary {
  public BitBinary(String typeName) {
    super(typeName);
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    Body body = new Body(buf, off, len, typeName());
    int bits = body.int32();
    if (bits < 0 || (bits + 7L) / 8 != body.remaining()) {
      throw body.malformed();
    }
    StringBuilder out = new StringBuilder(bits);
    int octet = 0;
    for (int i = 0; i < bits; i++) {
      octet = i % 8 == 0 ? body.uint8() : octet << 1;
      out.append((octet & 0x80) == 0 ? '0' : '1');
    }
    return out.toString();
  }
}
