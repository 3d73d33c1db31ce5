// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.SqlBuffer;

/**
 * Numbers of all kinds that are stored in a column as they are: of the column's type, where that is
 * exactly what the server makes of their literals.
 */
final class StoredNumberForm extends ParameterForm {
  static final StoredNumberForm INSTANCE = new StoredNumberForm();

  private static final double BEYOND_LONG = 0x1p63;

  private StoredNumberForm() {}

  /** Whether a value is a number that has this form. */
  static boolean isOf(Object value) {
    Class<?> type = value.getClass();
    return type == Integer.class
        || type == Long.class
        || type == Double.class
        || type == BigDecimal.class
        || type == Short.class
        || type == Byte.class
        || type == BigInteger.class;
  }

  @Override
  public int oid() {
    return 0;
  }

  @Override
  public String cast() {
    return "";
  }

  @Override
  public boolean accepts(int resolvedOid) {
    return switch (resolvedOid) {
      case Oid.INT2, Oid.INT4, Oid.INT8, Oid.FLOAT8, Oid.NUMERIC -> true;
      default -> false;
    };
  }

  @Override
  public int format(int resolvedOid) {
    return resolvedOid == Oid.NUMERIC ? TEXT : BINARY;
  }

  @Override
  boolean body(Object plain, SqlBuffer out) {
    throw new IllegalStateException("a number whose column is not known");
  }

  @Override
  boolean body(Object plain, int resolvedOid, SqlBuffer out) {
    return switch (resolvedOid) {
      case Oid.NUMERIC -> DecimalForm.POSITIVE.body(plain, out);
      case Oid.FLOAT8 -> float8((Number) plain, out);
      default -> isWhole((Number) plain) && whole(((Number) plain).longValue(), resolvedOid, out);
    };
  }

  private static boolean whole(long value, int oid, SqlBuffer out) {
    if (oid == Oid.INT8) {
      out.int64(value);
      return true;
    } else if (oid == Oid.INT4) {
      out.int32((int) value);
      return value == (int) value;
    }
    out.int16((short) value);
    return value == (short) value;
  }

  /** Whether it is a long, whatever it is kept in. */
  private static boolean isWhole(Number value) {
    if (value instanceof Double real) {
      double number = real;
      return number == Math.rint(number) && number >= -BEYOND_LONG && number < BEYOND_LONG;
    } else if (value instanceof BigInteger big) {
      return big.bitLength() < Long.SIZE;
    } else if (value instanceof BigDecimal decimal) {
      return decimal.precision() - (long) decimal.scale() <= 19 // it has no more digits than a long
          && decimal.stripTrailingZeros().scale() <= 0
          && decimal.toBigInteger().bitLength() < Long.SIZE;
    }
    return true;
  }

  /* The digits are read as the server reads them. A zero has no sign: it was a numeric first. */
  private static boolean float8(Number value, SqlBuffer out) {
    double number =
        value instanceof Double || value instanceof Long || value instanceof Integer
            ? value.doubleValue() + 0.0
            : Double.parseDouble(value.toString());
    out.int64(Double.doubleToRawLongBits(number));
    return value instanceof Double || isInRange(number, value);
  }

  private static boolean isInRange(double number, Number value) {
    boolean vanished = number == 0 && value instanceof BigDecimal decimal && decimal.signum() != 0;
    return !vanished && Double.isFinite(number);
  }
}
