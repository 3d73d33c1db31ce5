// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.async;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Cursor;
import org.psycopg4j.Query;

/**
 * A statement and its arguments, which are written when its turn has come: then it is known how.
 *
 * @param execute has a cursor execute it
 * @param merge has a cursor write it
 */
record Statement(Consumer<Cursor<?>> execute, Function<Cursor<?>, byte[]> merge) {
  static Statement of(String sql, @Nullable Object... arguments) {
    return arguments.length == 0
        ? new Statement(cur -> cur.execute(sql), cur -> cur.mogrify(sql))
        : new Statement(cur -> cur.execute(sql, arguments), cur -> cur.mogrify(sql, arguments));
  }

  static Statement of(String sql, Map<String, ? extends @Nullable Object> arguments) {
    return new Statement(cur -> cur.execute(sql, arguments), cur -> cur.mogrify(sql, arguments));
  }

  static Statement of(String sql, Record arguments) {
    return new Statement(cur -> cur.execute(sql, arguments), cur -> cur.mogrify(sql, arguments));
  }

  static Statement of(Query query, @Nullable Object... arguments) {
    return arguments.length == 0
        ? new Statement(cur -> cur.execute(query), cur -> cur.mogrify(query))
        : new Statement(cur -> cur.execute(query, arguments), cur -> cur.mogrify(query, arguments));
  }

  static Statement of(Query query, Map<String, ? extends @Nullable Object> arguments) {
    return new Statement(
        cur -> cur.execute(query, arguments), cur -> cur.mogrify(query, arguments));
  }

  static Statement of(Query query, Record arguments) {
    return new Statement(
        cur -> cur.execute(query, arguments), cur -> cur.mogrify(query, arguments));
  }
}
