// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.testkit;

import java.util.Arrays;
import java.util.HexFormat;

/** Two byte strings side by side, in hexadecimal and ASCII, from just before they part. */
final class ByteDiff {
  private static final int WIDTH = 16;
  private static final int MAX_LINES = 12;

  private ByteDiff() {}

  static String of(byte[] wanted, byte[] got) {
    int parting = Arrays.mismatch(wanted, got);
    StringBuilder text = new StringBuilder();
    text.append("first difference at byte ").append(parting).append('\n');
    text.append("  wanted ").append(wanted.length).append(" bytes: ");
    text.append(MessageNames.ofClient(wanted)).append('\n');
    text.append("  got    ").append(got.length).append(" bytes: ");
    text.append(MessageNames.ofClient(got)).append('\n');
    int from = Math.max(0, parting / WIDTH * WIDTH - WIDTH);
    int end = Math.min(Math.max(wanted.length, got.length), from + MAX_LINES * WIDTH);
    for (int line = from; line < end; line += WIDTH) {
      if (Arrays.equals(slice(wanted, line), slice(got, line))) {
        text.append("           ").append(line(wanted, line)).append('\n');
      } else {
        text.append("  wanted - ").append(line(wanted, line)).append('\n');
        text.append("  got    + ").append(line(got, line)).append('\n');
      }
    }
    return text.toString();
  }

  private static byte[] slice(byte[] bytes, int from) {
    int start = Math.min(from, bytes.length);
    return Arrays.copyOfRange(bytes, start, Math.min(start + WIDTH, bytes.length));
  }

  private static String line(byte[] bytes, int from) {
    byte[] part = slice(bytes, from);
    StringBuilder ascii = new StringBuilder();
    for (byte b : part) {
      ascii.append(b >= ' ' && b < 127 ? (char) b : '.');
    }
    String hex = HexFormat.ofDelimiter(" ").formatHex(part);
    return "%06x  %-47s  %s".formatted(from, hex, ascii);
  }
}
