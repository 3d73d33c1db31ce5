// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

/**
 * Addresses as PostgreSQL writes them: in IPv6 the first of the longest runs of two or more zeros
 * is left out, and an IPv4 address inside is written as such.
 */
final class InetFormat {
  private static final int GROUPS = 8;

  private InetFormat() {}

  /** The text of an address of 4 or 16 bytes. */
  static String text(byte[] address) {
    return address.length == 4 ? dotted(address, 0) : groups(address);
  }

  private static String dotted(byte[] address, int off) {
    return (address[off] & 0xff)
        + "."
        + (address[off + 1] & 0xff)
        + "."
        + (address[off + 2] & 0xff)
        + "."
        + (address[off + 3] & 0xff);
  }

  private static String groups(byte[] address) {
    int zeros = 0; // the longest run
    int start = -1;
    for (int i = 0; i < GROUPS; i++) {
      int run = run(address, i);
      if (run > zeros) {
        zeros = run;
        start = i;
      }
    }
    if (zeros < 2) {
      start = -1;
    }
    boolean dotted = start == 0 && (zeros == 6 || (zeros == 5 && group(address, 5) == 0xffff));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < (dotted ? 6 : GROUPS); i++) {
      if (i == start) {
        text.append("::");
        i += zeros - 1;
      } else {
        separate(text).append(Integer.toHexString(group(address, i)));
      }
    }
    return dotted ? separate(text).append(dotted(address, 12)).toString() : text.toString();
  }

  private static StringBuilder separate(StringBuilder text) {
    boolean first = text.length() == 0 || text.charAt(text.length() - 1) == ':';
    return first ? text : text.append(':');
  }

  /** The number of zeros from a group on. */
  private static int run(byte[] address, int from) {
    int end = from;
    while (end < GROUPS && group(address, end) == 0) {
      end++;
    }
    return end - from;
  }

  private static int group(byte[] address, int i) {
    return (address[2 * i] & 0xff) << 8 | (address[2 * i + 1] & 0xff);
  }
}
