// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import org.psycopg4j.errors.NotSupportedException;
import org.psycopg4j.internal.types.Decoding;

/**
 * A type whose binary format is not read here. Only a binary cursor sends one that nobody asked
 * for: psycopg2 takes the bytes for text.
 */
public final class UnreadBinary extends BinaryDecoder {
  public UnreadBinary(String typeName) {
    super(typeName);
  }

  @Override
  public Object decode(byte[] buf, int off, int len, Decoding ctx) {
    throw unread();
  }

  @Override
  public int decodeInt(byte[] buf, int off, int len, Decoding ctx) {
    throw unread();
  }

  @Override
  public long decodeLong(byte[] buf, int off, int len, Decoding ctx) {
    throw unread();
  }

  @Override
  public double decodeDouble(byte[] buf, int off, int len, Decoding ctx) {
    throw unread();
  }

  @Override
  public boolean decodeBoolean(byte[] buf, int off, int len, Decoding ctx) {
    throw unread();
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    throw unread();
  }

  private NotSupportedException unread() {
    return new NotSupportedException(
        "values of type %s are read in text format only: don't declare the cursor BINARY"
            .formatted(typeName()));
  }
}
