// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.types.AsIs;
import org.psycopg4j.types.Binary;
import org.psycopg4j.types.Interval;
import org.psycopg4j.types.Tuple;

/** A value goes to the server and comes back as the value that it was. */
class ParametersTest {
  private static Connection conn;

  private enum Mood {
    HAPPY
  }

  /** Arguments by their names. */
  public record Point(int x, String label) {}

  @BeforeAll
  static void connect() {
    conn = Shared.autocommit();
  }

  @AfterAll
  static void close() {
    conn.close();
  }

  static Stream<Object> sameValues() {
    UUID uuid = UUID.fromString("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
    return Stream.of(
        true,
        false,
        0,
        -1,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE + 1,
        Long.MAX_VALUE,
        Long.MIN_VALUE + 1,
        new BigDecimal("1.50"),
        new BigDecimal("-0.000000000000000000001"),
        new BigDecimal("12345678901234567890123456789.123456789"),
        "",
        "text",
        "quote ' backslash \\ double \" percent % braces {} question ? dollar $1 $$",
        "new\nline\r\ttab\u0001\u007f",
        "ünïcödé 日本語 𝒳😀",
        new byte[0],
        new byte[] {0, 1, '\'', '\\', 'x', -1, -128},
        LocalDate.of(2024, 2, 29),
        LocalDate.of(-43, 3, 15),
        LocalDate.of(10000, 1, 1),
        LocalDate.of(5874897, 12, 31),
        LocalDate.MAX,
        LocalDate.MIN,
        LocalTime.of(0, 0),
        LocalTime.of(23, 59, 59, 999_999_000),
        OffsetTime.of(12, 13, 14, 0, ZoneOffset.ofHoursMinutes(5, 30)),
        OffsetTime.of(12, 13, 14, 500_000_000, ZoneOffset.ofTotalSeconds(-3661)),
        LocalDateTime.of(2024, 2, 29, 12, 13, 14, 123_456_000),
        LocalDateTime.of(-43, 3, 15, 0, 0),
        LocalDateTime.of(294276, 12, 31, 23, 59, 59, 999_999_000),
        LocalDateTime.MAX,
        LocalDateTime.MIN,
        OffsetDateTime.of(2024, 2, 29, 12, 13, 14, 1000, ZoneOffset.UTC),
        OffsetDateTime.MAX,
        OffsetDateTime.MIN,
        new Interval(14, -3, 14_706_789_000L),
        new Interval(0, 0, -1),
        new Interval(-1, 2, 0),
        uuid,
        List.of(1, 2, 3),
        List.of(1L << 40),
        List.of("a", "b c", "NULL", "", "{\"x\\", "'"),
        Arrays.asList(1, null, 3),
        Arrays.asList("a", null),
        List.of(List.of(1, 2), List.of(3, 4)),
        List.of(true, false),
        List.of(new BigDecimal("1.5"), new BigDecimal("2.50")),
        List.of(LocalDate.of(2024, 1, 2), LocalDate.MAX),
        List.of(uuid));
  }

  @ParameterizedTest
  @MethodSource("sameValues")
  void comesBackAsItWas(Object value) {
    assertThat(Shared.value(conn, "SELECT %s", value)).isEqualTo(value);
  }

  static Stream<Arguments> otherValues() {
    Instant instant = Instant.parse("2024-02-29T12:13:14.000001Z");
    return Stream.of(
        Arguments.of("SELECT %s", null, null),
        Arguments.of("SELECT %s", (byte) 7, 7),
        Arguments.of("SELECT %s", (short) -7, -7),
        Arguments.of("SELECT %s::int2", 7, 7),
        Arguments.of("SELECT %s::int8", 7, 7L),
        Arguments.of("SELECT %s", Integer.MIN_VALUE, Integer.MIN_VALUE),
        Arguments.of("SELECT %s", Long.MIN_VALUE, Long.MIN_VALUE),
        Arguments.of("SELECT (%s)::int8", Integer.MIN_VALUE, (long) Integer.MIN_VALUE),
        Arguments.of("SELECT (%s)::text", OffsetDateTime.MAX, "infinity"),
        Arguments.of("SELECT (%s)::text", OffsetDateTime.MIN, "-infinity"),
        Arguments.of("SELECT %s", BigInteger.TWO.pow(100), new BigDecimal(BigInteger.TWO.pow(100))),
        Arguments.of("SELECT %s", 1.5, new BigDecimal("1.5")),
        Arguments.of("SELECT %s::float8", 0.1, 0.1),
        Arguments.of("SELECT %s::float8", -0.0, -0.0),
        Arguments.of("SELECT %s::float8", Double.MIN_VALUE, Double.MIN_VALUE),
        Arguments.of("SELECT %s", Double.NaN, Double.NaN),
        Arguments.of("SELECT %s", Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY),
        Arguments.of("SELECT %s::float4", 0.1f, 0.1f),
        Arguments.of("SELECT 'NaN'::numeric", null, Double.NaN),
        Arguments.of("SELECT %s", 'c', "c"),
        Arguments.of("SELECT %s", CharBuffer.wrap("it's"), "it's"),
        Arguments.of("SELECT %s", Mood.HAPPY, "HAPPY"),
        Arguments.of("SELECT %s", Binary.of(null), null),
        Arguments.of("SELECT %s", AsIs.of("1 + 1"), 2),
        Arguments.of("SELECT %s", Duration.ofHours(25), new Interval(0, 1, 3_600_000_000L)),
        Arguments.of("SELECT %s", Period.of(1, 2, 3), new Interval(14, 3, 0)),
        Arguments.of("SELECT %s", instant, instant.atOffset(ZoneOffset.UTC)),
        Arguments.of(
            "SELECT %s",
            ZonedDateTime.parse("2024-07-01T12:00+02:00[Europe/Paris]"),
            OffsetDateTime.parse("2024-07-01T10:00Z")),
        Arguments.of(
            "SELECT %s",
            OffsetDateTime.parse("2024-07-01T12:00-03:30"),
            OffsetDateTime.parse("2024-07-01T15:30Z")),
        Arguments.of("SELECT %s", new int[] {1, 2}, List.of(1, 2)),
        Arguments.of("SELECT %s", new long[] {1L << 40}, List.of(1L << 40)),
        Arguments.of("SELECT %s", new String[] {"a", null}, Arrays.asList("a", null)),
        Arguments.of("SELECT %s", new boolean[] {true}, List.of(true)),
        Arguments.of("SELECT %s::float8[]", new double[] {0.1}, List.of(0.1)),
        Arguments.of("SELECT %s::int[]", List.of(), List.of()),
        Arguments.of("SELECT %s::text[]", Arrays.asList(null, null), Arrays.asList(null, null)),
        Arguments.of("SELECT 1 = ANY(%s)", List.of(), false),
        Arguments.of("SELECT 1 = ANY(%s)", List.of(3, 2, 1), true),
        Arguments.of("SELECT 'a' = ANY(%s)", List.of("a"), true),
        Arguments.of("SELECT 2 IN %s", Tuple.of(1, 2, 3), true),
        Arguments.of("SELECT 'x' IN %s", Tuple.of("it's"), false),
        Arguments.of("SELECT count(*) FROM pg_class WHERE oid IN %s", Tuple.of(), 0L),
        Arguments.of("SELECT %s = (1, 'a')", Tuple.of(1, "a"), true),
        Arguments.of("SELECT '{\"a\": 1}'::jsonb ? %s", "a", true),
        Arguments.of("SELECT '{\"a\": 1}'::jsonb ?| %s", List.of("b", "a"), true),
        Arguments.of("SELECT '100%%' LIKE %s || '%%'", "10", true),
        Arguments.of("SELECT '50%' LIKE '50\\%' AND %s".replace("%'", "%%'"), true, true),
        Arguments.of("SELECT interval %s", "1 day", new Interval(0, 1, 0)),
        Arguments.of("SELECT date %s", "2024-01-02", LocalDate.of(2024, 1, 2)),
        Arguments.of("SELECT -%s", -5, 5),
        Arguments.of("SELECT 5 -%s", -5, 10),
        Arguments.of("SELECT 5 -%s::numeric", new BigDecimal("-1.5"), new BigDecimal("6.5")));
  }

  @ParameterizedTest
  @MethodSource("otherValues")
  void comesBackAsItsTypeHasIt(String sql, Object argument, Object wanted) {
    assertThat(Shared.value(conn.cursor().execute(sql, new Object[] {argument}))).isEqualTo(wanted);
  }

  @Test
  void argumentsByNameComeFromAMapOrARecord() {
    String sql = "SELECT %(x)s || %(label)s || %(x)s || '%%'";
    Map<String, Object> map = new HashMap<>(Map.of("x", 1, "label", "%(x)s", "unused", 2));
    assertThat(Shared.value(conn.cursor().execute(sql, map))).isEqualTo("1%(x)s1%");
    assertThat(Shared.value(conn.cursor().execute(sql, new Point(7, "%s")))).isEqualTo("7%s7%");
  }

  @Test
  void withoutArgumentsAPercentSignIsNothingSpecial() {
    assertThat(Shared.value(conn.cursor().execute("SELECT '%s %% %(x)s' LIKE '%'")))
        .isEqualTo(true);
    assertThat(Shared.value(conn.cursor().execute("SELECT '%%'"))).isEqualTo("%%");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "a\0b", "a\0"})
  void aNulIsRefusedBeforeAnythingIsSent(String text) {
    assertThatThrownBy(() -> Shared.value(conn, "SELECT %s", text))
        .isInstanceOfSatisfying(
            ParameterException.class,
            e -> assertThat(e.kind()).isEqualTo(ParameterException.Kind.VALUE))
        .hasMessageContaining("A string literal cannot contain NUL (0x00) characters.");
    assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
  }

  @Test
  void settingsAndDefinitionsTakeArgumentsToo() {
    conn.inTransaction(
        tx -> {
          Shared.run(tx, "SET LOCAL application_name TO %s", "it's");
          assertThat(Shared.value(tx, "SHOW application_name")).isEqualTo("it's");
          Shared.run(tx, "CREATE TEMP TABLE d (a text DEFAULT %s) ON COMMIT DROP", "d'\\");
          Shared.run(tx, "INSERT INTO d DEFAULT VALUES");
          assertThat(Shared.value(tx, "SELECT a FROM d")).isEqualTo("d'\\");
        });
  }

  @Test
  void anOffsetThatTheServerDoesNotReadIsTheSameInstant() {
    OffsetDateTime far = OffsetDateTime.of(2026, 1, 31, 12, 0, 0, 0, ZoneOffset.ofHours(18));
    try (Connection conn = Shared.connect()) {
      Object value = Shared.value(conn, "SELECT %s", far);
      assertThat(((OffsetDateTime) value).toInstant()).isEqualTo(far.toInstant());
    }
  }
}
