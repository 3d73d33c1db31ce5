// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import org.psycopg4j.internal.types.Decoding;

/** A type whose value is its text. */
abstract class StringBinary extends BinaryDecoder {
  StringBinary(String typeName) {
    super(typeName);
  }

  @Override
  public final String decode(byte[] buf, int off, int len, Decoding ctx) {
    return decodeString(buf, off, len, ctx);
  }
}
