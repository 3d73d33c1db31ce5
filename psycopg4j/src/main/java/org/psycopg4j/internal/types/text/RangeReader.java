// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.wire.Encodings;
import org.psycopg4j.types.Range;

/**
 * A walk over ranges in text format (PostgreSQL manual, "Range Input/Output"): {@code [1,5)},
 * {@code ["a b",)}, {@code empty}. In quotes, a quote and a backslash are doubled.
 */
final class RangeReader {
  private static final String EMPTY = "empty";

  private final Decoder element;
  private final Decoding ctx;
  private final UnaryOperator<Range<Object>> naming;
  private final byte[] buf;
  private final int end;
  private int at;

  private RangeReader(
      Decoder element,
      UnaryOperator<Range<Object>> naming,
      byte[] buf,
      int start,
      int end,
      Decoding ctx) {
    this.element = element;
    this.naming = naming;
    this.buf = buf;
    this.at = start;
    this.end = end;
    this.ctx = ctx;
  }

  /**
   * A reader before the first byte of a value.
   *
   * @param naming gives a range its type's name, for when it is a parameter
   */
  static RangeReader of(
      Decoder element,
      UnaryOperator<Range<Object>> naming,
      byte[] buf,
      int off,
      int len,
      Decoding ctx) {
    if (Encodings.asciiSafe(ctx.charset())) {
      return new RangeReader(element, naming, buf, off, off + len, ctx);
    }
    // A bracket or a backslash could be the second byte of a character.
    byte[] utf8 = ctx.text(buf, off, len).getBytes(StandardCharsets.UTF_8);
    Decoding inUtf8 = ctx.withCharset(StandardCharsets.UTF_8);
    return new RangeReader(element, naming, utf8, 0, utf8.length, inUtf8);
  }

  /** Reads a range. */
  Range<Object> range() {
    if (Digits.matches(buf, at, Math.min(end, at + EMPTY.length()), EMPTY)) {
      at += EMPTY.length();
      return naming.apply(Range.empty());
    }
    char open = take('[', '(');
    Object lower = bound();
    take(',', ',');
    Object upper = bound();
    char close = take(']', ')');
    return naming.apply(Range.of(lower, upper, String.valueOf(new char[] {open, close})));
  }

  /** Whether the next byte is that one; if so it is taken. */
  boolean taken(char c) {
    if (at < end && buf[at] == c) {
      at++;
      return true;
    }
    return false;
  }

  /** Takes the next byte, which has to be one of these two. */
  char take(char one, char other) {
    if (at < end && (buf[at] == one || buf[at] == other)) {
      return (char) buf[at++];
    }
    throw malformed();
  }

  void requireEnd() {
    if (at != end) {
      throw malformed();
    }
  }

  /** Reads a bound; nothing is no bound. */
  private @Nullable Object bound() {
    if (taken('"')) {
      return quoted();
    }
    int start = at;
    while (at < end && ",()[]".indexOf(buf[at]) < 0) {
      if (buf[at] == '"' || buf[at] == '\\') {
        throw malformed();
      }
      at++;
    }
    return at == start ? null : element.decode(buf, start, at - start, ctx);
  }

  private @Nullable Object quoted() {
    int start = at;
    int doubled = 0;
    for (; at < end; at++) {
      if (buf[at] == '"' || buf[at] == '\\') {
        if (at + 1 < end && buf[at + 1] == buf[at]) {
          doubled++;
          at++;
        } else if (buf[at] == '"') {
          break;
        } else {
          throw malformed();
        }
      }
    }
    if (at == end) {
      throw malformed();
    }
    int length = at - start;
    at++;
    return doubled == 0
        ? element.decode(buf, start, length, ctx)
        : element.decode(undoubled(start, length, doubled), 0, length - doubled, ctx);
  }

  private byte[] undoubled(int start, int length, int doubled) {
    byte[] copy = new byte[length - doubled];
    int size = 0;
    for (int i = start; i < start + length; i++) {
      copy[size++] = buf[i];
      if (buf[i] == '"' || buf[i] == '\\') {
        i++;
      }
    }
    return copy;
  }

  static InterfaceException malformed() {
    return new InterfaceException("failed to parse range");
  }
}
