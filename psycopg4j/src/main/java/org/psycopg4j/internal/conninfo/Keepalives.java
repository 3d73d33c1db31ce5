// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import java.util.function.ToIntBiFunction;

/**
 * How the kernel looks for a TCP peer that has silently gone away (manual: keepalives and what
 * follows it); 0 is the system's own.
 *
 * @param wanted whether it does at all
 * @param idleSeconds how long nothing comes before it asks
 * @param intervalSeconds how long it waits before it asks again
 * @param count how often it asks
 */
public record Keepalives(boolean wanted, int idleSeconds, int intervalSeconds, int count) {

  /** For what does not live long. */
  public static final Keepalives NONE = new Keepalives(false, 0, 0, 0);

  static Keepalives of(ToIntBiFunction<Keyword, Integer> integers) {
    return new Keepalives(
        integers.applyAsInt(Keyword.KEEPALIVES, 1) != 0,
        Math.max(integers.applyAsInt(Keyword.KEEPALIVES_IDLE, 0), 0),
        Math.max(integers.applyAsInt(Keyword.KEEPALIVES_INTERVAL, 0), 0),
        Math.max(integers.applyAsInt(Keyword.KEEPALIVES_COUNT, 0), 0));
  }
}
