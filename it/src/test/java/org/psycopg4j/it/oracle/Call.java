// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.oracle;

import java.util.List;
import java.util.Map;

/** A call in a vector's notation: {@code execute('select %s', (1,))}. */
record Call(String name, List<Object> arguments, Map<String, Object> named) {
  Object argument(int index) {
    return arguments.get(index);
  }

  /** The argument at a place, or of a name; null if it is not given, or is None. */
  Object argument(int index, String name) {
    return index < arguments.size() ? arguments.get(index) : named.get(name);
  }

  /** The argument as text, null if it is None. */
  String text(int index) {
    return (String) arguments.get(index);
  }

  int number(int index) {
    return (Integer) arguments.get(index);
  }
}
