// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.literal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;

/**
 * The dates and times from before java.time.
 *
 * <p>A java.util.Date is a point in time and written as an Instant is, as timestamptz in UTC.
 * JDBC's subclasses of it are what they say, in the JVM's time zone: java.sql.Date is a date,
 * java.sql.Time a time to the second, java.sql.Timestamp a timestamp without time zone, cut off at
 * microseconds.
 */
@SuppressWarnings("JavaUtilDate") // others still use it
public enum LegacyTimeLiteral implements Literal {
  DATE,
  /** A Calendar, in its own zone. */
  CALENDAR;

  /* The module java.sql may not be there, so its classes are known by their names, and their
  methods found when the first value of a class comes. */
  private static final Map<String, MethodType> JDBC =
      Map.of(
          "java.sql.Date", MethodType.methodType(LocalDate.class),
          "java.sql.Time", MethodType.methodType(LocalTime.class),
          "java.sql.Timestamp", MethodType.methodType(LocalDateTime.class));

  private static final ClassValue<ToLocal> TO_LOCAL =
      new ClassValue<>() {
        @Override
        protected ToLocal computeValue(Class<?> type) {
          return new ToLocal(find(type));
        }
      };

  @Override
  public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
    any.write(modern(value), out, quoting);
  }

  /** The same as a value of java.time: of a Date or a Calendar. */
  public static Object modern(Object value) {
    if (value instanceof Calendar calendar) {
      return ZonedDateTime.ofInstant(calendar.toInstant(), calendar.getTimeZone().toZoneId());
    }
    MethodHandle toLocal = TO_LOCAL.get(value.getClass()).handle();
    return toLocal == null ? Instant.ofEpochMilli(((Date) value).getTime()) : call(toLocal, value);
  }

  /** What turns a value of a class into one of java.time; null for a plain Date. */
  private record ToLocal(@Nullable MethodHandle handle) {}

  private static @Nullable MethodHandle find(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      MethodType wanted = JDBC.get(c.getName());
      if (wanted != null) {
        try {
          return MethodHandles.publicLookup()
              .findVirtual(c, "to" + wanted.returnType().getSimpleName(), wanted)
              .asType(MethodType.methodType(Object.class, Object.class));
        } catch (ReflectiveOperationException e) {
          throw new LinkageError("the module java.sql is not the JDK's", e);
        }
      }
    }
    return null;
  }

  private static Object call(MethodHandle toLocal, Object value) {
    try {
      return (Object) toLocal.invokeExact(value);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a method that declares no exception threw one", e);
    }
  }
}
