// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

import org.jspecify.annotations.Nullable;

/**
 * Text that goes into the query as it is, neither quoted nor escaped: psycopg2's {@code AsIs}.
 *
 * <p>Never make one of text from outside: whoever writes it writes SQL.
 *
 * @param sql SQL in place of the placeholder
 */
public record AsIs(String sql) implements Adapter {
  /** The text of any object; of null, NULL. */
  public static AsIs of(@Nullable Object value) {
    return new AsIs(value == null ? "NULL" : value.toString());
  }

  @Override
  public String getQuoted() {
    return sql;
  }

  /** The SQL itself. */
  @Override
  public String toString() {
    return sql;
  }
}
