// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.copy;

import java.io.IOException;
import java.io.Reader;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import org.psycopg4j.copy.CopySource;
import org.psycopg4j.internal.types.SqlBuffer;

/**
 * What is left in a Reader, in the client's encoding. A character that this lacks is an error. The
 * Reader stays open.
 */
public final class ReaderSource implements CopySource {
  private final Reader in;
  private final SqlBuffer encoded;
  private int taken;
  private char[] chars = {};
  private int held; // 1 if chars begins with the first half of a pair

  public ReaderSource(Reader in, Charset charset) {
    this.in = in;
    this.encoded = new SqlBuffer(charset);
  }

  @Override
  public int read(byte[] buf) throws IOException {
    while (taken == encoded.size()) {
      if (!readMore(buf.length)) {
        return -1;
      }
    }
    int count = Math.min(buf.length, encoded.size() - taken);
    System.arraycopy(encoded.array(), taken, buf, 0, count);
    taken += count;
    return count;
  }

  private boolean readMore(int size) throws IOException {
    if (chars.length < size + 1) {
      char[] longer = new char[size + 1];
      System.arraycopy(chars, 0, longer, 0, held);
      chars = longer;
    }
    int count = in.read(chars, held, size);
    boolean ended = count <= 0;
    int length = held + Math.max(count, 0);
    if (length == 0) {
      return false;
    }
    held = !ended && Character.isHighSurrogate(chars[length - 1]) ? 1 : 0;
    encoded.reset();
    taken = 0;
    encoded.text(CharBuffer.wrap(chars), 0, length - held);
    chars[0] = held == 1 ? chars[length - 1] : chars[0];
    return !ended;
  }
}
