// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.wire.Bytes;
import org.psycopg4j.types.Range;

/**
 * One range as {@code range_send} writes it: a byte of flags, then each bound that there is as a
 * 32-bit length and that many bytes.
 */
final class RangeBytes {
  private static final int EMPTY = 0x01;
  private static final int LOWER_INC = 0x02;
  private static final int UPPER_INC = 0x04;
  private static final int LOWER_INF = 0x08;
  private static final int UPPER_INF = 0x10;

  private final Decoder element;
  private final byte[] buf;
  private final int flags;
  private final int lower; // where a bound's length lies, if it is there
  private final int upper;

  /** Finds the bounds of the range that fills these bytes. */
  RangeBytes(Decoder element, byte[] buf, int off, int len) {
    if (len < 1) {
      throw malformed();
    }
    this.element = element;
    this.buf = buf;
    this.flags = buf[off];
    this.lower = off + 1;
    int end = off + len;
    this.upper = hasLower() ? behind(lower, end) : lower;
    if ((hasUpper() ? behind(upper, end) : upper) != end) {
      throw malformed();
    }
  }

  /** The range with its type's name. */
  Range<Object> range(UnaryOperator<Range<Object>> naming, Decoding ctx) {
    if (empty()) {
      return naming.apply(Range.empty());
    }
    Object lowerBound = hasLower() ? bound(lower, ctx) : null;
    Object upperBound = hasUpper() ? bound(upper, ctx) : null;
    return naming.apply(Range.of(lowerBound, upperBound, open() + close()));
  }

  /** Appends the range as the server writes it in text format. */
  void text(StringBuilder text, Decoding ctx) {
    if (empty()) {
      text.append("empty");
      return;
    }
    text.append(open());
    if (hasLower()) {
      QuotedText.bound(element.decodeString(buf, lower + 4, Bytes.int32(buf, lower), ctx), text);
    }
    text.append(',');
    if (hasUpper()) {
      QuotedText.bound(element.decodeString(buf, upper + 4, Bytes.int32(buf, upper), ctx), text);
    }
    text.append(close());
  }

  private @Nullable Object bound(int at, Decoding ctx) {
    return element.decode(buf, at + 4, Bytes.int32(buf, at), ctx);
  }

  private boolean empty() {
    return (flags & EMPTY) != 0;
  }

  private boolean hasLower() {
    return (flags & (EMPTY | LOWER_INF)) == 0;
  }

  private boolean hasUpper() {
    return (flags & (EMPTY | UPPER_INF)) == 0;
  }

  private String open() {
    return (flags & LOWER_INC) != 0 ? "[" : "(";
  }

  private String close() {
    return (flags & UPPER_INC) != 0 ? "]" : ")";
  }

  /** What is behind a bound. */
  private int behind(int at, int end) {
    int length = end - at < 4 ? -1 : Bytes.int32(buf, at);
    if (length < 0 || length > end - at - 4) {
      throw malformed();
    }
    return at + 4 + length;
  }

  static InterfaceException malformed() {
    return new InterfaceException("failed to parse range");
  }
}
