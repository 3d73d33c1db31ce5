// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.literal;

import java.time.Duration;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import org.psycopg4j.internal.types.AnyLiteral;
import org.psycopg4j.internal.types.IntervalStyle;
import org.psycopg4j.internal.types.Literal;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.types.Interval;

/** Spans of time as interval. */
public enum IntervalLiteral implements Literal {
  /**
   * A duration as Python normalises a timedelta: only the days are ever negative. With
   * IntervalStyle sql_standard the server would take their sign for the seconds' too.
   */
  DURATION {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      Duration duration = ((Duration) value).truncatedTo(ChronoUnit.MICROS);
      out.append('\'');
      out.number(Math.floorDiv(duration.getSeconds(), SECONDS_PER_DAY));
      out.ascii(quoting.intervalStyle() == IntervalStyle.SQL_STANDARD ? " days +" : " days ");
      out.number(Math.floorMod(duration.getSeconds(), SECONDS_PER_DAY));
      out.append('.');
      out.number(duration.getNano() / NANOS_PER_MICRO, 6);
      out.ascii(" seconds'::interval");
    }
  },
  /** A period's years and months as months, and its days. */
  PERIOD {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      Period period = (Period) value;
      parts(period.toTotalMonths(), period.get(ChronoUnit.DAYS), 0, out);
    }
  },
  INTERVAL {
    @Override
    public void write(Object value, SqlBuffer out, Quoting quoting, AnyLiteral any) {
      Interval interval = (Interval) value;
      if (interval.equals(Interval.INFINITY)) {
        out.ascii("'infinity'::interval");
      } else if (interval.equals(Interval.NEGATIVE_INFINITY)) {
        out.ascii("'-infinity'::interval");
      } else {
        parts(interval.months(), interval.days(), interval.microseconds(), out);
      }
    }
  };

  private static final long SECONDS_PER_DAY = 86_400;
  private static final int NANOS_PER_MICRO = 1000;
  private static final long MICROS_PER_SECOND = 1_000_000;

  /*
   * With IntervalStyle sql_standard a minus sign at the very start counts for all the parts, unless
   * another sign follows (PostgreSQL manual, "Interval Input").
   */
  private static void parts(long months, long days, long microseconds, SqlBuffer out) {
    String plus = months < 0 ? "+" : "";
    out.append('\'');
    out.number(months);
    out.ascii(" mons ");
    out.ascii(days < 0 ? "" : plus);
    out.number(days);
    out.ascii(" days ");
    out.ascii(microseconds < 0 ? "-" : plus);
    // Seconds and their fraction apart, so that Long.MIN_VALUE has an absolute value.
    out.number(Math.abs(microseconds / MICROS_PER_SECOND));
    out.append('.');
    out.number(Math.abs(microseconds % MICROS_PER_SECOND), 6);
    out.ascii(" seconds'::interval");
  }
}
