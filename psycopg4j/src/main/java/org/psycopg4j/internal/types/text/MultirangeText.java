// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.types.Multirange;
import org.psycopg4j.types.Range;
import org.psycopg4j.types.Scope;

/** A multirange type in text format: ranges in braces, with commas between them. */
public final class MultirangeText extends Decoder {
  private final Decoder element;
  private final UnaryOperator<Range<Object>> naming;
  private final UnaryOperator<Multirange<Object>> namingAll;

  /** A type whose multiranges need no name as parameters. */
  public MultirangeText(String typeName, Decoder element) {
    this(typeName, element, UnaryOperator.identity(), UnaryOperator.identity());
  }

  /** A type that gives its name to its multiranges, and that of its ranges to these. */
  public MultirangeText(
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
  public Decoder boundTo(Scope cursor) {
    Decoder bound = element.boundTo(cursor);
    return bound == element ? this : new MultirangeText(typeName(), bound, naming, namingAll);
  }

  @Override
  public Multirange<Object> decode(byte[] buf, int off, int len, Decoding ctx) {
    RangeReader in = RangeReader.of(element, naming, buf, off, len, ctx);
    List<Range<Object>> ranges = new ArrayList<>();
    in.take('{', '{');
    if (!in.taken('}')) {
      do {
        ranges.add(in.range());
      } while (in.taken(','));
      in.take('}', '}');
    }
    in.requireEnd();
    return namingAll.apply(Multirange.copyOf(ranges));
  }
}
