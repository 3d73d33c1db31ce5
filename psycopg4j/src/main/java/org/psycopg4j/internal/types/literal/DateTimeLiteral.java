// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.literal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;

/**
 * Dates and times of java.time in the layout of Python's {@code isoformat}, with their type.
 *
 * <p>PostgreSQL holds microseconds: what is finer is cut off. Years before 1 are written as BC. The
 * ends of java.time's ranges are infinite.
 */
public enum DateTimeLiteral implements Literal {
  DATE {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      LocalDate date = (LocalDate) value;
      if (date.equals(LocalDate.MAX) || date.equals(LocalDate.MIN)) {
        infinity(date.equals(LocalDate.MAX), "date", out);
        return;
      }
      out.append('\'');
      IsoFormat.date(date, out);
      close(date, "date", out);
    }
  },
  TIME {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      out.append('\'');
      IsoFormat.time((LocalTime) value, out);
      out.ascii("'::time");
    }
  },
  TIMETZ {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      OffsetTime time = (OffsetTime) value;
      out.append('\'');
      IsoFormat.time(time.toLocalTime(), out);
      IsoFormat.offset(time.getOffset(), out);
      out.ascii("'::timetz");
    }
  },
  TIMESTAMP {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      LocalDateTime timestamp = (LocalDateTime) value;
      if (timestamp.equals(LocalDateTime.MAX) || timestamp.equals(LocalDateTime.MIN)) {
        infinity(timestamp.equals(LocalDateTime.MAX), "timestamp", out);
        return;
      }
      out.append('\'');
      IsoFormat.timestamp(timestamp, out);
      close(timestamp.toLocalDate(), "timestamp", out);
    }
  },
  TIMESTAMPTZ {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      OffsetDateTime timestamp = (OffsetDateTime) value;
      timestamptz(timestamp.toLocalDateTime(), timestamp.getOffset(), out);
    }
  },
  /** A time in a zone, by the offset that the zone has then. */
  ZONED {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      ZonedDateTime timestamp = (ZonedDateTime) value;
      timestamptz(timestamp.toLocalDateTime(), timestamp.getOffset(), out);
    }
  },
  /** A point in time, in UTC. */
  INSTANT {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      Instant instant = (Instant) value;
      if (instant.equals(Instant.MAX) || instant.equals(Instant.MIN)) {
        infinity(instant.equals(Instant.MAX), "timestamptz", out);
      } else if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
        throw new DataException("timestamp out of range");
      } else {
        timestamptz(LocalDateTime.ofInstant(instant, ZoneOffset.UTC), ZoneOffset.UTC, out);
      }
    }
  };

  private static final int FAR_OFFSET_SECONDS = 16 * 3600;

  /* Instant knows a year more at either end than LocalDateTime, and PostgreSQL far fewer. */
  private static final Instant FIRST = LocalDateTime.MIN.toInstant(ZoneOffset.UTC);
  private static final Instant LAST = LocalDateTime.MAX.toInstant(ZoneOffset.UTC);

  private static void timestamptz(LocalDateTime timestamp, ZoneOffset offset, SqlBuffer out) {
    if (timestamp.equals(LocalDateTime.MAX) || timestamp.equals(LocalDateTime.MIN)) {
      infinity(timestamp.equals(LocalDateTime.MAX), "timestamptz", out);
      return;
    }
    // The server reads offsets of less than 16 hours; Java has them up to 18.
    boolean far = Math.abs(offset.getTotalSeconds()) >= FAR_OFFSET_SECONDS;
    LocalDateTime written = far ? timestamp.minusSeconds(offset.getTotalSeconds()) : timestamp;
    out.append('\'');
    IsoFormat.timestamp(written, out);
    IsoFormat.offset(far ? ZoneOffset.UTC : offset, out);
    close(written.toLocalDate(), "timestamptz", out);
  }

  private static void close(LocalDate date, String type, SqlBuffer out) {
    out.ascii(date.getYear() < 1 ? " BC'::" : "'::");
    out.ascii(type);
  }

  private static void infinity(boolean future, String type, SqlBuffer out) {
    out.ascii(future ? "'infinity'::" : "'-infinity'::");
    out.ascii(type);
  }
}
