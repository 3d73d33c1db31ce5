// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.literal;

import java.util.List;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.types.Multirange;
import org.psycopg4j.types.Range;

/**
 * Multiranges (PostgreSQL manual, "Range Types"): a string if the bounds are numbers, {@code
 * '{[1,2),[5,6)}'}, else a call of the type's constructor with ranges that have types themselves.
 */
public final class MultirangeLiteral implements Literal {
  @Override
  public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
    Multirange<?> multirange = (Multirange<?>) value;
    boolean rangesNamed = multirange.ranges().stream().anyMatch(r -> !r.typeName().isEmpty());
    boolean named = !multirange.typeName().isEmpty();
    RangeSubtype subtype = RangeSubtype.of(multirange);
    if (subtype == RangeSubtype.NUMBER && !(named && rangesNamed)) {
      untyped(multirange, out, quoting, any);
      if (named) {
        out.ascii("::");
        TypeName.write(multirange.typeName(), out);
      }
    } else if (named) {
      constructor(multirange, multirange.typeName(), subtype, out, quoting, any);
    } else if (rangesNamed || subtype == RangeSubtype.OTHER) {
      throw RangeLiteral.unnamed("Multirange");
    } else {
      constructor(multirange, List.of(subtype.multirange()), subtype, out, quoting, any);
    }
  }

  private static void untyped(
      Multirange<?> multirange, SqlBuffer out, Quoting quoting, AnyLiteral any) {
    boolean first = true;
    out.ascii("'{");
    for (Range<?> range : multirange) {
      if (!first) {
        out.append(',');
      }
      first = false;
      RangeLiteral.untyped(range, out, quoting, any);
    }
    out.ascii("}'");
  }

  private static void constructor(
      Multirange<?> multirange,
      List<String> typeName,
      RangeSubtype subtype,
      SqlBuffer out,
      Quoting quoting,
      AnyLiteral any) {
    boolean first = true;
    TypeName.write(typeName, out);
    out.append('(');
    for (Range<?> range : multirange) {
      if (!first) {
        out.ascii(", ");
      }
      first = false;
      if (range.typeName().isEmpty() && subtype != RangeSubtype.OTHER) {
        RangeLiteral.constructor(range, List.of(subtype.range()), out, quoting, any);
      } else {
        any.write(range, out, quoting);
      }
    }
    out.append(')');
  }
}
