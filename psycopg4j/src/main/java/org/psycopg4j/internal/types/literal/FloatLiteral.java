// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.literal;

import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;

/**
 * Double and Float as Python's {@code repr} writes floats: the fewest digits that say the number.
 */
public enum FloatLiteral implements Literal {
  DOUBLE {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      write((double) (Double) value, out);
    }
  },
  FLOAT {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      write((float) (Float) value, out);
    }
  };

  static void write(double value, SqlBuffer out) {
    if (!special(value, out)) {
      sign(Double.doubleToRawLongBits(value) < 0, out);
      ShortestDecimal.append(Math.abs(value), out);
    }
  }

  static void write(float value, SqlBuffer out) {
    if (!special(value, out)) {
      sign(Float.floatToRawIntBits(value) < 0, out);
      ShortestDecimal.append(Math.abs(value), out);
    }
  }

  private static void sign(boolean negative, SqlBuffer out) {
    if (negative) {
      out.ascii(" -");
    }
  }

  private static boolean special(double value, SqlBuffer out) {
    if (Double.isNaN(value)) {
      out.ascii("'NaN'::float");
    } else if (value == Double.POSITIVE_INFINITY) {
      out.ascii("'Infinity'::float");
    } else if (value == Double.NEGATIVE_INFINITY) {
      out.ascii("'-Infinity'::float");
    } else {
      return false;
    }
    return true;
  }
}
