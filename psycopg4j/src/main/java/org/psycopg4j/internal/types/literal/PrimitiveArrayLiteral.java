// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.literal;

import java.lang.reflect.Array;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;

/** Arrays of primitives, other than byte[], as ARRAY[…]; nothing is boxed. */
public enum PrimitiveArrayLiteral implements Literal {
  SHORTS {
    @Override
    void element(Object array, int i, SqlBuffer out, Quoting quoting) {
      NumberLiteral.write(((short[]) array)[i], out);
    }
  },
  INTS {
    @Override
    void element(Object array, int i, SqlBuffer out, Quoting quoting) {
      NumberLiteral.write(((int[]) array)[i], out);
    }
  },
  LONGS {
    @Override
    void element(Object array, int i, SqlBuffer out, Quoting quoting) {
      NumberLiteral.write(((long[]) array)[i], out);
    }
  },
  FLOATS {
    @Override
    void element(Object array, int i, SqlBuffer out, Quoting quoting) {
      FloatLiteral.write(((float[]) array)[i], out);
    }
  },
  DOUBLES {
    @Override
    void element(Object array, int i, SqlBuffer out, Quoting quoting) {
      FloatLiteral.write(((double[]) array)[i], out);
    }
  },
  BOOLEANS {
    @Override
    void element(Object array, int i, SqlBuffer out, Quoting quoting) {
      out.ascii(((boolean[]) array)[i] ? "true" : "false");
    }
  },
  /** Each character as a text of its own. */
  CHARS {
    @Override
    void element(Object array, int i, SqlBuffer out, Quoting quoting) {
      StringLiteral.write(String.valueOf(((char[]) array)[i]), out, quoting);
    }
  };

  abstract void element(Object array, int i, SqlBuffer out, Quoting quoting);

  @Override
  public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
    int length = Array.getLength(value);
    if (length == 0) {
      out.ascii("'{}'");
      return;
    }
    out.ascii("ARRAY[");
    for (int i = 0; i < length; i++) {
      if (i > 0) {
        out.append(',');
      }
      element(value, i, out, quoting);
    }
    out.append(']');
  }
}
