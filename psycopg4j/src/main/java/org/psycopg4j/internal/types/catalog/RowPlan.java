// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.catalog;

import java.util.Arrays;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.binary.UnreadBinary;
import org.psycopg4j.internal.wire.RowDescription;
import org.psycopg4j.types.Scope;

/**
 * How to read the rows of one result: a decoder for each column, chosen once. Immutable.
 *
 * @param description the columns
 * @param decoders the columns' decoders
 * @param decoding the session's settings when the result came
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the array stays inside the adapter
public record RowPlan(RowDescription description, Decoder[] decoders, Decoding decoding) {
  private static final int TEXT = 0;

  /** The plan for a result, each of whose columns is in text or in binary format. */
  public static RowPlan of(RowDescription description, Decoders types, Decoding decoding) {
    Decoder[] decoders = new Decoder[description.size()];
    for (int i = 0; i < decoders.length; i++) {
      int oid = description.typeOids()[i];
      decoders[i] =
          description.formats()[i] == TEXT ? types.text(oid) : binary(oid, types, decoding);
    }
    return new RowPlan(description, decoders, decoding);
  }

  /** Nobody asks for a format that can't be read, but a binary cursor answers without. */
  private static Decoder binary(int oid, Decoders types, Decoding decoding) {
    Decoder decoder = types.binary(oid, decoding);
    if (decoder != null) {
      return decoder;
    }
    Decoder known = types.known(oid);
    return new UnreadBinary(known == null ? Integer.toUnsignedString(oid) : known.typeName());
  }

  /** The plan for a cursor's result: a user's decoders are told of the cursor. */
  public RowPlan boundTo(Scope cursor) {
    Decoder[] bound = decoders.clone();
    for (int i = 0; i < bound.length; i++) {
      bound[i] = bound[i].boundTo(cursor);
    }
    return Arrays.equals(bound, decoders) ? this : new RowPlan(description, bound, decoding);
  }

  /** Whether all columns are in the text format. */
  public boolean isText() {
    return Arrays.stream(description.formats()).allMatch(format -> format == TEXT);
  }

  /** The number of columns. */
  public int size() {
    return decoders.length;
  }

  /** The number of the last column of that name, as psycopg2's dict rows have it; -1 if none. */
  public int indexOf(String name) {
    String[] names = description.names();
    for (int i = names.length - 1; i >= 0; i--) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
