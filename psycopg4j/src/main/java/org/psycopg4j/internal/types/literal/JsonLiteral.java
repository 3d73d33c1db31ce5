// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.literal;

import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.types.Json;

/** JSON as a string that takes its type from where it stands. */
public final class JsonLiteral implements Literal {
  @Override
  public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
    StringLiteral.write(((Json) value).dumps(), out, quoting);
  }
}
