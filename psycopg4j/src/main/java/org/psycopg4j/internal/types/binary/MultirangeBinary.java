// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.wire.Bytes;
import org.psycopg4j.types.Multirange;
import org.psycopg4j.types.Range;
import org.psycopg4j.types.Scope;

/**
 * A multirange type as {@code multirange_send} writes it: a 32-bit count, then each range behind
 * its 32-bit length.
 */
public final class MultirangeBinary extends Decoder {
  private final Decoder element;
  private final UnaryOperator<Range<Object>> naming;
  private final UnaryOperator<Multirange<Object>> namingAll;

  /** A type whose multiranges need no name as parameters. */
  public MultirangeBinary(String typeName, Decoder element) {
    this(typeName, element, UnaryOperator.identity(), UnaryOperator.identity());
  }

  /** A type that gives its name to its multiranges, and that of its ranges to these. */
  public MultirangeBinary(
      String typeName,
      Decoder element,
      UnaryOperator<Range<Object>> naming,
      UnaryOperator<Multirange<Object>> namingAll) {
    super(typeName);
    this.element = element;
    this.naming = naming;
    this.namingAll = namingAll;
  }

  @Override
  public boolean reads(Decoding settings) {
    return element.reads(settings);
  }

  @Override
  public Decoder boundTo(Scope cursor) {
    Decoder bound = element.boundTo(cursor);
    return bound == element ? this : new MultirangeBinary(typeName(), bound, naming, namingAll);
  }

  @Override
  public Multirange<Object> decode(byte[] buf, int off, int len, Decoding ctx) {
    List<Range<Object>> ranges = new ArrayList<>();
    for (RangeBytes range : ranges(buf, off, len)) {
      ranges.add(range.range(naming, ctx));
    }
    return namingAll.apply(Multirange.copyOf(ranges));
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    StringBuilder text = new StringBuilder("{");
    for (RangeBytes range : ranges(buf, off, len)) {
      range.text(text.append(text.length() == 1 ? "" : ","), ctx);
    }
    return text.append('}').toString();
  }

  private List<RangeBytes> ranges(byte[] buf, int off, int len) {
    int end = off + len;
    int count = len < 4 ? -1 : Bytes.int32(buf, off);
    if (count < 0 || count > len / 5) { // a range takes five bytes at the least
      throw RangeBytes.malformed();
    }
    List<RangeBytes> ranges = new ArrayList<>(count);
    int at = off + 4;
    for (int i = 0; i < count; i++) {
      int length = end - at < 4 ? -1 : Bytes.int32(buf, at);
      if (length < 0 || length > end - at - 4) {
        throw RangeBytes.malformed();
      }
      ranges.add(new RangeBytes(element, buf, at + 4, length));
      at += 4 + length;
    }
    if (at != end) {
      throw RangeBytes.malformed();
    }
    return ranges;
  }
}
