// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.rows;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An array of the database as a list of converted elements. */
record ListConversion(Conversion element) implements Conversion {
  @Override
  public Object of(Object value) {
    if (!(value instanceof List<?> list)) {
      throw Conversion.mismatch(List.class, value);
    }
    List<@Nullable Object> converted = new ArrayList<>(list.size());
    for (Object one : list) {
      converted.add(element.ofNullable(one));
    }
    return converted;
  }
}
