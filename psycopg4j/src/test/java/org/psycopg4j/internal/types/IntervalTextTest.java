// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.types.Interval;

class IntervalTextTest {
  @Test
  void readsWhatTheServerWritesInEveryIntervalStyle() {
    for (String[] v : Vectors.read(IntervalTextTest.class, "intervals.tsv")) {
      Interval wanted =
          new Interval(Integer.parseInt(v[2]), Integer.parseInt(v[3]), Long.parseLong(v[4]));
      assertThat(Texts.decode(Oid.INTERVAL, v[1], Texts.styles("ISO", v[0])))
          .as(String.join(" ", v))
          .isEqualTo(wanted);
    }
  }

  @Test
  void writesItselfAsTheServerDoesInItsOwnStyle() {
    for (String[] v : Vectors.read(IntervalTextTest.class, "intervals.tsv")) {
      if (v[0].equals("postgres")) {
        Interval interval =
            new Interval(Integer.parseInt(v[2]), Integer.parseInt(v[3]), Long.parseLong(v[4]));
        assertThat(interval).hasToString(v[1]);
      }
    }
  }

  @Test
  void infiniteIntervalsOfNewerServers() {
    for (IntervalStyle style : IntervalStyle.values()) {
      Decoding ctx = Texts.styles("ISO", style.name());
      assertThat(Texts.decode(Oid.INTERVAL, "infinity", ctx)).isEqualTo(Interval.INFINITY);
      assertThat(Texts.decode(Oid.INTERVAL, "-infinity", ctx))
          .isEqualTo(Interval.NEGATIVE_INFINITY);
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "postgres,''",
        "postgres,1",
        "postgres,1 foo",
        "postgres,1 day x",
        "postgres,'1 day '",
        "postgres,04:05",
        "postgres,04:05:06.1234567",
        "postgres,1.5 days",
        "postgres,4.5:05:06",
        "postgres,9999999999 days",
        "postgres,999999999999 years",
        "postgres,1 dayss",
        "postgres,9223372036854775808",
        "postgres,2562047789:00:00",
        "postgres,-",
        "postgres_verbose,@",
        "postgres_verbose,@ 1 day ago x",
        "postgres_verbose,@ 0 1",
        "sql_standard,''",
        "sql_standard,1-",
        "sql_standard,'1-2 '",
        "sql_standard,1-2-3",
        "sql_standard,+",
        "sql_standard,1.5-2",
        "iso_8601,P",
        "iso_8601,PT",
        "iso_8601,P1",
        "iso_8601,1Y",
        "iso_8601,P1YT",
        "iso_8601,PT1.5H",
        "iso_8601,P1H",
        "iso_8601,PT1D",
        "iso_8601,PTT1S"
      })
  void whatIsNoIntervalIsRefused(String style, String text) {
    assertThatThrownBy(() -> Texts.decode(Oid.INTERVAL, text, Texts.styles("ISO", style)))
        .isInstanceOf(DataException.class)
        .hasMessage("unable to parse interval");
  }
}
