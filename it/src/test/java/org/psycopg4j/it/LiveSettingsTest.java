// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Row;
import org.psycopg4j.errors.NotSupportedException;
import org.psycopg4j.types.Interval;

/** Results are read by the session's settings as they stand, not as they stood at first. */
class LiveSettingsTest {
  private Connection conn;

  @BeforeEach
  void connect() {
    conn = Shared.autocommit();
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private void assertComesBack(Object value) {
    assertThat(Shared.value(conn, "SELECT %s", value)).isEqualTo(value);
    assertThat(Shared.value(conn, "SELECT %s", List.of(value))).isEqualTo(List.of(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ISO, DMY",
        "SQL, DMY",
        "SQL, MDY",
        "Postgres, DMY",
        "Postgres, MDY",
        "German",
        "ISO, YMD"
      })
  void dateStyle(String style) {
    Shared.run(conn, "SET DateStyle TO " + style);
    for (LocalDate date :
        List.of(
            LocalDate.of(2011, 2, 3),
            LocalDate.of(-43, 3, 5),
            LocalDate.of(12345, 1, 2),
            LocalDate.MAX,
            LocalDate.MIN)) {
      assertComesBack(date);
    }
    for (LocalDateTime timestamp :
        List.of(
            LocalDateTime.of(2011, 2, 3, 4, 5, 6, 789_000_000),
            LocalDateTime.of(-43, 3, 5, 0, 0),
            LocalDateTime.of(12345, 1, 2, 3, 4),
            LocalDateTime.MAX)) {
      assertComesBack(timestamp);
    }
  }

  private static final List<Instant> INSTANTS =
      List.of(
          Instant.parse("2011-02-03T04:05:06.789Z"),
          Instant.parse("2011-07-03T04:05:06Z"),
          Instant.parse("1900-01-01T00:00:00Z"),
          Instant.parse("0001-06-01T12:00:00Z"));

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Asia/Kolkata", "America/St_Johns", "Europe/Paris", "+03:30"})
  void timeZone(String zone) {
    Shared.run(conn, "SET TimeZone TO %s", zone.replace('+', '-')); // POSIX counts westwards
    for (Instant instant : INSTANTS) {
      OffsetDateTime there = instant.atZone(ZoneId.of(zone)).toOffsetDateTime();
      assertThat(Shared.value(conn, "SELECT %s", instant)).isEqualTo(there);
    }
  }

  /** IST may be India's, Israel's or Ireland's time: an error is better than a guess. */
  @ParameterizedTest
  @ValueSource(strings = {"SQL", "Postgres", "German"})
  void timeZoneThatIsOnlyAbbreviated(String style) {
    Shared.run(conn, "SET DateStyle TO " + style);
    Shared.run(conn, "SET TimeZone TO 'Asia/Kolkata'");
    for (Instant instant : INSTANTS) {
      Row row = conn.cursor().execute("SELECT %s, 7", instant).fetchOne();
      assertThatThrownBy(() -> row.get(0))
          .isInstanceOf(NotSupportedException.class)
          .hasMessageContaining("use DateStyle ISO");
      assertThat(row.getInt(1)).isEqualTo(7);
    }
    Shared.run(conn, "SET TimeZone TO 'UTC'");
    for (Instant instant : INSTANTS) {
      assertThat(Shared.value(conn, "SELECT %s", instant))
          .isEqualTo(instant.atOffset(ZoneOffset.UTC));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres", "postgres_verbose", "sql_standard", "iso_8601"})
  void intervalStyle(String style) {
    Shared.run(conn, "SET IntervalStyle TO " + style);
    for (Interval interval :
        List.of(
            new Interval(0, 0, 0),
            new Interval(14, 3, 14_706_789_000L),
            new Interval(-14, -3, -14_706_789_000L),
            new Interval(-1, 2, 0),
            new Interval(0, -1, 3_600_000_000L),
            new Interval(0, 0, -1))) {
      assertComesBack(interval);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hex", "escape"})
  void byteaOutput(String format) {
    Shared.run(conn, "SET bytea_output TO " + format);
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    assertThat(Shared.value(conn, "SELECT %s", (Object) bytes)).isEqualTo(bytes);
  }
}
