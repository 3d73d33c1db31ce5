// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.parameter;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.SqlBuffer;

/**
 * Arrays of one type of elements: the number of dimensions, whether there are NULLs, the elements'
 * type, each dimension's length and first number, and the elements.
 */
public record ArrayForm(int elementOid, BinaryForm element) implements BinaryForm {
  private static final int MAX_DIMENSIONS = 6;

  @Override
  public boolean write(Object value, SqlBuffer out) {
    List<? extends @Nullable Object> list = Sequences.of(value);
    if (list == null) {
      return false;
    }
    int[] lengths = new int[MAX_DIMENSIONS];
    int dimensions = measure(list, lengths);
    if (dimensions < 0) {
      return false;
    }
    out.int32(dimensions);
    out.int32(1);
    out.int32(elementOid);
    for (int i = 0; i < dimensions; i++) {
      out.int32(lengths[i]);
      out.int32(1);
    }
    return dimensions == 0 || elements(list, 0, dimensions, lengths, out);
  }

  /** The number of dimensions, as the first elements have them; -1 if there are too many. */
  private static int measure(List<? extends @Nullable Object> list, int[] lengths) {
    List<? extends @Nullable Object> level = list;
    for (int dimension = 0; dimension < MAX_DIMENSIONS; dimension++) {
      if (level.isEmpty()) {
        return dimension == 0 ? 0 : -1;
      }
      lengths[dimension] = level.size();
      List<? extends @Nullable Object> next = Sequences.of(level.get(0));
      if (next == null) {
        return dimension + 1;
      }
      level = next;
    }
    return -1;
  }

  private boolean elements(
      List<? extends @Nullable Object> list,
      int dimension,
      int dimensions,
      int[] lengths,
      SqlBuffer out) {
    if (list.size() != lengths[dimension]) {
      return false;
    }
    for (Object item : list) {
      if (dimension + 1 < dimensions) {
        List<? extends @Nullable Object> nested = Sequences.of(item);
        if (nested == null || !elements(nested, dimension + 1, dimensions, lengths, out)) {
          return false;
        }
      } else if (!element.field(item, out)) {
        return false;
      }
    }
    return true;
  }
}
