// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.rows;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names, each with the number of the value that it means: of several equal names the last. It never
 * changes, and the rows of a result share it.
 */
public final class Keys implements Serializable {
  private static final long serialVersionUID = 1L;

  private final LinkedHashMap<String, Integer> numbers = new LinkedHashMap<>();

  public Keys(List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      numbers.put(names.get(i), i);
    }
  }

  /** The number of the value of that name, -1 if there is none. */
  public int indexOf(String name) {
    Integer number = numbers.get(name);
    return number == null ? -1 : number;
  }

  /** The names in their order, each once. */
  public List<String> names() {
    return List.copyOf(numbers.keySet());
  }

  /** A new map of the names and what they mean among these values. */
  public Map<String, @Nullable Object> toMap(@Nullable Object[] values) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    numbers.forEach((name, number) -> map.put(name, values[number]));
    return map;
  }
}
