// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks;

import java.util.List;

/**
 * A query of the benchmark of the field, MagicStack's pgbench. A parameter is written {@code %s}.
 */
public enum FieldQuery {
  PG_TYPE(
      """
      select typname, typnamespace, typowner, typlen, typbyval, typcategory, typispreferred, \
      typisdefined, typdelim, typrelid, typelem, typarray from pg_type \
      where typtypmod = %s and typisdefined = %s""",
      -1, true),
  SERIES("SELECT i FROM generate_series(1, %s) AS i", 1000),
  BYTES("SELECT * FROM psycopg4j_benchmarks.bytes"),
  ARRAYS("SELECT * FROM psycopg4j_benchmarks.arrays"),
  ONE_PLUS_ONE("SELECT 1+1");

  private final String sql;

  @SuppressWarnings("ImmutableEnumChecker") // List.of of an Integer and a Boolean
  private final List<Object> arguments;

  FieldQuery(String sql, Object... arguments) {
    this.sql = sql;
    this.arguments = List.of(arguments);
  }

  public String sql() {
    return sql;
  }

  /** The query with {@code $1} for its first parameter, and so on. */
  public String numbered() {
    return Tables.numbered(sql);
  }

  /** None of them is NULL. */
  public List<Object> arguments() {
    return arguments;
  }
}
