// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import org.psycopg4j.types.Interval;

/** Intervals in the styles with parts of their own (PostgreSQL manual, "Interval Output"). */
final class IntervalOutput {
  private static final int MONTHS_PER_YEAR = 12;
  private static final long MICROS_PER_MINUTE = 60 * Epoch.MICROS_PER_SECOND;
  private static final long MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;

  private final long years;
  private final long months;
  private final long days;
  private final long hours;
  private final long minutes;
  private final long seconds;
  private final int micros;
  private final StringBuilder out = new StringBuilder();

  IntervalOutput(Interval interval) {
    long time = interval.microseconds();
    years = interval.months() / MONTHS_PER_YEAR;
    months = interval.months() % MONTHS_PER_YEAR;
    days = interval.days();
    hours = time / MICROS_PER_HOUR;
    minutes = time % MICROS_PER_HOUR / MICROS_PER_MINUTE;
    seconds = time % MICROS_PER_MINUTE / Epoch.MICROS_PER_SECOND;
    micros = (int) (time % Epoch.MICROS_PER_SECOND);
  }

  /** {@code @ 1 year 2 mons -3 days ago}: the first part turns the signs of all. */
  String verbose() {
    boolean ago = false;
    out.append('@');
    ago = unit(years, "year", ago);
    ago = unit(months, "mon", ago);
    ago = unit(days, "day", ago);
    ago = unit(hours, "hour", ago);
    ago = unit(minutes, "min", ago);
    if (seconds != 0 || micros != 0) {
      boolean negative = seconds < 0 || micros < 0;
      ago = out.length() == 1 ? negative : ago;
      out.append(negative == ago ? " " : " -");
      secondsAndFraction();
      out.append(Math.abs(seconds) == 1 && micros == 0 ? " sec" : " secs");
    }
    if (out.length() == 1) {
      out.append(" 0");
    }
    return out.append(ago ? " ago" : "").toString();
  }

  private boolean unit(long value, String name, boolean agoBefore) {
    if (value == 0) {
      return agoBefore;
    }
    boolean ago = out.length() == 1 ? value < 0 : agoBefore;
    long shown = ago ? -value : value;
    out.append(' ').append(shown).append(' ').append(name).append(shown == 1 ? "" : "s");
    return ago;
  }

  /** {@code 1-2}, {@code -3 4:05:06}, and with all signs what the standard has no form for. */
  String sqlStandard() {
    boolean hasMonths = years != 0 || months != 0;
    boolean hasTime = hours != 0 || minutes != 0 || seconds != 0 || micros != 0;
    boolean negative = years < 0 || months < 0 || days < 0 || timeIsNegative();
    boolean positive = years > 0 || months > 0 || days > 0 || (hasTime && !timeIsNegative());
    if (!negative && !positive) {
      return "0";
    }
    if ((negative && positive) || (hasMonths && (days != 0 || hasTime))) {
      yearsAndMonths(years < 0 || months < 0 ? "-" : "+");
      out.append(days < 0 ? " -" : " +").append(Math.abs(days));
      clock(timeIsNegative() ? " -" : " +");
    } else if (hasMonths) {
      yearsAndMonths(negative ? "-" : "");
    } else if (days != 0) {
      out.append(days);
      clock(" ");
    } else {
      clock(negative ? "-" : "");
    }
    return out.toString();
  }

  private boolean timeIsNegative() {
    return hours < 0 || minutes < 0 || seconds < 0 || micros < 0;
  }

  private void yearsAndMonths(String sign) {
    out.append(sign).append(Math.abs(years)).append('-').append(Math.abs(months));
  }

  private void clock(String sign) {
    out.append(sign).append(Math.abs(hours)).append(':');
    Padding.append(Math.abs(minutes), 2, out);
    Padding.append(Math.abs(seconds), 2, out.append(':'));
    Padding.fraction(Math.abs(micros), out);
  }

  /** {@code P1Y2M-3DT4H5M6.7S}. */
  String iso8601() {
    out.append('P');
    designated(years, 'Y');
    designated(months, 'M');
    designated(days, 'D');
    if (hours != 0 || minutes != 0 || seconds != 0 || micros != 0 || out.length() == 1) {
      out.append('T');
      designated(hours, 'H');
      designated(minutes, 'M');
      if (seconds != 0 || micros != 0 || out.charAt(out.length() - 1) == 'T') {
        out.append(seconds < 0 || micros < 0 ? "-" : "");
        secondsAndFraction();
        out.append('S');
      }
    }
    return out.toString();
  }

  private void designated(long value, char designator) {
    if (value != 0) {
      out.append(value).append(designator);
    }
  }

  private void secondsAndFraction() {
    out.append(Math.abs(seconds));
    Padding.fraction(Math.abs(micros), out);
  }
}
