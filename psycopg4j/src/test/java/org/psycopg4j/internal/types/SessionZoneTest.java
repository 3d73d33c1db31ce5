// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.testkit.Seeded;

class SessionZoneTest {
  private static final long FIRST = LocalDate.of(1800, 1, 1).toEpochDay() * 86_400;
  private static final long LAST = LocalDate.of(2200, 1, 1).toEpochDay() * 86_400;

  @ParameterizedTest
  @CsvSource({
    "UTC, Z",
    "GMT, Z",
    "Etc/GMT+5, -05:00",
    "GMT+5, -05:00", // POSIX, where west is positive
    "UTC-3, +03:00",
    "FOO-3:30, +03:30",
    "UTC+3:5, -03:05",
    "<+05>-05, +05:00",
    "<-07:30>+07:30, -07:30",
    "<+05:21:10>-05:21:10, +05:21:10",
    "<X>18, -18:00"
  })
  void fixedOffsets(String name, String offset) {
    SessionZone zone = SessionZone.of(name);
    assertThat(zone.known()).isTrue();
    assertThat(zone.offset(0)).hasToString(offset);
    assertThat(zone.offset(-99_999_999_999L)).hasToString(offset);
  }

  @ParameterizedTest
  @CsvSource({
    "Asia/Kolkata, 1800-01-01T00:00:00Z, +05:53:28",
    "Asia/Kolkata, 2024-01-01T00:00:00Z, +05:30",
    "America/New_York, 2024-03-10T06:59:59Z, -05:00",
    "America/New_York, 2024-03-10T07:00:00Z, -04:00",
    "America/New_York, 2024-11-03T05:59:59Z, -04:00",
    "America/New_York, 2024-11-03T06:00:00Z, -05:00",
    "America/New_York, 9999-07-01T00:00:00Z, -04:00",
    "Europe/Dublin, 2024-01-01T00:00:00Z, Z",
    "Europe/Dublin, 2024-07-01T00:00:00Z, +01:00"
  })
  void offsetsChange(String name, Instant instant, String offset) {
    assertThat(SessionZone.of(name).offset(instant.getEpochSecond())).hasToString(offset);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Atlantis/Capital",
        "posix/Europe/Rome",
        "localtime",
        "europe/rome", // the server reports the name as the database spells it
        "FOO5BAR",
        "FOO5BAR,M3.2.0,M11.1.0",
        "EST5EDT",
        "CET",
        "EST",
        "FOO+25",
        "FOO18:00:01",
        "+05:00"
      })
  void zonesThatAreNotKnown(String name) {
    assertThat(SessionZone.of(name).known()).isFalse();
  }

  @Test
  void zonesAreEqualByTheirNames() {
    assertThat(SessionZone.of("Asia/Kolkata"))
        .isEqualTo(SessionZone.of("Asia/Kolkata"))
        .hasSameHashCodeAs(SessionZone.of("Asia/Kolkata"))
        .isNotEqualTo(SessionZone.of("Asia/Calcutta"))
        .hasToString("Asia/Kolkata");
    assertThat(SessionZone.of("")).isSameAs(SessionZone.UNKNOWN);
  }

  @Test
  void theTableSaysWhatTheRulesSay() {
    Seeded.each(
        1,
        random -> {
          for (String name : ZoneRulesProvider.getAvailableZoneIds()) {
            ZoneTable table = ZoneTable.of(name);
            ZoneRules rules = ZoneRulesProvider.getRules(name, false);
            for (int i = 0; i < 60 && table != ZoneTable.NONE; i++) {
              Instant at =
                  i == 0 || random.chance(0.5)
                      ? Instant.ofEpochSecond(random.between(FIRST, LAST))
                      : transition(rules, random);
              assertThat(table.offset(at.getEpochSecond()))
                  .as("%s %s", name, at)
                  .isEqualTo(rules.getOffset(at));
            }
          }
        });
  }

  /** The instant of a change, or the one before it. */
  private static Instant transition(ZoneRules rules, Seeded random) {
    Instant at = Instant.ofEpochSecond(random.between(FIRST, LAST));
    var next = rules.nextTransition(at);
    return next == null ? at : next.getInstant().minusSeconds(random.between(0, 1));
  }
}
