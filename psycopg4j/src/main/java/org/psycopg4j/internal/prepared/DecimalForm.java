// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.internal.types.catalog.Literals;

/**
 * Numbers with a point or an exponent, or more digits than int8 has: numeric, by the digits of
 * their literals, so that it has their scale, too.
 */
final class DecimalForm extends ParameterForm {
  static final DecimalForm POSITIVE = new DecimalForm(false);
  private static final DecimalForm NEGATIVE = new DecimalForm(true);

  private final boolean negative;

  private DecimalForm(boolean negative) {
    this.negative = negative;
  }

  static DecimalForm signed(boolean negative) {
    return negative ? NEGATIVE : POSITIVE;
  }

  /** The form of a double: what is no number, and the infinite, are float8. */
  static ParameterForm of(double value) {
    return Double.isFinite(value)
        ? signed(Double.doubleToRawLongBits(value) < 0)
        : TypedForm.FLOAT8;
  }

  /** The form of a decimal: without point and exponent it is a whole number. */
  static @Nullable ParameterForm of(BigDecimal value) {
    return value.scale() == 0 ? WholeForm.of(value) : signed(value.signum() < 0);
  }

  @Override
  public int oid() {
    return Oid.NUMERIC;
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
    Object plain = Plain.of(value);
    if (plain instanceof BigDecimal decimal) {
      return decimal.signum() == 0;
    }
    return (plain instanceof Double || plain instanceof Float)
        && ((Number) plain).doubleValue() == 0;
  }

  @Override
  public int format(int resolvedOid) {
    return TEXT;
  }

  /** Also of numbers that are numeric only beside others, in a list. */
  @Override
  boolean body(Object plain, SqlBuffer out) {
    if (plain instanceof Double || plain instanceof Float) {
      return Double.isFinite(((Number) plain).doubleValue()) && real(plain, out);
    } else if (plain instanceof BigDecimal || WholeForm.typeOf(plain) != 0) {
      out.ascii(plain.toString());
      return true;
    }
    return false;
  }

  /** Appends the literal of a double or a float, without the space before a minus sign. */
  private static boolean real(Object plain, SqlBuffer out) {
    int at = out.size();
    Literals.defaults().write(plain, out, LiteralForm.READ_ALIKE);
    if (out.array()[at] == ' ') {
      System.arraycopy(out.array(), at + 1, out.array(), at, out.size() - at - 1);
      out.truncate(out.size() - 1);
    }
    return true;
  }
}
