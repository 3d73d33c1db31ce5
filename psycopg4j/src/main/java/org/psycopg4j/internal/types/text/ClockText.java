// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

/** The time of day and the offset from UTC inside of other texts: the same in every DateStyle. */
final class ClockText {
  static final long NANOS_PER_DAY = 86_400_000_000_000L;

  private static final String TIME = "time";
  private static final int FIXED = 8; // HH:MM:SS
  private static final int MAX_FRACTION = 9;
  private static final int SECONDS_PER_HOUR = 3600;
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int MAX_OFFSET_HOURS = 18; // java.time's; the server's is less than 16
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private ClockText() {}

  /** Where a time ends that starts there. */
  static int end(byte[] buf, int start, int end) {
    int i = start + FIXED;
    return i < end && buf[i] == '.' ? Digits.end(buf, i + 1, end) : Math.min(i, end);
  }

  /** The nanosecond of the day of HH:MM:SS and a fraction; of 24:00:00, the length of a day. */
  static long nanoOfDay(byte[] buf, int start, int end) {
    int hour = Digits.two(buf, start, end, TIME);
    Digits.require(buf, start + 2, end, ':', TIME);
    int minute = Digits.two(buf, start + 3, end, TIME);
    Digits.require(buf, start + 5, end, ':', TIME);
    int second = Digits.two(buf, start + 6, end, TIME);
    long nano = 0;
    if (end > start + FIXED) {
      Digits.require(buf, start + FIXED, end, '.', TIME);
      nano = nanos(buf, start + FIXED + 1, end, TIME);
    }
    long nanoOfDay =
        (hour * SECONDS_PER_HOUR + minute * SECONDS_PER_MINUTE + second) * NANOS_PER_SECOND + nano;
    if (minute >= SECONDS_PER_MINUTE || second >= SECONDS_PER_MINUTE || nanoOfDay > NANOS_PER_DAY) {
      throw Digits.malformed(TIME);
    }
    return nanoOfDay;
  }

  /** The digits of a fraction of a second. */
  static long nanos(byte[] buf, int start, int end, String what) {
    long value = Digits.number(buf, start, end, MAX_FRACTION, what);
    for (int digits = end - start; digits < MAX_FRACTION; digits++) {
      value *= 10;
    }
    return value;
  }

  /** The seconds of an offset: a sign, hours, and minutes and seconds if there are any. */
  static int offset(byte[] buf, int start, int end) {
    if (start >= end || (buf[start] != '+' && buf[start] != '-')) {
      throw Digits.malformed(TIME);
    }
    int seconds = Digits.two(buf, start + 1, end, TIME) * SECONDS_PER_HOUR;
    int unit = SECONDS_PER_MINUTE;
    for (int i = start + 3; i < end; i += 3) {
      Digits.require(buf, i, end, ':', TIME);
      int part = Digits.two(buf, i + 1, end, TIME);
      if (unit == 0 || part >= SECONDS_PER_MINUTE) {
        throw Digits.malformed(TIME);
      }
      seconds += part * unit;
      unit /= SECONDS_PER_MINUTE;
    }
    if (seconds > MAX_OFFSET_HOURS * SECONDS_PER_HOUR) {
      throw Digits.malformed(TIME);
    }
    return buf[start] == '-' ? -seconds : seconds;
  }
}
