// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.literal;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.types.Tuple;

/** Tuple: values in parentheses; the empty one is {@code (NULL)}, which IN accepts. */
public final class TupleLiteral implements Literal {
  @Override
  public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
    Tuple tuple = (Tuple) value;
    if (tuple.size() == 0) {
      out.ascii("(NULL)");
      return;
    }
    boolean first = true;
    out.append('(');
    for (@Nullable Object element : tuple) {
      if (!first) {
        out.ascii(", ");
      }
      first = false;
      any.write(element, out, quoting);
    }
    out.append(')');
  }
}
