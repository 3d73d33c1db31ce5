// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.types.Scope;

/**
 * Arrays in binary format as lists, nested for each dimension; the bounds of an array are not kept.
 * Each element is a length, or -1 for NULL, and a value in binary format.
 */
public final class ArrayBinary extends BinaryDecoder {
  private final Decoder element;
  private final int elementOid;
  private final char delimiter;

  /** Arrays of a type; the delimiter is for their text. */
  public ArrayBinary(Decoder element, int elementOid, char delimiter) {
    super(element.typeName() + "[]");
    this.element = element;
    this.elementOid = elementOid;
    this.delimiter = delimiter;
  }

  @Override
  public boolean reads(Decoding settings) {
    return element.reads(settings);
  }

  @Override
  public Decoder boundTo(Scope cursor) {
    Decoder bound = element.boundTo(cursor);
    return bound == element ? this : new ArrayBinary(bound, elementOid, delimiter);
  }

  @Override
  public List<@Nullable Object> decode(byte[] buf, int off, int len, Decoding ctx) {
    Body in = new Body(buf, off, len, typeName());
    ArrayShape shape = ArrayShape.read(in, elementOid);
    List<@Nullable Object> values =
        shape.dimensions() == 0 ? new ArrayList<>() : list(shape, 0, in, buf, ctx);
    in.requireEnd();
    return values;
  }

  private List<@Nullable Object> list(
      ArrayShape shape, int dimension, Body in, byte[] buf, Decoding ctx) {
    int size = shape.sizes()[dimension];
    boolean lists = dimension + 1 < shape.dimensions();
    List<@Nullable Object> values = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      if (lists) {
        values.add(list(shape, dimension + 1, in, buf, ctx));
      } else {
        int length = in.int32();
        values.add(
            length == -1 ? element.ofNull() : element.decode(buf, in.skip(length), length, ctx));
      }
    }
    return values;
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    Body in = new Body(buf, off, len, typeName());
    ArrayShape shape = ArrayShape.read(in, elementOid);
    ArrayOutput out = new ArrayOutput(delimiter);
    if (shape.dimensions() == 0) {
      out.open();
      out.close();
    } else {
      if (!shape.startsAtOne()) {
        out.bounds(shape);
      }
      write(shape, 0, in, buf, ctx, out);
    }
    in.requireEnd();
    return out.toString();
  }

  private void write(
      ArrayShape shape, int dimension, Body in, byte[] buf, Decoding ctx, ArrayOutput out) {
    out.open();
    for (int i = 0; i < shape.sizes()[dimension]; i++) {
      out.delimit(i);
      if (dimension + 1 < shape.dimensions()) {
        write(shape, dimension + 1, in, buf, ctx, out);
      } else {
        int length = in.int32();
        out.element(length == -1 ? null : element.decodeString(buf, in.skip(length), length, ctx));
      }
    }
    out.close();
  }
}
