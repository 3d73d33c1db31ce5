// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import java.util.HexFormat;
import org.psycopg4j.internal.types.Decoding;

/** macaddr and macaddr8 in binary format: 6 and 8 bytes. */
public final class MacaddrBinary extends StringBinary {
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

  private final int size;

  private MacaddrBinary(String typeName, int size) {
    super(typeName);
    this.size = size;
  }

  public static MacaddrBinary macaddr() {
    return new MacaddrBinary("macaddr", 6);
  }

  public static MacaddrBinary macaddr8() {
    return new MacaddrBinary("macaddr8", 8);
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    requireLength(len, size, typeName());
    return COLONS.formatHex(buf, off, off + len);
  }
}
