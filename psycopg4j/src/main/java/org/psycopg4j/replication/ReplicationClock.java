// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.replication;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The protocol's time: microseconds since the beginning of 2000, in UTC. */
final class ReplicationClock {
  private static final Instant START = Instant.parse("2000-01-01T00:00:00Z");

  private ReplicationClock() {}

  static Instant instant(long micros) {
    return START.plus(micros, ChronoUnit.MICROS);
  }

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(START, instant);
  }
}
