// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import java.util.Arrays;
import java.util.HexFormat;
import org.psycopg4j.internal.types.Decoding;

/** bytea in binary format: the bytes themselves. */
public final class ByteaBinary extends BinaryDecoder {
  public ByteaBinary() {
    super("bytea");
  }

  @Override
  public byte[] decode(byte[] buf, int off, int len, Decoding ctx) {
    return Arrays.copyOfRange(buf, off, off + len);
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    return "\\x" + HexFormat.of().formatHex(buf, off, off + len);
  }
}
