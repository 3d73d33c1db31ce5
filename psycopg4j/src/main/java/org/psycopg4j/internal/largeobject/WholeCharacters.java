// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.largeobject;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.function.Supplier;

/** Bytes that end where a character does. */
public final class WholeCharacters {
  private static final int LONGEST = 4; // bytes of a character, in every client encoding

  private WholeCharacters() {}

  /**
   * The bytes, and those more that their last character needs.
   *
   * @param next reads the next byte; none at the end
   */
  public static byte[] complete(byte[] bytes, Charset charset, Supplier<byte[]> next) {
    byte[] all = bytes;
    for (int i = 1; i < LONGEST && endsWithin(all, charset); i++) {
      byte[] more = next.get();
      if (more.length == 0) {
        break;
      }
      all = Arrays.copyOf(all, all.length + 1);
      all[all.length - 1] = more[0];
    }
    return all;
  }

  /** Whether the last character is not complete. Bytes that make no sense are as they are. */
  private static boolean endsWithin(byte[] bytes, Charset charset) {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(Math.min(bytes.length, 8192) + 2);
    while (decoder.decode(in, out, false).isOverflow()) {
      out.clear();
    }
    return in.hasRemaining() && decoder.decode(in, out.clear(), false).isUnderflow();
  }
}
