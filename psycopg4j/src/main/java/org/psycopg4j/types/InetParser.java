// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

import java.util.Arrays;
import org.psycopg4j.errors.ParameterException;

/** Addresses in digits (PostgreSQL manual, "Network Address Types"); names are never looked up. */
final class InetParser {
  private static final int BYTES = 16;
  private static final int MOST_DIGITS = 4; // of a group
  private static final int MOST_BITS = 128;

  private final String text;
  private final byte[] bytes = new byte[BYTES];
  private int size;
  private int gap = -1; // where :: stands for as many zeros as are missing

  private InetParser(String text) {
    this.text = text;
  }

  /** The 4 or 16 bytes of an address. */
  static byte[] address(String text) {
    InetParser parser = new InetParser(text);
    if (text.indexOf(':') < 0) {
      parser.dotted(0);
      return Arrays.copyOf(parser.bytes, 4);
    }
    return parser.groups();
  }

  /** A prefix length in digits, which may still be too much for the address. */
  static int prefixLength(String text) {
    int bits = number(text, 10, 3);
    if (bits > MOST_BITS) {
      throw malformed();
    }
    return bits;
  }

  static ParameterException notAnAddress(String why) {
    return new ParameterException(
        ParameterException.Kind.VALUE, "not an IPv4 or IPv6 address", why);
  }

  private static ParameterException malformed() {
    return notAnAddress("it takes digits as in 10.0.0.1/24 or 2001:db8::1/32");
  }

  private byte[] groups() {
    int at = 0;
    if (text.startsWith("::")) {
      gap = 0;
      at = 2;
    }
    while (at < text.length()) {
      int colon = text.indexOf(':', at);
      int end = colon < 0 ? text.length() : colon;
      if (colon < 0 && text.indexOf('.', at) >= 0) {
        dotted(at);
        break;
      }
      group(number(text.substring(at, end), 16, MOST_DIGITS));
      at = end + 1;
      if (colon >= 0 && text.startsWith(":", at)) {
        if (gap >= 0) {
          throw malformed();
        }
        gap = size;
        at++;
      } else if (at == text.length()) { // a single colon at the end
        throw malformed();
      }
    }
    return filled();
  }

  /** The bytes with zeros in the gap, which stands for one group at the least. */
  private byte[] filled() {
    if (gap < 0 ? size != BYTES : size > BYTES - 2) {
      throw malformed();
    }
    if (gap >= 0) {
      int behind = size - gap;
      System.arraycopy(bytes, gap, bytes, BYTES - behind, behind);
      Arrays.fill(bytes, gap, BYTES - behind, (byte) 0);
    }
    return bytes;
  }

  private void group(int value) {
    append(value >> 8);
    append(value & 0xff);
  }

  /** Four numbers with dots between them, up to the end. */
  private void dotted(int start) {
    String[] parts = text.substring(start).split("\\.", -1);
    if (parts.length != 4) {
      throw malformed();
    }
    for (String part : parts) {
      int value = number(part, 10, 3);
      if (value > 0xff) {
        throw malformed();
      }
      append(value);
    }
  }

  private void append(int value) {
    if (size == BYTES) {
      throw malformed();
    }
    bytes[size++] = (byte) value;
  }

  private static int number(String digits, int radix, int most) {
    if (digits.isEmpty() || digits.length() > most) {
      throw malformed();
    }
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        throw malformed();
      }
      value = value * radix + digit;
    }
    return value;
  }
}
