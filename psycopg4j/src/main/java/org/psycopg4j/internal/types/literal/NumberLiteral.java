// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.literal;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;

/**
 * Numbers that have an exact decimal form.
 *
 * <p>A space stands before a minus sign, so that {@code 5-%s} does not become a comment.
 */
public enum NumberLiteral implements Literal {
  /** Byte, Short, Integer and Long. */
  INTEGER {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      write(((Number) value).longValue(), out);
    }
  },
  /** BigInteger, and BigDecimal with the scale and the exponent that it has. */
  BIG {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      int sign =
          value instanceof BigDecimal decimal ? decimal.signum() : ((BigInteger) value).signum();
      if (sign < 0) {
        out.append(' ');
      }
      out.ascii(value.toString());
    }
  };

  /** Appends a whole number. */
  static void write(long value, SqlBuffer out) {
    if (value < 0) {
      out.append(' ');
    }
    out.number(value);
  }
}
