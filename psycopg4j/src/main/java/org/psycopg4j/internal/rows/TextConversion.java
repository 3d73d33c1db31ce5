// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.rows;

import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;

/**
 * Text: of a column the server's own, whatever its type; of an element or an attribute only what is
 * text already.
 */
final class TextConversion implements Conversion {
  @Override
  public Object of(Object value) {
    if (value instanceof String) {
      return value;
    }
    throw Conversion.mismatch(String.class, value);
  }

  @Override
  public Object read(Decoder decoder, byte[] buf, int off, int len, Decoding ctx) {
    return decoder.decodeString(buf, off, len, ctx);
  }
}
