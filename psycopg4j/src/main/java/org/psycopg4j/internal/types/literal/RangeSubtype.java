// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.literal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Map;
import org.psycopg4j.types.Range;

/** What the bounds of a range are, if that says of which type it is, or that it needs none. */
enum RangeSubtype {
  /** Numbers, or no bounds at all: the range takes its type from where it stands. */
  NUMBER(""),
  DATE("date"),
  TIMESTAMP("ts"),
  TIMESTAMPTZ("tstz"),
  /** Bounds that say nothing. */
  OTHER("");

  private static final Map<Class<?>, RangeSubtype> BY_CLASS =
      Map.ofEntries(
          Map.entry(Byte.class, NUMBER),
          Map.entry(Short.class, NUMBER),
          Map.entry(Integer.class, NUMBER),
          Map.entry(Long.class, NUMBER),
          Map.entry(BigInteger.class, NUMBER),
          Map.entry(BigDecimal.class, NUMBER),
          Map.entry(Float.class, NUMBER),
          Map.entry(Double.class, NUMBER),
          Map.entry(LocalDate.class, DATE),
          Map.entry(LocalDateTime.class, TIMESTAMP),
          Map.entry(OffsetDateTime.class, TIMESTAMPTZ),
          Map.entry(ZonedDateTime.class, TIMESTAMPTZ),
          Map.entry(Instant.class, TIMESTAMPTZ));

  private final String prefix;

  RangeSubtype(String prefix) {
    this.prefix = prefix;
  }

  /** What the bounds of all these ranges are; other if they differ. */
  static RangeSubtype of(Iterable<? extends Range<?>> ranges) {
    RangeSubtype common = null;
    for (Range<?> range : ranges) {
      for (Object bound : Arrays.asList(range.lower(), range.upper())) {
        RangeSubtype subtype = bound == null ? common : ofBound(bound);
        if (common != null && subtype != common) {
          return OTHER;
        }
        common = subtype;
      }
    }
    return common == null ? NUMBER : common;
  }

  private static RangeSubtype ofBound(Object bound) {
    return BY_CLASS.getOrDefault(bound.getClass(), OTHER);
  }

  String range() {
    return prefix + "range";
  }

  String multirange() {
    return prefix + "multirange";
  }
}
