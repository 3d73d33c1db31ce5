// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.rows;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.DataException;

/** Arrays of a database as arrays of a primitive class, which have no place for NULL. */
final class PrimitiveArrays {
  static final Map<Class<?>, Conversion> BY_CLASS =
      Map.of(
          short[].class, PrimitiveArrays::shorts,
          int[].class, PrimitiveArrays::ints,
          long[].class, PrimitiveArrays::longs,
          float[].class, PrimitiveArrays::floats,
          double[].class, PrimitiveArrays::doubles,
          boolean[].class, PrimitiveArrays::booleans);

  private PrimitiveArrays() {}

  private static Object shorts(Object value) {
    List<?> list = list(value, short[].class);
    short[] array = new short[list.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = NumberConversions.toShort(notNull(list.get(i)));
    }
    return array;
  }

  private static Object ints(Object value) {
    List<?> list = list(value, int[].class);
    int[] array = new int[list.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = NumberConversions.toInteger(notNull(list.get(i)));
    }
    return array;
  }

  private static Object longs(Object value) {
    List<?> list = list(value, long[].class);
    long[] array = new long[list.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = NumberConversions.toLong(notNull(list.get(i)));
    }
    return array;
  }

  private static Object floats(Object value) {
    List<?> list = list(value, float[].class);
    float[] array = new float[list.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = NumberConversions.toFloat(notNull(list.get(i)));
    }
    return array;
  }

  private static Object doubles(Object value) {
    List<?> list = list(value, double[].class);
    double[] array = new double[list.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = NumberConversions.toDouble(notNull(list.get(i)));
    }
    return array;
  }

  private static Object booleans(Object value) {
    List<?> list = list(value, boolean[].class);
    boolean[] array = new boolean[list.size()];
    for (int i = 0; i < array.length; i++) {
      if (!(notNull(list.get(i)) instanceof Boolean element)) {
        throw Conversion.mismatch(boolean.class, notNull(list.get(i)));
      }
      array[i] = element;
    }
    return array;
  }

  private static List<?> list(Object value, Class<?> wanted) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw Conversion.mismatch(wanted, value);
  }

  private static Object notNull(@Nullable Object element) {
    if (element == null) {
      throw new DataException("an element is NULL, which has no primitive value: ask for objects");
    }
    return element;
  }
}
