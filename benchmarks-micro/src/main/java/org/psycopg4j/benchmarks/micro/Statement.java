// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.benchmarks.micro;

import java.time.LocalDate;

/** Statements as users write them, for those that read them. */
public enum Statement {
  /** No placeholder. */
  PLAIN("select 1"),
  /** The look-up of the other benchmarks. */
  LOOKUP("select id, balance, name from lookup where id = %s", 100_000),
  /** Several, of all sorts. */
  INSERT(
      "insert into journal (id, note, amount, day, done) values (%s, %s, %s, %s, %s) returning id",
      1, "a note", 2.5, LocalDate.of(2024, 2, 29), true),
  /** All that a lexer has to see through. */
  REPORT(
      """
      with recent as (
        select o.id, o.customer, o.total, 'it''s 100 %%' as label -- no placeholder: 100 %%
        from "Orders" o /* nor here /* nested */ */
        where o.day >= %s::date and o.state in ('open', E'pa\\'id')
      )
      select customer, sum(total) as total, $tag$ $1 and a 'quote' $tag$ as note
      from recent
      where total between %s and %s
      group by customer
      having sum(total) > %s
      order by total desc
      limit 10""",
      LocalDate.of(2024, 2, 29), 1, 1000, 100);

  private final String sql;

  @SuppressWarnings("ImmutableEnumChecker") // nobody writes into it
  private final Object[] arguments;

  Statement(String sql, Object... arguments) {
    this.sql = sql;
    this.arguments = arguments;
  }

  String sql() {
    return sql;
  }

  Object[] arguments() {
    return arguments.clone();
  }
}
