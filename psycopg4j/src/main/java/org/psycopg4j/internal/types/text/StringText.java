// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;

/** The text family, and every type that has no decoder of its own: the text as it is. */
public final class StringText extends Decoder {
  public StringText(String typeName) {
    super(typeName);
  }

  @Override
  public String decode(byte[] buf, int off, int len, Decoding ctx) {
    return ctx.text(buf, off, len);
  }
}
