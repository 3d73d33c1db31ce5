// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.query;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a map. */
record MapArguments(Map<String, ? extends @Nullable Object> values)
    implements Arguments, NamedArguments {
  @Override
  public boolean has(String name) {
    return values.containsKey(name);
  }

  @Override
  public @Nullable Object value(String name) {
    return values.get(name);
  }

  @Override
  public int size() {
    return values.size();
  }
}
