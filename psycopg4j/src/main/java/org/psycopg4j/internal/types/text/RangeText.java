// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import java.util.function.UnaryOperator;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.types.Range;
import org.psycopg4j.types.Scope;

/** A range type in text format; its bounds are what the decoder of its subtype makes of them. */
public final class RangeText extends Decoder {
  private final Decoder element;
  private final UnaryOperator<Range<Object>> naming;

  /** A type whose ranges need no name as parameters. */
  public RangeText(String typeName, Decoder element) {
    this(typeName, element, UnaryOperator.identity());
  }

  /** A type that gives its ranges its name, for when they are parameters. */
  public RangeText(String typeName, Decoder element, UnaryOperator<Range<Object>> naming) {
    super(typeName);
    this.element = element;
    this.naming = naming;
  }

  @Override
  public Decoder boundTo(Scope cursor) {
    Decoder bound = element.boundTo(cursor);
    return bound == element ? this : new RangeText(typeName(), bound, naming);
  }

  @Override
  public Range<Object> decode(byte[] buf, int off, int len, Decoding ctx) {
    RangeReader in = RangeReader.of(element, naming, buf, off, len, ctx);
    Range<Object> range = in.range();
    in.requireEnd();
    return range;
  }
}
