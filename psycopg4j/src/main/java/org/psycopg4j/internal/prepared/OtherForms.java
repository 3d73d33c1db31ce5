// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import java.math.BigInteger;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.catalog.Literals;
import org.psycopg4j.internal.types.literal.BytesLiteral;
import org.psycopg4j.internal.types.literal.DateTimeLiteral;
import org.psycopg4j.internal.types.literal.InetLiteral;
import org.psycopg4j.internal.types.literal.IntervalLiteral;
import org.psycopg4j.internal.types.literal.JsonLiteral;
import org.psycopg4j.internal.types.literal.LegacyTimeLiteral;
import org.psycopg4j.internal.types.literal.ListLiteral;
import org.psycopg4j.internal.types.literal.OptionalLiteral;
import org.psycopg4j.internal.types.literal.PrimitiveArrayLiteral;
import org.psycopg4j.internal.types.literal.StringLiteral;
import org.psycopg4j.types.Inet;

/** The forms of values that are rarer, by what writes their literals. */
final class OtherForms {
  private OtherForms() {}

  static @Nullable ParameterForm of(Object value, boolean cast, Quoting quoting) {
    if (value instanceof Number number) {
      return number(number);
    }
    Literal literal = Literals.defaults().literal(value.getClass());
    if (literal instanceof DateTimeLiteral time) {
      return time(time);
    } else if (literal instanceof StringLiteral) {
      return TextForm.of(TextForm.text(value));
    } else if (literal instanceof JsonLiteral) {
      return TextForm.anyText();
    } else if (literal instanceof ListLiteral || literal instanceof PrimitiveArrayLiteral) {
      return Elements.form(value, cast, quoting);
    } else if (literal == BytesLiteral.ARRAY || literal == BytesLiteral.BUFFER) {
      return TypedForm.BYTEA;
    } else if (literal instanceof IntervalLiteral) {
      return LiteralForm.INTERVAL;
    } else if (literal instanceof InetLiteral) {
      return value instanceof InetAddress || !((Inet) value).cidr()
          ? LiteralForm.INET
          : LiteralForm.CIDR;
    }
    boolean inside =
        literal == BytesLiteral.BINARY
            || literal instanceof OptionalLiteral
            || literal instanceof LegacyTimeLiteral;
    return inside ? ParameterForm.of(Plain.once(value), cast, quoting) : null;
  }

  /** Whether a value's literal is an array: no other kind of value that happens to be a list. */
  static boolean isList(Object value) {
    Literal literal = Literals.defaults().literal(value.getClass());
    return literal instanceof ListLiteral || literal instanceof PrimitiveArrayLiteral;
  }

  private static @Nullable ParameterForm number(Number value) {
    Class<?> type = value.getClass();
    if (type == Byte.class) {
      return WholeForm.of(value.longValue());
    } else if (type == Float.class) {
      return DecimalForm.of(value.doubleValue());
    } else if (type == BigInteger.class) {
      return WholeForm.of((BigInteger) value);
    }
    return null;
  }

  private static ParameterForm time(DateTimeLiteral literal) {
    return switch (literal) {
      case DATE -> TypedForm.DATE;
      case TIME -> TypedForm.TIME;
      case TIMETZ -> TypedForm.TIMETZ;
      case TIMESTAMP -> TypedForm.TIMESTAMP;
      case TIMESTAMPTZ, ZONED, INSTANT -> TypedForm.TIMESTAMPTZ;
    };
  }
}
