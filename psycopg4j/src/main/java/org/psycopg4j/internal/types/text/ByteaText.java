// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import java.util.Arrays;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;

/** bytea in both its text formats (PostgreSQL manual, "Binary Data Types"). */
public final class ByteaText extends Decoder {
  public ByteaText() {
    super("bytea");
  }

  @Override
  public byte[] decode(byte[] buf, int off, int len, Decoding ctx) {
    // In the escape format a backslash is followed by a digit or by another one, never by an x.
    boolean hex = len >= 2 && buf[off] == '\\' && buf[off + 1] == 'x';
    return hex ? hex(buf, off + 2, len - 2) : escaped(buf, off, len);
  }

  private static byte[] hex(byte[] buf, int off, int len) {
    if ((len & 1) != 0) {
      throw unparseable("bytea");
    }
    byte[] value = new byte[len >> 1];
    int bad = 0;
    for (int i = 0, at = off; i < value.length; i++, at += 2) {
      int high = Character.digit(buf[at], 16);
      int low = Character.digit(buf[at + 1], 16);
      bad |= high | low; // negative from the first wrong digit on
      value[i] = (byte) (high << 4 | low);
    }
    if (bad < 0) {
      throw unparseable("bytea");
    }
    return value;
  }

  private static byte[] escaped(byte[] buf, int off, int len) {
    byte[] value = new byte[len];
    int size = 0;
    int end = off + len;
    for (int i = off; i < end; size++) {
      if (buf[i] != '\\') {
        value[size] = buf[i++];
      } else if (i + 1 < end && buf[i + 1] == '\\') {
        value[size] = '\\';
        i += 2;
      } else if (i + 3 < end) {
        value[size] =
            (byte) (octal(buf[i + 1], 3) << 6 | octal(buf[i + 2], 7) << 3 | octal(buf[i + 3], 7));
        i += 4;
      } else {
        throw unparseable("bytea");
      }
    }
    return size == len ? value : Arrays.copyOf(value, size);
  }

  private static int octal(byte b, int max) {
    int digit = b - '0';
    if (digit < 0 || digit > max) {
      throw unparseable("bytea");
    }
    return digit;
  }
}
