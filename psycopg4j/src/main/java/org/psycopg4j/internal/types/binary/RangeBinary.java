// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import java.util.function.UnaryOperator;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.types.Range;
import org.psycopg4j.types.Scope;

/** A range type in binary format; its bounds are what the decoder of its subtype makes of them. */
public final class RangeBinary extends Decoder {
  private final Decoder element;
  private final UnaryOperator<Range<Object>> naming;

  /** A type whose ranges need no name as parameters. */
  public RangeBinary(String typeName, Decoder element) {
    this(typeName, element, UnaryOperator.identity());
  }

  /** A type that gives its ranges its name, for when they are parameters. */
  public RangeBinary(String typeName, Decoder element, UnaryOperator<Range<Object>> naming) {
    super(typeName);
    this.element = element;
    this.naming = naming;
  }

  @Override
  public boolean reads(Decoding settings) {
    return element.reads(settings);
  }

  @Override
  public Decoder boundTo(Scope cursor) {
    Decoder bound = element.boundTo(cursor);
    return bound == element ? this : new RangeBinary(typeName(), bound, naming);
  }

  @Override
  public Range<Object> decode(byte[] buf, int off, int len, Decoding ctx) {
    return new RangeBytes(element, buf, off, len).range(naming, ctx);
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    StringBuilder text = new StringBuilder();
    new RangeBytes(element, buf, off, len).text(text, ctx);
    return text.toString();
  }
}
