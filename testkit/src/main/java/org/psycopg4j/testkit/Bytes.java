// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Byte arrays put together and taken from text. */
public final class Bytes {
  private Bytes() {}

  /** The parts one after the other, in one new array. */
  public static byte[] concat(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length = Math.addExact(length, part.length);
    }
    byte[] whole = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    return whole;
  }

  /** The UTF-8 bytes of a text. */
  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Bytes written as hexadecimal digits; blanks between bytes are skipped. */
  public static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
  }
}
