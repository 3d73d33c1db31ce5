// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.catalog;

import java.net.InetAddress;
import java.util.Calendar;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.literal.InetLiteral;
import org.psycopg4j.internal.types.literal.JsonLiteral;
import org.psycopg4j.internal.types.literal.LegacyTimeLiteral;
import org.psycopg4j.internal.types.literal.MultirangeLiteral;
import org.psycopg4j.internal.types.literal.OptionalLiteral;
import org.psycopg4j.internal.types.literal.RangeLiteral;
import org.psycopg4j.internal.types.literal.RecordLiteral;
import org.psycopg4j.types.Inet;
import org.psycopg4j.types.Json;
import org.psycopg4j.types.Multirange;
import org.psycopg4j.types.Range;

/** The writers of values that have parts, or that stand for another value. */
final class StructuredLiterals {
  private StructuredLiterals() {}

  static void addTo(Map<Class<?>, Literal> all) {
    all.put(Range.class, new RangeLiteral());
    all.put(Multirange.class, new MultirangeLiteral());
    all.put(Inet.class, InetLiteral.INET);
    all.put(InetAddress.class, InetLiteral.ADDRESS);
    all.put(Json.class, new JsonLiteral());
    all.put(Record.class, new RecordLiteral());
    all.put(Optional.class, OptionalLiteral.OBJECT);
    all.put(OptionalInt.class, OptionalLiteral.INT);
    all.put(OptionalLong.class, OptionalLiteral.LONG);
    all.put(OptionalDouble.class, OptionalLiteral.DOUBLE);
    all.put(Date.class, LegacyTimeLiteral.DATE);
    all.put(Calendar.class, LegacyTimeLiteral.CALENDAR);
  }
}
