// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.promotion;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.psycopg4j.Row;

/** Values as text that two values share only if they are equal and of the same class. */
final class Shown {
  private Shown() {}

  static String of(Object value) {
    if (value == null) {
      return "null";
    } else if (value instanceof byte[] bytes) {
      return "bytes " + HexFormat.of().formatHex(bytes);
    } else if (value instanceof Row row) {
      return "Row" + row.keys() + all(row.toList());
    } else if (value instanceof List<?> list) {
      return all(list);
    } else if (value instanceof Map<?, ?> map) {
      List<String> entries = new ArrayList<>();
      map.forEach((key, one) -> entries.add(key + "=" + of(one)));
      return entries.toString();
    }
    return value.getClass().getSimpleName() + " " + value;
  }

  private static String all(List<?> values) {
    return values.stream().map(Shown::of).toList().toString();
  }
}
