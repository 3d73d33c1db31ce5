// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.query;

import java.util.List;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;

/** Sets of arguments for the same statement, once for each: psycopg2's {@code execute_batch}. */
public record BatchPage(List<Arguments> sets) implements Page {
  @Override
  public void merge(String sql, SqlBuffer out, Quoting quoting, AnyLiteral literals) {
    if (sql.isEmpty()) {
      throw new ProgrammingException("can't execute an empty query");
    }
    QueryTemplate statement = QueryTemplate.parse(sql);
    /* A comment in the last line would take the semicolon and all statements behind it with it, in
    silence: that is what psycopg2 does. */
    boolean endsInComment = sql.lastIndexOf("--") > sql.lastIndexOf('\n');
    boolean first = true;
    for (Arguments arguments : sets) {
      if (!first) {
        if (endsInComment) {
          out.append('\n');
        }
        out.append(';');
      }
      first = false;
      statement.merge(arguments, out, quoting, literals);
    }
  }

  /** Whether none of the sets has arguments. */
  public boolean isBare() {
    return sets.stream().allMatch(NoArguments.class::isInstance);
  }
}
