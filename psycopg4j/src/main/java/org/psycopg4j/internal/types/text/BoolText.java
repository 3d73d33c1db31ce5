// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;

/** bool in text format: {@code t} or {@code f}. */
public final class BoolText extends Decoder {
  public BoolText() {
    super("bool");
  }

  @Override
  public Boolean decode(byte[] buf, int off, int len, Decoding ctx) {
    return decodeBoolean(buf, off, len, ctx);
  }

  @Override
  public boolean decodeBoolean(byte[] buf, int off, int len, Decoding ctx) {
    if (len == 1 && buf[off] == 't') {
      return true;
    }
    if (len == 1 && buf[off] == 'f') {
      return false;
    }
    throw unparseable("boolean");
  }
}
