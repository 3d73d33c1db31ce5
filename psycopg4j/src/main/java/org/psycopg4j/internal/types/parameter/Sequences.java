// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.parameter;

import java.lang.reflect.Array;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values that are arrays in the server: lists and Java's arrays, but those of bytes. */
public final class Sequences {
  private Sequences() {}

  /** The elements, or null if it is no such value. */
  public static @Nullable List<? extends @Nullable Object> of(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list;
    } else if (value instanceof Object[] array) {
      return Arrays.asList(array);
    } else if (value == null || !value.getClass().isArray() || value instanceof byte[]) {
      return null;
    }
    return new AbstractList<Object>() {
      @Override
      public Object get(int index) {
        return Array.get(value, index);
      }

      @Override
      public int size() {
        return Array.getLength(value);
      }
    };
  }
}
