// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.errors.NotSupportedException;

class DateTimeTextTest {
  private static final LocalDate EPOCH = LocalDate.of(2000, 1, 1);

  @Test
  void readsWhatTheServerWritesInEveryDateStyle() {
    int abbreviations = 0;
    for (String[] v : Vectors.read(DateTimeTextTest.class, "dates.tsv")) {
      Decoding ctx = Texts.styles(v[0], "postgres");
      long wanted = Long.parseLong(v[3]);
      String what = String.join(" ", v);
      switch (v[1]) {
        case "date" ->
            assertThat(Texts.decode(Oid.DATE, v[2], ctx))
                .as(what)
                .isEqualTo(EPOCH.plusDays(wanted));
        case "timestamp" ->
            assertThat(Texts.decode(Oid.TIMESTAMP, v[2], ctx)).as(what).isEqualTo(local(wanted));
        default -> {
          if (ctx.dateStyle().format() == DateStyle.Format.ISO || showsItsOffset(v[2])) {
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(Integer.parseInt(v[4]));
            assertThat(Texts.decode(Oid.TIMESTAMPTZ, v[2], ctx))
                .as(what)
                .isEqualTo(
                    OffsetDateTime.of(local(wanted), ZoneOffset.UTC).withOffsetSameInstant(offset));
          } else {
            abbreviations++;
            assertThatThrownBy(() -> Texts.decode(Oid.TIMESTAMPTZ, v[2], ctx))
                .as(what)
                .isInstanceOf(NotSupportedException.class)
                .hasMessageContaining("use DateStyle ISO");
          }
        }
      }
    }
    assertThat(abbreviations).isPositive();
  }

  private static LocalDateTime local(long micros) {
    return EPOCH.atStartOfDay().plus(micros, ChronoUnit.MICROS);
  }

  private static boolean showsItsOffset(String text) {
    return text.matches(".* (UTC|[+-][0-9]{2,4})( BC)?");
  }

  @Test
  void infinitiesAreTheEndsOfJavasRangesInEveryDateStyle() {
    for (String style : new String[] {"ISO, MDY", "SQL, DMY", "Postgres, MDY", "German, DMY"}) {
      Decoding ctx = Texts.styles(style, "postgres");
      assertThat(Texts.decode(Oid.DATE, "infinity", ctx)).isEqualTo(LocalDate.MAX);
      assertThat(Texts.decode(Oid.DATE, "-infinity", ctx)).isEqualTo(LocalDate.MIN);
      assertThat(Texts.decode(Oid.TIMESTAMP, "infinity", ctx)).isEqualTo(LocalDateTime.MAX);
      assertThat(Texts.decode(Oid.TIMESTAMP, "-infinity", ctx)).isEqualTo(LocalDateTime.MIN);
      assertThat(Texts.decode(Oid.TIMESTAMPTZ, "infinity", ctx)).isEqualTo(OffsetDateTime.MAX);
      assertThat(Texts.decode(Oid.TIMESTAMPTZ, "-infinity", ctx)).isEqualTo(OffsetDateTime.MIN);
    }
  }

  @Test
  void timesOfDay() {
    assertThat(Texts.decode(Oid.TIME, "12:13:14.5"))
        .isEqualTo(LocalTime.of(12, 13, 14, 500_000_000));
    assertThat(Texts.decode(Oid.TIME, "00:00:00")).isEqualTo(LocalTime.MIDNIGHT);
    assertThat(Texts.decode(Oid.TIME, "24:00:00")).isEqualTo(LocalTime.MIDNIGHT);
    assertThat(Texts.decode(Oid.TIME, "23:59:59.999999"))
        .isEqualTo(LocalTime.of(23, 59, 59, 999_999_000));
    assertThat(Texts.decode(Oid.TIMETZ, "12:13:14.5-05:21:10"))
        .isEqualTo(
            OffsetTime.of(12, 13, 14, 500_000_000, ZoneOffset.ofHoursMinutesSeconds(-5, -21, -10)));
    assertThat(Texts.decode(Oid.TIMETZ, "24:00:00+02"))
        .isEqualTo(OffsetTime.of(LocalTime.MIDNIGHT, ZoneOffset.ofHours(2)));
    assertThat(Texts.decode(Oid.TIMETZ, "01:02:03+15:59:59"))
        .isEqualTo(OffsetTime.of(1, 2, 3, 0, ZoneOffset.ofHoursMinutesSeconds(15, 59, 59)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2011-02-30",
        "2011-13-01",
        "2011-2-3",
        "2011-02",
        "2011-02-03x",
        "x2011-02-03",
        "20110203",
        "0000-01-01",
        "2011-02-03 BD",
        " BC",
        "BC",
        "-2011-02-03",
        "12345678-01-01",
        "2011/02/03",
        "infinity ",
        "Infinity",
        "2011-00-10",
        "2011-02-00",
        "secret"
      })
  void whatIsNoDateIsRefused(String text) {
    assertThatThrownBy(() -> Texts.decode(Oid.DATE, text))
        .isInstanceOf(DataException.class)
        .hasMessage("unable to parse date");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "12",
        "12:13",
        "12:13:1",
        "12:13:14.",
        "12:13:14.1234567890",
        "25:00:00",
        "24:00:01",
        "12:60:00",
        "12:13:60",
        "12-13-14",
        "12:13:14x",
        "-1:00:00",
        "12:13:14+01"
      })
  void whatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> Texts.decode(Oid.TIME, text))
        .isInstanceOf(DataException.class)
        .hasMessage("unable to parse time");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2011-02-03 04:05:06",
        "2011-02-03 04:05:06+",
        "2011-02-03 04:05:06+1",
        "2011-02-03 04:05:06+01:",
        "2011-02-03 04:05:06+01:60",
        "2011-02-03 04:05:06+01:00:00:00",
        "2011-02-03 04:05:06+19",
        "2011-02-03 04:05:06Z",
        "2011-02-03T04:05:06+00",
        "2011-02-03 24:00:00+00",
        "2011-02-03+00",
        "+00",
        "2011-02-03 04:05:06.+00",
        "2011-02-30 04:05:06+00"
      })
  void whatIsNoTimestamptzIsRefused(String text) {
    assertThatThrownBy(() -> Texts.decode(Oid.TIMESTAMPTZ, text))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("unable to parse ");
  }
}
