// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.rows;

import java.lang.reflect.Array;
import java.util.List;

/** An array of the database as an array of objects, which may be arrays themselves. */
record ArrayConversion(Class<?> component, Conversion element) implements Conversion {
  @Override
  public Object of(Object value) {
    if (!(value instanceof List<?> list)) {
      throw Conversion.mismatch(component.arrayType(), value);
    }
    Object[] array = (Object[]) Array.newInstance(component, list.size());
    for (int i = 0; i < array.length; i++) {
      array[i] = element.ofNullable(list.get(i));
    }
    return array;
  }
}
