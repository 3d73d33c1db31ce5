// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;

/**
 * A decoder of the binary format, which is that of the type's send function on the server.
 *
 * <p>The text is composed as the server would write it with its own defaults for what a session
 * does not report: bytea in hexadecimal (bytea_output), floating-point numbers with the fewest
 * digits that tell them from others (extra_float_digits of 1 and more).
 */
abstract class BinaryDecoder extends Decoder {
  BinaryDecoder(String typeName) {
    super(typeName);
  }

  @Override
  public abstract String decodeString(byte[] buf, int off, int len, Decoding ctx);

  static void requireLength(int len, int wanted, String what) {
    if (len != wanted) {
      throw unparseable(what);
    }
  }
}
