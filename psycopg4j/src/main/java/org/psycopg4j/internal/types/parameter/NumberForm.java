// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.parameter;

import java.math.BigInteger;
import org.psycopg4j.internal.types.SqlBuffer;

/** Numbers of a fixed size. A whole one that is too large does not fit. */
public enum NumberForm implements BinaryForm {
  INT2 {
    @Override
    public boolean write(Object value, SqlBuffer out) {
      if (!isWhole(value) || ((Number) value).longValue() != ((Number) value).shortValue()) {
        return false;
      }
      out.int16(((Number) value).shortValue());
      return true;
    }
  },
  INT4 {
    @Override
    public boolean write(Object value, SqlBuffer out) {
      if (!isWhole(value) || ((Number) value).longValue() != ((Number) value).intValue()) {
        return false;
      }
      out.int32(((Number) value).intValue());
      return true;
    }
  },
  INT8 {
    @Override
    public boolean write(Object value, SqlBuffer out) {
      if (!isWhole(value)) {
        return false;
      }
      out.int64(((Number) value).longValue());
      return true;
    }
  },
  FLOAT4 {
    @Override
    public boolean write(Object value, SqlBuffer out) {
      if (!(value instanceof Float number)) {
        return false;
      }
      out.int32(Float.floatToIntBits(number));
      return true;
    }
  },
  FLOAT8 {
    @Override
    public boolean write(Object value, SqlBuffer out) {
      if (value instanceof Float number) { // the decimal that it shows, as its literal has
        out.int64(Double.doubleToLongBits(Double.parseDouble(number.toString())));
      } else if (value instanceof Double || isWhole(value)) {
        out.int64(Double.doubleToLongBits(((Number) value).doubleValue()));
      } else {
        return false;
      }
      return true;
    }
  };

  /** Whether it is a whole number that a long holds. */
  private static boolean isWhole(Object value) {
    return value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte
        || (value instanceof BigInteger big && big.bitLength() < Long.SIZE);
  }
}
