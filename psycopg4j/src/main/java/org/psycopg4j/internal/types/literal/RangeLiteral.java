// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.literal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.types.Range;

/**
 * Ranges (PostgreSQL manual, "Range Types").
 *
 * <p>Those of numbers are strings that take their type from where they stand, {@code '[1,2)'}, the
 * others calls of their type's constructor: {@code daterange('2011-01-01'::date, NULL, '[)')}.
 */
public final class RangeLiteral implements Literal {
  @Override
  public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
    Range<?> range = (Range<?>) value;
    RangeSubtype subtype = RangeSubtype.of(List.of(range));
    if (!range.typeName().isEmpty()) {
      constructor(range, range.typeName(), out, quoting, any);
    } else if (subtype == RangeSubtype.NUMBER) {
      out.append('\'');
      untyped(range, out, quoting, any);
      out.append('\'');
    } else if (subtype == RangeSubtype.OTHER) {
      throw unnamed("Range");
    } else {
      constructor(range, List.of(subtype.range()), out, quoting, any);
    }
  }

  /** Appends a range that has a type: {@code NULL} is a bound that is missing. */
  static void constructor(
      Range<?> range, List<String> typeName, SqlBuffer out, Quoting quoting, AnyLiteral any) {
    if (range.isEmpty()) {
      out.ascii("'empty'::");
      TypeName.write(typeName, out);
      return;
    }
    TypeName.write(typeName, out);
    out.append('(');
    any.write(range.lower(), out, quoting);
    out.ascii(", ");
    any.write(range.upper(), out, quoting);
    out.ascii(", '");
    out.ascii(String.valueOf(range.bounds()));
    out.ascii("')");
  }

  /** Appends a range of numbers as it stands in a string. */
  static void untyped(Range<?> range, SqlBuffer out, Quoting quoting, AnyLiteral any) {
    String flags = range.bounds();
    if (flags == null) {
      out.ascii("empty");
      return;
    }
    out.append(flags.charAt(0));
    number(range.lower(), out, quoting, any);
    out.append(',');
    number(range.upper(), out, quoting, any);
    out.append(flags.charAt(1));
  }

  /** No adapter of the user's is asked: what it returned would stand inside of quotes. */
  private static void number(
      @Nullable Object bound, SqlBuffer out, Quoting quoting, AnyLiteral any) {
    if (bound instanceof Double || bound instanceof Float) {
      double number = ((Number) bound).doubleValue();
      if (Double.isNaN(number) || Double.isInfinite(number)) {
        out.ascii(bound.toString());
      } else {
        Literal literal = bound instanceof Double ? FloatLiteral.DOUBLE : FloatLiteral.FLOAT;
        literal.write(bound, out, quoting, any);
      }
    } else if (bound instanceof BigDecimal || bound instanceof BigInteger) {
      NumberLiteral.BIG.write(bound, out, quoting, any);
    } else if (bound != null) {
      NumberLiteral.INTEGER.write(bound, out, quoting, any);
    }
  }

  /** What to throw when a value needs its type's name and has none. */
  static ProgrammingException unnamed(String what) {
    return new ProgrammingException(
        "can't adapt type '%s' with these bounds: name its PostgreSQL type with as()"
            .formatted(what));
  }
}
