// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.internal.types.parameter.BinaryForm;
import org.psycopg4j.internal.types.parameter.Sequences;

/** Arrays as text (PostgreSQL manual, "Array Input and Output Syntax"), nested as lists are. */
final class ArrayOutput {
  private ArrayOutput() {}

  /** Appends an array with that element for each item that is not NULL; false if one has none. */
  static boolean write(List<? extends @Nullable Object> list, BinaryForm element, SqlBuffer out) {
    boolean first = true;
    out.append('{');
    for (Object item : list) {
      if (!first) {
        out.append(',');
      }
      first = false;
      List<? extends @Nullable Object> nested = Sequences.of(item);
      if (item == null || (item instanceof Optional<?> given && given.isEmpty())) {
        out.ascii("NULL");
      } else if (nested == null ? !element.write(item, out) : !write(nested, element, out)) {
        return false;
      }
    }
    out.append('}');
    return true;
  }
}
