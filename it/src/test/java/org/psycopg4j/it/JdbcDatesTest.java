// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;

/** The classes that JDBC has for dates, as parameters of an adapter that knows no JDBC. */
class JdbcDatesTest {
  private static Connection conn;

  @BeforeAll
  static void connect() {
    conn = Shared.autocommit();
  }

  @AfterAll
  static void close() {
    conn.close();
  }

  @Test
  void aDateIsADate() {
    assertThat(mogrify(java.sql.Date.valueOf("2011-02-03"))).isEqualTo("'2011-02-03'::date");
    assertThat(Shared.value(conn, "SELECT %s", java.sql.Date.valueOf("1500-01-01")))
        .isEqualTo(LocalDate.of(1500, 1, 1));
  }

  @Test
  void aTimeIsATimeToTheSecond() {
    assertThat(mogrify(Time.valueOf("04:05:06"))).isEqualTo("'04:05:06'::time");
    assertThat(Shared.value(conn, "SELECT %s", Time.valueOf("23:59:59")))
        .isEqualTo(LocalTime.of(23, 59, 59));
  }

  @Test
  void aTimestampHasNoZoneAndIsCutOffAtMicroseconds() {
    Timestamp timestamp = Timestamp.valueOf("2011-02-03 04:05:06.123456789");
    assertThat(mogrify(timestamp)).isEqualTo("'2011-02-03T04:05:06.123456'::timestamp");
    assertThat(Shared.value(conn, "SELECT %s", timestamp))
        .isEqualTo(LocalDateTime.of(2011, 2, 3, 4, 5, 6, 123_456_000));
  }

  @Test
  void aSubclassIsWhatItExtends() {
    Timestamp timestamp = new Timestamp(0) {};
    assertThat(mogrify(timestamp)).isEqualTo(mogrify(new Timestamp(0))).endsWith("'::timestamp");
  }

  private static String mogrify(Object value) {
    return new String(conn.cursor().mogrify("%s", value), java.nio.charset.StandardCharsets.UTF_8);
  }
}
