// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.async;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.Connection;

/**
 * A statement of our own.
 *
 * @param sql its text
 * @param then what is told of its end: null, or its error
 */
record Step(String sql, Consumer<@Nullable Throwable> then) implements Request {
  @Override
  public void send(Connection conn) {
    conn.cursor().execute(sql);
  }

  /** It begins or ends a transaction, which is not left halfway. */
  @Override
  public void cancel(Line line) {}

  @Override
  public void finished(@Nullable Throwable error) {
    then.accept(error);
  }
}
