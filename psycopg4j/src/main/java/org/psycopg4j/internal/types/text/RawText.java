// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import java.util.Arrays;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;

/** A text's bytes as the server sent them, whatever encoding they are in. */
public final class RawText extends Decoder {
  public RawText(String typeName) {
    super(typeName);
  }

  @Override
  public byte[] decode(byte[] buf, int off, int len, Decoding ctx) {
    return Arrays.copyOfRange(buf, off, off + len);
  }
}
