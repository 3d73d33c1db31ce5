// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.text;

import java.time.ZoneOffset;

/** Offsets from UTC, of which those of whole quarters of an hour are kept: nothing is boxed. */
public final class Offsets {
  private static final int QUARTER = 900; // seconds
  private static final int MOST_QUARTERS = 18 * 4; // java.time's limit
  private static final ZoneOffset[] QUARTERS = new ZoneOffset[2 * MOST_QUARTERS + 1];

  static {
    for (int i = 0; i < QUARTERS.length; i++) {
      QUARTERS[i] = ZoneOffset.ofTotalSeconds((i - MOST_QUARTERS) * QUARTER);
    }
  }

  private Offsets() {}

  /** The offset of so many seconds, at most 18 hours. */
  public static ZoneOffset of(int seconds) {
    return seconds % QUARTER == 0
        ? QUARTERS[seconds / QUARTER + MOST_QUARTERS]
        : ZoneOffset.ofTotalSeconds(seconds);
  }
}
