// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.rows;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.Map;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.types.Interval;

/** A timestamptz as a point in time; an interval as a duration or as a period. */
final class TimeConversions {
  private static final int MONTHS_PER_YEAR = 12;

  static final Map<Class<?>, Conversion> BY_CLASS =
      Map.of(
          Instant.class, TimeConversions::toInstant,
          ZonedDateTime.class, TimeConversions::toZonedDateTime,
          Duration.class, TimeConversions::toDuration,
          Period.class, TimeConversions::toPeriod);

  private TimeConversions() {}

  /** The infinities are the ends of Instant, as they are of OffsetDateTime. */
  private static Object toInstant(Object value) {
    if (value instanceof OffsetDateTime time) {
      if (time.equals(OffsetDateTime.MAX)) {
        return Instant.MAX;
      }
      return time.equals(OffsetDateTime.MIN) ? Instant.MIN : time.toInstant();
    }
    return same(Instant.class, value);
  }

  private static Object toZonedDateTime(Object value) {
    return value instanceof OffsetDateTime time
        ? time.toZonedDateTime()
        : same(ZonedDateTime.class, value);
  }

  /** By psycopg2's rule for the length of a month. */
  private static Object toDuration(Object value) {
    return value instanceof Interval interval
        ? finite(interval, Duration.class).toDuration()
        : same(Duration.class, value);
  }

  private static Object toPeriod(Object value) {
    if (value instanceof Interval interval) {
      if (finite(interval, Period.class).microseconds() != 0) {
        throw new DataException(
            "wanted a java.time.Period, got an interval with hours, minutes or seconds");
      }
      int months = interval.months();
      return Period.of(months / MONTHS_PER_YEAR, months % MONTHS_PER_YEAR, interval.days());
    }
    return same(Period.class, value);
  }

  private static Interval finite(Interval interval, Class<?> wanted) {
    if (interval.equals(Interval.INFINITY) || interval.equals(Interval.NEGATIVE_INFINITY)) {
      throw new DataException(
          "wanted a %s, got an infinite interval".formatted(wanted.getTypeName()));
    }
    return interval;
  }

  private static Object same(Class<?> wanted, Object value) {
    if (wanted.isInstance(value)) {
      return value;
    }
    throw Conversion.mismatch(wanted, value);
  }
}
