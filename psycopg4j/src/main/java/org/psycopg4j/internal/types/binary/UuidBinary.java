// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import java.util.UUID;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.wire.Bytes;

/** uuid in binary format: its 16 bytes. */
public final class UuidBinary extends BinaryDecoder {
  private static final int LENGTH = 16;

  public UuidBinary() {
    super("uuid");
  }

  @Override
  public UUID decode(byte[] buf, int off, int len, Decoding ctx) {
    requireLength(len, LENGTH, "uuid");
    return new UUID(Bytes.int64(buf, off), Bytes.int64(buf, off + 8));
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    return decode(buf, off, len, ctx).toString();
  }
}
