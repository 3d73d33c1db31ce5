// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.literal;

import java.util.Map;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;

/** Constants as the labels of an enumerated type: {@code 'happy'::"public"."mood"}. */
public final class EnumLiteral implements Literal {
  private final Map<? extends Enum<?>, String> labels;
  private final String sqlName;

  /**
   * Writes the labels of constants, and the names of those that have none.
   *
   * @param sqlName the type's name, as it is written in SQL
   */
  public EnumLiteral(Map<? extends Enum<?>, String> labels, String sqlName) {
    this.labels = labels;
    this.sqlName = sqlName;
  }

  @Override
  public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
    Enum<?> constant = (Enum<?>) value;
    String label = labels.get(constant);
    StringLiteral.write(label == null ? constant.name() : label, out, quoting);
    out.ascii("::");
    out.text(sqlName);
  }
}
