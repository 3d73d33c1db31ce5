// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.literal;

import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;

/** Records as values of a composite type: {@code (1, 'a')::"public"."card"}. */
public final class CompositeLiteral implements Literal {
  private static final RecordLiteral RECORD = new RecordLiteral();

  private final String sqlName;

  /**
   * A writer for one type.
   *
   * @param sqlName the type's name, as it is written in SQL
   */
  public CompositeLiteral(String sqlName) {
    this.sqlName = sqlName;
  }

  @Override
  public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
    RECORD.write(value, out, quoting, any);
    out.ascii("::");
    out.text(sqlName);
  }
}
