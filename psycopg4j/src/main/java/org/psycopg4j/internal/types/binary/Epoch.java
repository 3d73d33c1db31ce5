// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Where PostgreSQL counts its days and microseconds from: the start of the year 2000. */
final class Epoch {
  static final long MICROS_PER_SECOND = 1_000_000;

  private static final long DAYS = 10_957; // since 1970
  private static final long SECONDS = DAYS * 86_400;
  private static final int NANOS_PER_MICRO = 1000;

  private Epoch() {}

  /** The day since 1970 of a day since 2000. */
  static long day(int days) {
    return DAYS + days;
  }

  /** The second since 1970 of a microsecond since 2000. */
  static long second(long micros) {
    return SECONDS + Math.floorDiv(micros, MICROS_PER_SECOND);
  }

  /** What the clocks show at that offset. */
  static LocalDateTime local(long micros, ZoneOffset offset) {
    int nano = (int) Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO;
    return LocalDateTime.ofEpochSecond(second(micros), nano, offset);
  }
}
