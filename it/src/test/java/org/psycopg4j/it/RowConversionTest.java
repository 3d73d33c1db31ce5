// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Row;
import org.psycopg4j.errors.DataException;

/** {@code row.get(column, Class)}: the value as another class, if nothing is lost. */
class RowConversionTest {
  private static Connection conn;

  @BeforeAll
  static void connect() {
    conn = Shared.autocommit();
  }

  @AfterAll
  static void close() {
    conn.close();
  }

  private static Row row(String expression) {
    return conn.cursor().execute("SELECT " + expression + " AS c").fetchOne();
  }

  static Stream<Arguments> conversions() {
    return Stream.of(
        Arguments.of("7", Long.class, 7L),
        Arguments.of("7", long.class, 7L),
        Arguments.of("7::int8", Integer.class, 7),
        Arguments.of("7.0", Short.class, (short) 7),
        Arguments.of("7", BigDecimal.class, new BigDecimal("7")),
        Arguments.of("7", Object.class, 7),
        Arguments.of("7", String.class, "7"),
        Arguments.of("1.50", String.class, "1.50"),
        Arguments.of("true", String.class, "t"),
        Arguments.of("ARRAY[1,NULL]", String.class, "{1,NULL}"),
        Arguments.of("0.1", Double.class, 0.1),
        Arguments.of("1.5::float8", Float.class, 1.5f),
        Arguments.of("'NaN'::numeric", double.class, Double.NaN),
        Arguments.of("7", Optional.class, Optional.of(7)),
        Arguments.of("NULL::int", Optional.class, Optional.empty()),
        Arguments.of("NULL::int", Integer.class, null),
        Arguments.of("NULL::int", int.class, null),
        Arguments.of("'epoch'::timestamptz", Instant.class, Instant.EPOCH),
        Arguments.of("'infinity'::timestamptz", Instant.class, Instant.MAX),
        Arguments.of("'-infinity'::timestamptz", Instant.class, Instant.MIN),
        Arguments.of("'2 days'::interval", Duration.class, Duration.ofDays(2)),
        Arguments.of("ARRAY[1,2]", int[].class, new int[] {1, 2}),
        Arguments.of("ARRAY[1,2]", Long[].class, new Long[] {1L, 2L}),
        Arguments.of("ARRAY['a','b']", String[].class, new String[] {"a", "b"}),
        Arguments.of("ARRAY['a']", List.class, List.of("a")),
        Arguments.of("'\\x01'::bytea", byte[].class, new byte[] {1}));
  }

  @ParameterizedTest
  @MethodSource("conversions")
  void byNumberAndByName(String expression, Class<?> type, Object expected) {
    assertThat((Object) row(expression).get(0, type)).isEqualTo(expected);
    assertThat((Object) row(expression).get("c", type)).isEqualTo(expected);
  }

  @Test
  void timestamptzWithItsOffset() {
    Row row = row("'2026-01-31 04:05:06+02'::timestamptz");
    Instant instant = Instant.parse("2026-01-31T02:05:06Z");
    assertThat(row.get(0, OffsetDateTime.class).toInstant()).isEqualTo(instant);
    assertThat(row.get(0, ZonedDateTime.class).withZoneSameInstant(ZoneOffset.UTC))
        .isEqualTo(ZonedDateTime.ofInstant(instant, ZoneOffset.UTC));
  }

  @Test
  void whatIsAnotherValueIsRefused() {
    assertThatThrownBy(() -> row("7.5").get("c", Integer.class))
        .isInstanceOf(DataException.class)
        .hasMessage("column \"c\": value out of range for java.lang.Integer");
    assertThatThrownBy(() -> row("now()::timestamp").get(0, Instant.class))
        .isInstanceOf(DataException.class)
        .hasMessage("column \"c\": wanted a java.time.Instant, got a java.time.LocalDateTime");
    assertThatThrownBy(() -> row("'x'").get(0, UUID.class))
        .isInstanceOf(DataException.class)
        .hasMessage("column \"c\": wanted a java.util.UUID, got a java.lang.String");
    assertThatThrownBy(() -> row("ARRAY[1,NULL]").get(0, int[].class))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("column \"c\": an element is NULL");
    assertThatThrownBy(() -> row("1.5::float8").getBigDecimal(0)).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> row("1").getBytes("c")).isInstanceOf(DataException.class);
  }
}
