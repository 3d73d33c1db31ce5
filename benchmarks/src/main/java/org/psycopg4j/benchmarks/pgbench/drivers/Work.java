// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.pgbench.drivers;

import java.util.List;

/** What is done again and again: the tool calls it a query, whatever it is. */
public sealed interface Work {
  /** The statement, with {@code $1} and so on as placeholders. */
  String sql();

  /** A statement whose rows are all read, value by value. */
  record Select(String sql, List<Object> arguments) implements Work {}

  /**
   * A {@code COPY … FROM STDIN} of values.
   *
   * @param row what each row is
   * @param count how many rows
   */
  record Copy(String sql, String table, List<String> columns, List<Object> row, int count)
      implements Work {}

  /**
   * A statement that is executed for many sets of arguments.
   *
   * @param row what each set is
   * @param count how many sets
   */
  record Batch(String sql, List<Object> row, int count) implements Work {}
}
