// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import java.util.List;
import java.util.function.Function;

/**
 * Makes what a cursor returns for each row of a result: psycopg2's {@code cursor_factory} and
 * {@code row_factory}.
 *
 * @param <T> what it makes
 */
@FunctionalInterface
public interface RowFactory<T> {
  /**
   * How to make a {@code T} of a row with these columns. Called once for each result; what it
   * returns is called for each row that is fetched.
   */
  Function<Row, T> forColumns(List<Column> columns);

  /** Leaves each row as it is. */
  static RowFactory<Row> row() {
    return columns -> row -> row;
  }
}
