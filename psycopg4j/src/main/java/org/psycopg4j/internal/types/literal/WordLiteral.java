// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.literal;

import java.util.UUID;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.types.AsIs;

/** Values whose SQL is their own text or nearly so. */
public enum WordLiteral implements Literal {
  BOOLEAN {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      out.ascii((Boolean) value ? "true" : "false");
    }
  },
  UUID {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      out.append('\'');
      out.ascii(((UUID) value).toString());
      out.ascii("'::uuid");
    }
  },
  AS_IS {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      out.text(((AsIs) value).sql());
    }
  }
}
