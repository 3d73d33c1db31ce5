// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.types;

import java.io.Serializable;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.ChronoUnit;

/**
 * A PostgreSQL interval, without loss: months, days and microseconds, which do not turn into one
 * another (a month has no fixed number of days, nor a day of hours).
 *
 * <p>PostgreSQL 17 and later have infinite intervals; {@link #INFINITY} and {@link
 * #NEGATIVE_INFINITY} are theirs.
 */
public record Interval(int months, int days, long microseconds) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** {@code infinity}: every part at its greatest, as on the server. */
  public static final Interval INFINITY =
      new Interval(Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE);

  /** {@code -infinity}: every part at its least, as on the server. */
  public static final Interval NEGATIVE_INFINITY =
      new Interval(Integer.MIN_VALUE, Integer.MIN_VALUE, Long.MIN_VALUE);

  private static final int MONTHS_PER_YEAR = 12;
  private static final int DAYS_PER_YEAR = 365;
  private static final int DAYS_PER_MONTH = 30;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long SECONDS_PER_MINUTE = 60;
  private static final long SECONDS_PER_HOUR = 3600;

  /** A period's years and months as months, and its days. */
  public static Interval of(Period period) {
    return new Interval(
        Math.toIntExact(period.toTotalMonths()), Math.toIntExact(period.get(ChronoUnit.DAYS)), 0);
  }

  /**
   * A duration in microseconds; what is finer is cut off towards zero. As a parameter it stays so,
   * where a Duration itself is written in days and seconds, as psycopg2 writes a timedelta.
   */
  public static Interval of(Duration duration) {
    Duration whole = duration.truncatedTo(ChronoUnit.MICROS);
    long seconds = whole.getSeconds();
    int micros = whole.getNano() / 1000;
    if (seconds < 0 && micros > 0) { // keeps Long.MIN_VALUE microseconds in range
      return new Interval(
          0,
          0,
          Math.addExact(
              Math.multiplyExact(seconds + 1, MICROS_PER_SECOND), micros - MICROS_PER_SECOND));
    }
    return new Interval(
        0, 0, Math.addExact(Math.multiplyExact(seconds, MICROS_PER_SECOND), micros));
  }

  /**
   * The duration by psycopg2's rule: a year has 365 days, a month beyond that 30, a day 24 hours.
   */
  public Duration toDuration() {
    long wholeDays =
        (long) (months / MONTHS_PER_YEAR) * DAYS_PER_YEAR
            + (long) (months % MONTHS_PER_YEAR) * DAYS_PER_MONTH
            + days;
    return Duration.ofDays(wholeDays).plus(microseconds, ChronoUnit.MICROS);
  }

  /**
   * As PostgreSQL writes it with IntervalStyle postgres: {@code 1 year 2 mons 3 days 04:05:06.5}.
   */
  @Override
  public String toString() {
    if (equals(INFINITY)) {
      return "infinity";
    }
    if (equals(NEGATIVE_INFINITY)) {
      return "-infinity";
    }
    StringBuilder text = new StringBuilder();
    boolean afterNegative = part(text, months / MONTHS_PER_YEAR, "year", false);
    afterNegative = part(text, months % MONTHS_PER_YEAR, "mon", afterNegative);
    afterNegative = part(text, days, "day", afterNegative);
    if (text.length() == 0 || microseconds != 0) {
      time(text, afterNegative);
    }
    return text.toString();
  }

  /** Appends a part that is not zero; a sign is shown where the part before had the other one. */
  private static boolean part(StringBuilder text, int value, String unit, boolean afterNegative) {
    if (value == 0) {
      return afterNegative;
    }
    if (text.length() > 0) {
      text.append(' ');
    }
    if (afterNegative && value > 0) {
      text.append('+');
    }
    text.append(value).append(' ').append(unit).append(value == 1 ? "" : "s");
    return value < 0;
  }

  private void time(StringBuilder text, boolean afterNegative) {
    if (text.length() > 0) {
      text.append(' ');
    }
    if (microseconds < 0) {
      text.append('-');
    } else if (afterNegative) {
      text.append('+');
    }
    // Seconds and their fraction apart, so that Long.MIN_VALUE has an absolute value.
    long seconds = Math.abs(microseconds / MICROS_PER_SECOND);
    int fraction = (int) Math.abs(microseconds % MICROS_PER_SECOND);
    twoDigits(text, seconds / SECONDS_PER_HOUR);
    twoDigits(text.append(':'), seconds / SECONDS_PER_MINUTE % SECONDS_PER_MINUTE);
    twoDigits(text.append(':'), seconds % SECONDS_PER_MINUTE);
    if (fraction != 0) {
      String digits = Integer.toString((int) MICROS_PER_SECOND + fraction).substring(1);
      text.append('.').append(digits.replaceFirst("0+$", ""));
    }
  }

  private static void twoDigits(StringBuilder text, long value) {
    text.append(value < 10 ? "0" : "").append(value);
  }
}
