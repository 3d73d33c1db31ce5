// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesException;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A zone's offsets as a table of the seconds at which they change: a look-up makes no object, as
 * one of ZoneRules would. What is behind the table asks the rules. Immutable.
 */
final class ZoneTable {
  /** The table of a zone that is not known. */
  static final ZoneTable NONE = new ZoneTable(ZoneRules.of(ZoneOffset.UTC));

  /*
   * POSIX zones without daylight saving time, where west is positive: GMT+5 is five hours west of
   * Greenwich, which for Java it is not. SET TIME ZONE 5 makes <+05>-05. A daylight saving rule of
   * POSIX holds for all years, which Java's rules cannot say.
   */
  private static final Pattern FIXED =
      Pattern.compile(
          "(?:[A-Za-z]+|<[A-Za-z0-9+:-]+>)([+-]?)([0-9]{1,2})(?::([0-9]{1,2}))?(?::([0-9]{1,2}))?");

  /*
   * Zones of their own until release 2024b of the IANA database, since then other names of places,
   * with their history: servers differ in what these were before the 1970s.
   */
  private static final Set<String> REDEFINED =
      Set.of(
          "EST", "MST", "HST", "EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT", "WET", "CET", "MET",
          "EET");

  private static final long END = LocalDate.of(2101, 1, 1).toEpochDay() * 86_400;
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int MAX_SECONDS = 18 * 3600; // of an offset of Java's

  private final ZoneRules rules;
  private final long[] changes;
  private final ZoneOffset[] offsets; // the first one before all changes

  private ZoneTable(ZoneRules rules) {
    this.rules = rules;
    List<ZoneOffsetTransition> found = new ArrayList<>();
    ZoneOffsetTransition next = rules.nextTransition(Instant.MIN);
    while (next != null && next.toEpochSecond() < END) {
      found.add(next);
      next = rules.nextTransition(next.getInstant());
    }
    changes = new long[found.size()];
    offsets = new ZoneOffset[changes.length + 1];
    offsets[0] = rules.getOffset(Instant.MIN);
    for (int i = 0; i < changes.length; i++) {
      changes[i] = found.get(i).toEpochSecond();
      offsets[i + 1] = found.get(i).getOffsetAfter();
    }
  }

  /** The table of a zone by PostgreSQL's name of it, or NONE. */
  static ZoneTable of(String name) {
    ZoneRules rules = rules(name);
    return rules == null ? NONE : new ZoneTable(rules);
  }

  boolean isFixed() {
    return rules.isFixedOffset() && this != NONE;
  }

  ZoneOffset offset(long epochSecond) {
    if (changes.length == 0) {
      return offsets[0];
    }
    if (epochSecond >= END) {
      return rules.getOffset(Instant.ofEpochSecond(epochSecond));
    }
    int found = Arrays.binarySearch(changes, epochSecond);
    return offsets[found < 0 ? -found - 1 : found + 1];
  }

  private static @Nullable ZoneRules rules(String name) {
    Matcher fixed = FIXED.matcher(name);
    if (fixed.matches()) {
      return fixed(fixed);
    }
    if (name.isEmpty() || REDEFINED.contains(name)) {
      return null;
    }
    try {
      return ZoneRulesProvider.getRules(name, false);
    } catch (ZoneRulesException unknown) {
      return null;
    }
  }

  private static @Nullable ZoneRules fixed(Matcher parts) {
    int minutes = number(parts.group(2)) * SECONDS_PER_MINUTE + number(parts.group(3));
    int west = minutes * SECONDS_PER_MINUTE + number(parts.group(4));
    if (west > MAX_SECONDS) {
      return null;
    }
    int seconds = "-".equals(parts.group(1)) ? west : -west;
    return ZoneRules.of(ZoneOffset.ofTotalSeconds(seconds));
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
