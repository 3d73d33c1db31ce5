// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.SqlBuffer;

/**
 * Whole numbers, int4 or int8 by their digits (PostgreSQL manual, "Numeric Constants"), whatever
 * class they are of.
 */
final class WholeForm extends ParameterForm {
  static final WholeForm INT4 = new WholeForm(Oid.INT4, false);
  static final WholeForm INT8 = new WholeForm(Oid.INT8, false);
  private static final WholeForm NEGATIVE_INT4 = new WholeForm(Oid.INT4, true);
  private static final WholeForm NEGATIVE_INT8 = new WholeForm(Oid.INT8, true);

  private static final long BEYOND_INT4 = 1L << 31;
  private static final int DIGITS_OF_A_LONG = 18; // any number of as many digits is one

  private final int oid;
  private final boolean negative;

  private WholeForm(int oid, boolean negative) {
    this.oid = oid;
    this.negative = negative;
  }

  /**
   * The form of a number; null for the last ones of each type and those next to them, whose type
   * depends on the sign that the statement may have before the placeholder: 2147483648 is int8, and
   * behind a minus sign int4.
   */
  static @Nullable ParameterForm of(long value) {
    if (value == Long.MIN_VALUE || value == BEYOND_INT4 || value == -BEYOND_INT4) {
      return null;
    } else if (value == (int) value) {
      return value < 0 ? NEGATIVE_INT4 : INT4;
    }
    return value < 0 ? NEGATIVE_INT8 : INT8;
  }

  /** The form of a decimal without point and exponent. */
  static @Nullable ParameterForm of(BigDecimal whole) {
    return whole.precision() <= DIGITS_OF_A_LONG
        ? of(whole.longValue())
        : of(whole.unscaledValue());
  }

  /** The form of a number of any size. */
  static @Nullable ParameterForm of(BigInteger value) {
    if (value.bitLength() < Long.SIZE) {
      return of(value.longValue());
    }
    boolean beyond = value.signum() > 0 && value.bitLength() == Long.SIZE && value.bitCount() == 1;
    return beyond ? null : DecimalForm.signed(value.signum() < 0);
  }

  /**
   * The type of a whole number within ARRAY[…], where no sign stands before it; 0 if it is none.
   */
  static int typeOf(@Nullable Object value) {
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return Oid.INT4;
    } else if (value instanceof Long number) {
      return number == number.intValue() ? Oid.INT4 : Oid.INT8;
    } else if (value instanceof BigInteger big) {
      int bits = big.bitLength();
      return bits < Integer.SIZE ? Oid.INT4 : bits < Long.SIZE ? Oid.INT8 : Oid.NUMERIC;
    } else if (value instanceof BigDecimal decimal && decimal.scale() == 0) {
      return decimal.precision() <= DIGITS_OF_A_LONG
          ? typeOf(decimal.longValue())
          : typeOf(decimal.unscaledValue());
    }
    return 0;
  }

  @Override
  public int oid() {
    return oid;
  }

  @Override
  public String cast() {
    return "";
  }

  @Override
  public boolean isNegative() {
    return negative;
  }

  @Override
  public boolean isZero(Object value) {
    return Plain.of(value) instanceof Number number && number.longValue() == 0;
  }

  @Override
  public int format(int resolvedOid) {
    return BINARY;
  }

  @Override
  boolean body(Object plain, SqlBuffer out) {
    int type = typeOf(plain);
    if (oid == Oid.INT4 && type == Oid.INT4) {
      out.int32(((Number) plain).intValue());
      return true;
    }
    out.int64(type == 0 ? 0 : ((Number) plain).longValue());
    return oid == Oid.INT8 && (type == Oid.INT4 || type == Oid.INT8);
  }
}
