// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.copy;

import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.SqlBuffer;

/** Writes rows of values in one of COPY's formats. Belongs to one COPY. */
public interface RowWriter {
  /** What stands behind the table in the statement. */
  String format();

  /** Appends what comes before the first row. */
  default void header(SqlBuffer out) {}

  /**
   * Appends a row.
   *
   * @param number the row's number for messages, from 1
   * @throws org.psycopg4j.errors.DataException if a value can't be written; what was appended of
   *     the row is to be dropped
   */
  void row(@Nullable Object[] values, long number, SqlBuffer out);

  /** Appends what comes after the last row. */
  default void trailer(SqlBuffer out) {}
}
