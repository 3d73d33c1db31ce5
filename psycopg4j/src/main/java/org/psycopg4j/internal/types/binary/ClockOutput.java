// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

/** The time of day and the offset from UTC as the server writes them: the same in every style. */
final class ClockOutput {
  private static final int SECONDS_PER_HOUR = 3600;
  private static final int SECONDS_PER_MINUTE = 60;

  private ClockOutput() {}

  /** Appends {@code HH:MM:SS} and a fraction without zeros at its end. */
  static void time(long microOfDay, StringBuilder out) {
    long seconds = microOfDay / Epoch.MICROS_PER_SECOND;
    Padding.append(seconds / SECONDS_PER_HOUR, 2, out);
    Padding.append(seconds / SECONDS_PER_MINUTE % SECONDS_PER_MINUTE, 2, out.append(':'));
    Padding.append(seconds % SECONDS_PER_MINUTE, 2, out.append(':'));
    Padding.fraction((int) (microOfDay % Epoch.MICROS_PER_SECOND), out);
  }

  /** Appends a sign and hours, and minutes and seconds as far as there are any. */
  static void offset(int seconds, StringBuilder out) {
    int rest = Math.abs(seconds);
    Padding.append(rest / SECONDS_PER_HOUR, 2, out.append(seconds < 0 ? '-' : '+'));
    rest %= SECONDS_PER_HOUR;
    if (rest != 0) {
      Padding.append(rest / SECONDS_PER_MINUTE, 2, out.append(':'));
    }
    if (rest % SECONDS_PER_MINUTE != 0) {
      Padding.append(rest % SECONDS_PER_MINUTE, 2, out.append(':'));
    }
  }
}
