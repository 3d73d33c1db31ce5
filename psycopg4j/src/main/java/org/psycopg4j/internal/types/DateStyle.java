// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import java.util.Locale;

/**
 * How the server writes dates: the DateStyle parameter (PostgreSQL manual, "Date/Time Output").
 *
 * <p>Output knows two orders only: day before month, or not. ISO and German have one order each.
 */
public record DateStyle(Format format, boolean dayFirst) {
  /** The server's default. */
  public static final DateStyle ISO_MDY = new DateStyle(Format.ISO, false);

  /** The four output formats. */
  public enum Format {
    ISO,
    SQL,
    POSTGRES,
    GERMAN
  }

  /** The style as the server reports it: {@code ISO, MDY}. */
  public static DateStyle of(String reported) {
    String upper = reported.toUpperCase(Locale.ROOT);
    Format format = Format.ISO;
    for (Format candidate : Format.values()) {
      if (upper.startsWith(candidate.name())) {
        format = candidate;
      }
    }
    return new DateStyle(format, upper.endsWith("DMY"));
  }
}
