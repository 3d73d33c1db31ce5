// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import java.util.Arrays;

/**
 * The header of an array in binary format: its dimensions and where the indexes of each begin.
 *
 * @param sizes how many elements each dimension has; none is the empty array
 * @param lowerBounds the first index of each dimension
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the arrays stay inside the decoder
record ArrayShape(int[] sizes, int[] lowerBounds) {
  private static final int MAX_DIMENSIONS = 6; // MAXDIM of the server
  private static final int DIMENSION_BYTES = 8;
  private static final int ELEMENT_BYTES = 4; // its length at the least
  private static final ArrayShape EMPTY = new ArrayShape(new int[0], new int[0]);

  /** Reads the header of an array of that type's, which promises no more than there is. */
  static ArrayShape read(Body in, int elementOid) {
    int dimensions = in.count(DIMENSION_BYTES);
    int flags = in.int32();
    if (dimensions > MAX_DIMENSIONS || (flags & ~1) != 0 || in.int32() != elementOid) {
      throw in.malformed();
    }
    int[] sizes = new int[dimensions];
    int[] lowerBounds = new int[dimensions];
    long elements = 1;
    for (int i = 0; i < dimensions; i++) {
      sizes[i] = in.int32();
      lowerBounds[i] = in.int32();
      elements *= sizes[i]; // cannot overflow, as it is checked at each step
      if (sizes[i] < 0 || elements > in.remaining() / ELEMENT_BYTES) {
        throw in.malformed();
      }
    }
    return elements == 0 ? EMPTY : new ArrayShape(sizes, lowerBounds);
  }

  int dimensions() {
    return sizes.length;
  }

  /** Whether the indexes begin with 1 in every dimension, so that they are not written. */
  boolean startsAtOne() {
    return Arrays.stream(lowerBounds).allMatch(bound -> bound == 1);
  }
}
