// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import java.util.Arrays;
import org.psycopg4j.internal.types.CompositePlan;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.wire.Bytes;
import org.psycopg4j.types.Scope;

/**
 * A composite type as {@code record_send} writes it: a 32-bit count, then for each attribute its
 * type's oid, a 32-bit length (-1 is NULL) and that many bytes.
 */
public final class CompositeBinary extends Decoder {
  private static final int NULL = -1;

  private final CompositePlan plan;

  public CompositeBinary(CompositePlan plan) {
    super(plan.typeName());
    this.plan = plan;
  }

  @Override
  public boolean reads(Decoding settings) {
    return Arrays.stream(plan.decoders()).allMatch(attribute -> attribute.reads(settings));
  }

  @Override
  public Decoder boundTo(Scope cursor) {
    CompositePlan bound = plan.boundTo(cursor);
    return bound.equals(plan) ? this : new CompositeBinary(bound);
  }

  @Override
  public Object decode(byte[] buf, int off, int len, Decoding ctx) {
    return plan.factory().make(plan, body(buf, off, len), ctx);
  }

  @Override
  public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
    byte[] body = body(buf, off, len);
    StringBuilder text = new StringBuilder("(");
    int at = 2;
    for (int i = 0; i < plan.size(); i++) {
      text.append(i == 0 ? "" : ",");
      int length = Bytes.int32(body, at);
      at += 4;
      if (length != NULL) {
        QuotedText.attribute(plan.decoders()[i].decodeString(body, at, length, ctx), text);
        at += length;
      }
    }
    return text.append(')').toString();
  }

  /** The same attributes as the body of a DataRow message. */
  private byte[] body(byte[] buf, int off, int len) {
    int end = off + len;
    int count = len < 4 ? NULL : Bytes.int32(buf, off);
    if (count < 0) {
      throw CompositePlan.malformed();
    }
    if (count != plan.size()) {
      throw plan.miscounted(count);
    }
    byte[] body = new byte[len];
    body[0] = (byte) (count >> 8);
    body[1] = (byte) count;
    int size = 2;
    int at = off + 4;
    for (int i = 0; i < count; i++) {
      int length = end - at < 8 ? Integer.MIN_VALUE : Bytes.int32(buf, at + 4);
      if (length < NULL || length > end - at - 8) {
        throw CompositePlan.malformed();
      }
      int bytes = 4 + Math.max(0, length);
      System.arraycopy(buf, at + 4, body, size, bytes);
      size += bytes;
      at += 4 + bytes;
    }
    if (at != end) {
      throw CompositePlan.malformed();
    }
    return Arrays.copyOf(body, size);
  }
}
