// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.wire;

import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * Reads the fields of one message, front to back. Whatever lies beyond the message's end is out of
 * reach: a field that would end there makes the message malformed.
 *
 * <p>For the short messages of the protocol. Rows are never read this way ({@link RowStore}).
 */
public final class MessageReader {
  private final byte[] buf;
  private final int end;
  private int pos;

  public MessageReader(byte[] buf, int off, int len) {
    this.buf = buf;
    this.pos = off;
    this.end = off + len;
  }

  public int remaining() {
    return end - pos;
  }

  public byte int8() {
    need(1);
    return buf[pos++];
  }

  public int int16() {
    need(2);
    int value = Bytes.int16(buf, pos);
    pos += 2;
    return value;
  }

  public int int32() {
    need(4);
    int value = Bytes.int32(buf, pos);
    pos += 4;
    return value;
  }

  public long int64() {
    need(8);
    long value = Bytes.int64(buf, pos);
    pos += 8;
    return value;
  }

  public void skip(int count) {
    need(count);
    pos += count;
  }

  public byte[] bytes(int count) {
    need(count);
    byte[] bytes = Arrays.copyOfRange(buf, pos, pos + count);
    pos += count;
    return bytes;
  }

  /** A string that ends in a zero byte. */
  public String cString(Charset charset) {
    for (int i = pos; i < end; i++) {
      if (buf[i] == 0) {
        String value = new String(buf, pos, i - pos, charset);
        pos = i + 1;
        return value;
      }
    }
    throw new MalformedMessageException("a string in a message from the server has no end");
  }

  private void need(int count) {
    if (count < 0 || count > end - pos) {
      throw new MalformedMessageException(
          "a message from the server ends too early: "
              + count
              + " more bytes were expected, "
              + (end - pos)
              + " are left");
    }
  }
}
