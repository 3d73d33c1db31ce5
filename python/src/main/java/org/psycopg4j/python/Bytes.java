// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.python;

import java.nio.charset.StandardCharsets;

/** Bytes as they cross: a string with a character below 256 for each. */
final class Bytes {
  private Bytes() {}

  static String crossing(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  static String crossing(byte[] bytes, int off, int len) {
    return new String(bytes, off, len, StandardCharsets.ISO_8859_1);
  }

  static byte[] arrived(String bytes) {
    return bytes.getBytes(StandardCharsets.ISO_8859_1);
  }
}
