// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.Oid;

/** int2vector and oidvector in binary format: arrays, whose text is numbers with blanks between. */
public final class VectorBinary extends StringBinary {
  private final Decoder element;
  private final int elementOid;

  private VectorBinary(String typeName, Decoder element, int elementOid) {
    super(typeName);
    this.element = element;
    this.elementOid = elementOid;
  }

  public static VectorBinary int2vector() {
    return new VectorBinary("int2vector", IntegerBinary.int2(), Oid.INT2);
  }

  public static VectorBinary oidvector() {
    return new VectorBinary("oidvector", LongBinary.oid(), Oid.OID);
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    Body in = new Body(buf, off, len, typeName());
    ArrayShape shape = ArrayShape.read(in, elementOid);
    if (shape.dimensions() > 1) {
      throw in.malformed();
    }
    StringBuilder out = new StringBuilder();
    int size = shape.dimensions() == 0 ? 0 : shape.sizes()[0];
    for (int i = 0; i < size; i++) {
      int length = in.int32();
      out.append(i == 0 ? "" : " ");
      out.append(element.decodeString(buf, in.skip(length), length, ctx));
    }
    in.requireEnd();
    return out.toString();
  }
}
