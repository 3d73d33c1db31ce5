// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import java.util.Locale;

/** How the server writes intervals: IntervalStyle (PostgreSQL manual, "Interval Output"). */
public enum IntervalStyle {
  POSTGRES,
  POSTGRES_VERBOSE,
  SQL_STANDARD,
  ISO_8601;

  /** The style as the server reports it: {@code postgres_verbose}. */
  public static IntervalStyle of(String reported) {
    String upper = reported.toUpperCase(Locale.ROOT);
    for (IntervalStyle style : values()) {
      if (style.name().equals(upper)) {
        return style;
      }
    }
    return POSTGRES;
  }
}
