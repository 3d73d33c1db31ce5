// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.rows;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.psycopg4j.errors.DataException;

/**
 * Text as the constant of that name, in upper or lower case: labels are small in SQL and constants
 * large in Java. The exact name comes first.
 */
final class EnumConversion implements Conversion {
  private final Class<?> type;
  private final Map<String, Object> byName = new LinkedHashMap<>();
  private final Map<String, Object> byLowerCase = new HashMap<>();

  EnumConversion(Class<?> type) {
    this.type = type;
    for (Object constant : Objects.requireNonNull(type.getEnumConstants())) {
      String name = ((Enum<?>) constant).name();
      byName.put(name, constant);
      byLowerCase.putIfAbsent(name.toLowerCase(Locale.ROOT), constant);
    }
  }

  @Override
  public Object of(Object value) {
    if (type.isInstance(value)) {
      return value;
    }
    if (!(value instanceof String label)) {
      throw Conversion.mismatch(type, value);
    }
    Object exact = byName.get(label);
    Object constant = exact != null ? exact : byLowerCase.get(label.toLowerCase(Locale.ROOT));
    if (constant == null) {
      throw new DataException(
          "wanted a %s, which is one of %s; got another label"
              .formatted(type.getTypeName(), String.join(", ", byName.keySet())));
    }
    return constant;
  }
}
