// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.parameter;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.types.Interval;

/**
 * Dates, times and intervals, counted in days and microseconds from the start of the year 2000. The
 * ends of java.time's ranges are infinite; nanoseconds are cut off.
 */
public enum TimeForm implements BinaryForm {
  DATE {
    @Override
    public boolean write(Object value, SqlBuffer out) {
      if (!(value instanceof LocalDate date)) {
        return false;
      }
      if (date.equals(LocalDate.MAX) || date.equals(LocalDate.MIN)) {
        out.int32(date.equals(LocalDate.MAX) ? Integer.MAX_VALUE : Integer.MIN_VALUE);
        return true;
      }
      long days = date.toEpochDay() - EPOCH_DAYS;
      out.int32((int) days);
      return Math.abs(days) < Integer.MAX_VALUE;
    }
  },
  TIME {
    @Override
    public boolean write(Object value, SqlBuffer out) {
      if (!(value instanceof LocalTime time)) {
        return false;
      }
      out.int64(time.toNanoOfDay() / NANOS_PER_MICRO);
      return true;
    }
  },
  TIMETZ {
    @Override
    public boolean write(Object value, SqlBuffer out) {
      if (!(value instanceof OffsetTime time)) {
        return false;
      }
      out.int64(time.toLocalTime().toNanoOfDay() / NANOS_PER_MICRO);
      out.int32(-time.getOffset().getTotalSeconds());
      return true;
    }
  },
  TIMESTAMP {
    @Override
    public boolean write(Object value, SqlBuffer out) {
      return value instanceof LocalDateTime local
          && timestamp(local, ZoneOffset.UTC, local.equals(LocalDateTime.MIN), out);
    }
  },
  TIMESTAMPTZ {
    @Override
    public boolean write(Object value, SqlBuffer out) {
      if (value instanceof OffsetDateTime at) {
        return timestamp(at.toLocalDateTime(), at.getOffset(), at.equals(OffsetDateTime.MIN), out);
      } else if (value instanceof ZonedDateTime at) {
        return timestamp(at.toLocalDateTime(), at.getOffset(), false, out);
      } else if (value instanceof Instant at) {
        boolean infinite = at.equals(Instant.MAX) || at.equals(Instant.MIN);
        return infinite
            ? micros(at.equals(Instant.MAX) ? Long.MAX_VALUE : Long.MIN_VALUE, out)
            : seconds(at.getEpochSecond(), at.getNano(), out);
      }
      return false;
    }
  },
  INTERVAL {
    @Override
    public boolean write(Object value, SqlBuffer out) {
      if (value instanceof Interval span) {
        return interval(span.months(), span.days(), span.microseconds(), out);
      } else if (value instanceof Period period) {
        return interval(period.toTotalMonths(), period.getDays(), 0, out);
      } else if (value instanceof Duration given) {
        Duration duration = given.truncatedTo(ChronoUnit.MICROS);
        long second = Math.floorMod(duration.getSeconds(), SECONDS_PER_DAY);
        return interval(
            0,
            Math.floorDiv(duration.getSeconds(), SECONDS_PER_DAY),
            second * MICROS_PER_SECOND + duration.getNano() / NANOS_PER_MICRO,
            out);
      }
      return false;
    }
  };

  private static final long EPOCH_DAYS = 10_957; // since 1970
  private static final long SECONDS_PER_DAY = 86_400;
  private static final long EPOCH_SECONDS = EPOCH_DAYS * SECONDS_PER_DAY;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int NANOS_PER_MICRO = 1000;
  private static final long MOST_SECONDS = Long.MAX_VALUE / MICROS_PER_SECOND - 1;

  @SuppressWarnings("JavaLocalDateTimeGetNano") // the seconds are counted from the epoch
  private static boolean timestamp(
      LocalDateTime local, ZoneOffset offset, boolean first, SqlBuffer out) {
    if (local.equals(LocalDateTime.MAX)) {
      return micros(Long.MAX_VALUE, out);
    }
    if (first || local.equals(LocalDateTime.MIN)) {
      return micros(Long.MIN_VALUE, out);
    }
    return seconds(local.toEpochSecond(offset), local.getNano(), out);
  }

  private static boolean seconds(long since1970, int nanos, SqlBuffer out) {
    long seconds = since1970 - EPOCH_SECONDS;
    return Math.abs(seconds) <= MOST_SECONDS
        && micros(seconds * MICROS_PER_SECOND + nanos / NANOS_PER_MICRO, out);
  }

  private static boolean micros(long micros, SqlBuffer out) {
    out.int64(micros);
    return true;
  }

  private static boolean interval(long months, long days, long micros, SqlBuffer out) {
    out.int64(micros);
    out.int32((int) days);
    out.int32((int) months);
    return days == (int) days && months == (int) months;
  }
}
