// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;

/** time or timetz, whichever the text is: only a timetz has a sign in it. */
public final class EitherTimeText extends Decoder {
  private static final TimeText TIME = new TimeText();
  private static final TimeTzText TIMETZ = new TimeTzText();

  public EitherTimeText() {
    super("time");
  }

  @Override
  public Object decode(byte[] buf, int off, int len, Decoding ctx) {
    for (int i = off; i < off + len; i++) {
      if (buf[i] == '+' || buf[i] == '-') {
        return TIMETZ.decode(buf, off, len, ctx);
      }
    }
    return TIME.decode(buf, off, len, ctx);
  }
}
