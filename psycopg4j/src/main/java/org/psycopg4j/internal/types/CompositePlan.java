// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import org.psycopg4j.errors.DataException;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.types.Scope;

/**
 * How to read the values of one composite type: a decoder for each attribute, all for text or all
 * for binary format. Immutable.
 *
 * @param typeName the type's name, for messages
 * @param names the attributes' names
 * @param decoders the attributes' decoders
 * @param factory makes the type's values
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the arrays stay inside the adapter
public record CompositePlan(String typeName, String[] names, Decoder[] decoders, Factory factory) {

  /** Makes the value of a composite. */
  @FunctionalInterface
  public interface Factory {
    /**
     * The value whose attributes are these: the body of a DataRow message (PostgreSQL manual,
     * "Message Formats"), which nobody else will ever write to.
     *
     * @param plan how to read them
     * @param body a 16-bit count, then for each attribute a 32-bit length (-1 is NULL) and bytes
     * @param ctx the settings that they were written under
     */
    Object make(CompositePlan plan, byte[] body, Decoding ctx);
  }

  /** The number of attributes. */
  public int size() {
    return decoders.length;
  }

  /** This plan for the results of that cursor; itself if that makes no difference. */
  public CompositePlan boundTo(Scope cursor) {
    Decoder[] bound = decoders.clone();
    boolean same = true;
    for (int i = 0; i < bound.length; i++) {
      bound[i] = decoders[i].boundTo(cursor);
      same &= bound[i] == decoders[i];
    }
    return same ? this : new CompositePlan(typeName, names, bound, factory);
  }

  /** What to throw when a value has another number of attributes than the type had. */
  public DataException miscounted(int found) {
    return new DataException(
        "expecting %d components for the type %s, %d found instead"
            .formatted(size(), typeName, found));
  }

  /** What to throw when the bytes are no composite's. */
  public static InterfaceException malformed() {
    return new InterfaceException("can't parse type");
  }
}
