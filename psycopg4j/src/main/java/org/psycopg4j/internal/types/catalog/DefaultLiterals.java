// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.catalog;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.literal.AdapterLiteral;
import org.psycopg4j.internal.types.literal.BytesLiteral;
import org.psycopg4j.internal.types.literal.DateTimeLiteral;
import org.psycopg4j.internal.types.literal.FloatLiteral;
import org.psycopg4j.internal.types.literal.IntervalLiteral;
import org.psycopg4j.internal.types.literal.ListLiteral;
import org.psycopg4j.internal.types.literal.NumberLiteral;
import org.psycopg4j.internal.types.literal.PrimitiveArrayLiteral;
import org.psycopg4j.internal.types.literal.StringLiteral;
import org.psycopg4j.internal.types.literal.TupleLiteral;
import org.psycopg4j.internal.types.literal.WordLiteral;
import org.psycopg4j.types.Adapter;
import org.psycopg4j.types.AsIs;
import org.psycopg4j.types.Binary;
import org.psycopg4j.types.Interval;
import org.psycopg4j.types.Tuple;

/** The writers of the Java types that need no registration. */
final class DefaultLiterals {
  private DefaultLiterals() {}

  static Map<Class<?>, Literal> byClass() {
    Map<Class<?>, Literal> all = new HashMap<>();
    all.put(Boolean.class, WordLiteral.BOOLEAN);
    all.put(UUID.class, WordLiteral.UUID);
    all.put(AsIs.class, WordLiteral.AS_IS);
    all.put(Adapter.class, AdapterLiteral.ITSELF);
    numbers(all);
    all.put(CharSequence.class, StringLiteral.TEXT);
    all.put(Character.class, StringLiteral.TEXT);
    all.put(Enum.class, StringLiteral.ENUM);
    all.put(byte[].class, BytesLiteral.ARRAY);
    all.put(ByteBuffer.class, BytesLiteral.BUFFER);
    all.put(Binary.class, BytesLiteral.BINARY);
    times(all);
    collections(all);
    StructuredLiterals.addTo(all);
    return all;
  }

  private static void numbers(Map<Class<?>, Literal> all) {
    all.put(Byte.class, NumberLiteral.INTEGER);
    all.put(Short.class, NumberLiteral.INTEGER);
    all.put(Integer.class, NumberLiteral.INTEGER);
    all.put(Long.class, NumberLiteral.INTEGER);
    all.put(BigInteger.class, NumberLiteral.BIG);
    all.put(BigDecimal.class, NumberLiteral.BIG);
    all.put(Double.class, FloatLiteral.DOUBLE);
    all.put(Float.class, FloatLiteral.FLOAT);
  }

  private static void times(Map<Class<?>, Literal> all) {
    all.put(LocalDate.class, DateTimeLiteral.DATE);
    all.put(LocalTime.class, DateTimeLiteral.TIME);
    all.put(OffsetTime.class, DateTimeLiteral.TIMETZ);
    all.put(LocalDateTime.class, DateTimeLiteral.TIMESTAMP);
    all.put(OffsetDateTime.class, DateTimeLiteral.TIMESTAMPTZ);
    all.put(ZonedDateTime.class, DateTimeLiteral.ZONED);
    all.put(Instant.class, DateTimeLiteral.INSTANT);
    all.put(Duration.class, IntervalLiteral.DURATION);
    all.put(Period.class, IntervalLiteral.PERIOD);
    all.put(Interval.class, IntervalLiteral.INTERVAL);
  }

  private static void collections(Map<Class<?>, Literal> all) {
    all.put(Tuple.class, new TupleLiteral());
    all.put(List.class, ListLiteral.LIST);
    all.put(Object[].class, ListLiteral.OBJECTS);
    all.put(short[].class, PrimitiveArrayLiteral.SHORTS);
    all.put(int[].class, PrimitiveArrayLiteral.INTS);
    all.put(long[].class, PrimitiveArrayLiteral.LONGS);
    all.put(float[].class, PrimitiveArrayLiteral.FLOATS);
    all.put(double[].class, PrimitiveArrayLiteral.DOUBLES);
    all.put(boolean[].class, PrimitiveArrayLiteral.BOOLEANS);
    all.put(char[].class, PrimitiveArrayLiteral.CHARS);
  }
}
