// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.literal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;

/**
 * Maps as hstore (PostgreSQL manual, "hstore"): {@code hstore(ARRAY['a'], ARRAY['1'])}, {@code
 * ''::hstore}.
 */
public final class HstoreLiteral implements Literal {
  private final List<String> typeName;

  /**
   * A writer for the extension in that schema.
   *
   * @param schema null if it is on the search path
   */
  public HstoreLiteral(@Nullable String schema) {
    this.typeName = schema == null ? List.of("hstore") : List.of(schema, "hstore");
  }

  @Override
  public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
    List<@Nullable Object> keys = new ArrayList<>();
    List<@Nullable Object> values = new ArrayList<>();
    ((Map<?, ?>) value)
        .forEach(
            (key, mapped) -> {
              keys.add(key);
              values.add(mapped);
            });
    if (keys.isEmpty()) {
      out.ascii("''::");
      TypeName.write(typeName, out);
      return;
    }
    TypeName.write(typeName, out);
    out.append('(');
    any.write(keys, out, quoting);
    out.ascii(", ");
    any.write(values, out, quoting);
    out.append(')');
  }
}
