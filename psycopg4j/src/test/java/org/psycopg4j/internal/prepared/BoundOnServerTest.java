// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.psycopg4j.internal.types.IntervalStyle;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.testkit.PostgresServer;
import org.psycopg4j.testkit.Seeded;
import org.psycopg4j.types.Binary;
import org.psycopg4j.types.Inet;
import org.psycopg4j.types.Interval;
import org.psycopg4j.types.Json;

/** To the server a value that is bound is what its literal is: type, name of the column, value. */
class BoundOnServerTest {
  private static final String TYPE_AND_TEXT =
      "SELECT v, v::text, pg_typeof(v)::text FROM (SELECT %s AS v) x";

  private static ServerSide server;

  @BeforeAll
  static void connect() throws IOException {
    server = new ServerSide(PostgresServer.shared());
    server.run("SET TimeZone = 'America/St_Johns'");
    server.run("SET DateStyle = 'SQL, DMY'");
  }

  @AfterAll
  static void close() throws IOException {
    server.close();
  }

  @Test
  void numbers() throws IOException {
    for (Object value :
        List.of(
            0,
            5,
            -5,
            (short) 7,
            (byte) -7,
            Integer.MAX_VALUE,
            -Integer.MAX_VALUE,
            2147483649L,
            -2147483649L,
            Long.MAX_VALUE,
            -Long.MAX_VALUE,
            new BigInteger("9223372036854775809"),
            new BigInteger("-9223372036854775809"),
            BigInteger.TEN.pow(40),
            0.0,
            -0.0,
            1.5,
            1e16,
            1e-5,
            -1e-300,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            0.1f,
            Float.MIN_VALUE,
            Double.NaN,
            Float.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            new BigDecimal("1.50"),
            new BigDecimal("150"),
            new BigDecimal("-12345678901234567890"),
            new BigDecimal("1E+3"),
            new BigDecimal("0E-7"),
            new BigDecimal("-1.230E-20"))) {
      same(value);
    }
  }

  @Test
  void theRest() throws IOException {
    for (Object value :
        List.of(
            true,
            false,
            "",
            "a'b\\\"{},é\uD83D\uDE00",
            java.nio.CharBuffer.wrap("text"),
            'c',
            Thread.State.NEW,
            Json.text("{\"a\": [1, \"é'\"]}"),
            UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"),
            new byte[] {0, 1, '\'', '\\', -1},
            ByteBuffer.wrap(new byte[] {9, 8, 7, 6}).position(1).limit(3),
            ByteBuffer.allocateDirect(2),
            Binary.of(new byte[0]),
            Optional.of(5),
            Optional.of("x"),
            Optional.of(Optional.of(-1.5)),
            OptionalLong.of(5_000_000_000L),
            Inet.of("10.0.0.1/24"),
            Inet.of("10.0.0.0/24").asCidr(),
            Inet.of("::1"),
            InetAddress.getLoopbackAddress())) {
      same(value);
    }
    for (Object value :
        Arrays.asList(null, Optional.empty(), OptionalInt.empty(), Binary.of(null))) {
      same(value);
    }
  }

  @Test
  @SuppressWarnings("JavaUtilDate") // it has a literal
  void times() throws IOException {
    for (Object value :
        List.of(
            LocalDate.of(2020, 2, 29),
            LocalDate.of(-43, 3, 15),
            LocalDate.of(0, 12, 31),
            LocalDate.of(12345, 6, 7),
            LocalDate.MIN,
            LocalDate.MAX,
            Seeded.FIRST_DATE,
            Seeded.LAST_DATE,
            LocalTime.MIDNIGHT,
            LocalTime.MAX,
            OffsetTime.of(1, 2, 3, 4_005_999, ZoneOffset.ofHoursMinutesSeconds(-5, -30, -15)),
            LocalDateTime.of(2020, 1, 2, 3, 4, 5, 678_901_999),
            LocalDateTime.of(-100, 1, 2, 3, 4),
            LocalDateTime.MIN,
            LocalDateTime.MAX,
            Seeded.LAST_TIMESTAMP,
            OffsetDateTime.of(2020, 1, 2, 3, 4, 5, 1999, ZoneOffset.ofHours(18)),
            OffsetDateTime.of(1, 1, 1, 1, 1, 1, 0, ZoneOffset.ofHours(-15)),
            OffsetDateTime.MIN,
            OffsetDateTime.MAX,
            ZonedDateTime.of(1883, 11, 18, 12, 3, 57, 0, ZoneId.of("America/New_York")),
            Instant.EPOCH,
            Instant.MIN,
            Instant.MAX,
            Instant.ofEpochSecond(-1, 999_999_999),
            new Date(1_600_000_000_123L),
            new java.util.GregorianCalendar(1500, 1, 2),
            Optional.of(new Date(-1)))) {
      same(value);
    }
  }

  @Test
  void timesAtRandom() {
    Seeded.each(
        60,
        random -> {
          same(random.date());
          same(random.time());
          same(random.timestamp());
          int seconds = random.between(-15 * 3600, 15 * 3600);
          LocalDateTime timestamp = random.timestamp();
          boolean last = timestamp.getYear() >= Seeded.LAST_TIMESTAMP.getYear();
          LocalDateTime inRange = last ? timestamp.minusYears(1) : timestamp.plusDays(1);
          same(inRange.atOffset(ZoneOffset.ofTotalSeconds(seconds)));
          same(random.time().atOffset(ZoneOffset.ofTotalSeconds(seconds)));
          same(random.decimal());
          same(random.bytes(20));
          same(random.string(20));
          double number = random.anyDouble();
          same(number);
          same((float) number);
        });
  }

  @Test
  void intervalsUnderEveryStyle() throws IOException {
    for (IntervalStyle style : IntervalStyle.values()) {
      server.intervalStyle(style);
      for (Object value :
          List.of(
              Duration.ZERO,
              Duration.ofNanos(-1000),
              Duration.ofSeconds(-90_000, 5_000),
              Duration.ofDays(1_000_000),
              Period.of(1, -14, 3),
              Period.ofDays(-3),
              new Interval(-1, 2, -3_500_000),
              new Interval(13, -2, 3))) {
        same(value);
      }
    }
    server.intervalStyle(IntervalStyle.POSTGRES);
  }

  @Test
  void listsOfOneType() throws IOException {
    Instant instant = Instant.ofEpochSecond(1_600_000_000, 123_456_789);
    for (Object value :
        List.of(
            List.of(1, 2, 3),
            List.of(1, -2, Integer.MIN_VALUE),
            Arrays.asList(1, null, 3),
            List.of(1, 2L, (short) 3, new BigDecimal("4")),
            List.of(1, Long.MIN_VALUE),
            List.of(1, 5_000_000_000L),
            List.of(1, 2.50, new BigDecimal("1.10"), -1e-7, (float) (1L << 60)),
            List.of(BigInteger.TEN.pow(30), Long.MIN_VALUE, -0.0),
            Arrays.asList(0.1, Double.NaN, null, Double.NEGATIVE_INFINITY, 1e16, -0.0),
            List.of(Float.NaN, Float.POSITIVE_INFINITY),
            new int[] {1, Integer.MIN_VALUE},
            new long[] {1, 2},
            new long[] {1, 1L << 40},
            new short[] {-1},
            new double[] {1.5, 1e300, -1e-300},
            new float[] {0.1f, Float.MIN_VALUE},
            new boolean[] {true, false},
            new char[] {'a', '"', 'é'},
            List.of("a", "", "NULL", "b\"c\\d'e,{}", "é"),
            Arrays.asList("a", null),
            List.of(Json.text("{}"), "x", 'c'),
            new String[] {"x"},
            List.of(true, false),
            Arrays.asList(LocalDate.MAX, null, LocalDate.of(-5, 1, 2)),
            List.of(LocalTime.of(1, 2, 3)),
            List.of(OffsetTime.of(1, 2, 3, 0, ZoneOffset.ofHours(2))),
            List.of(LocalDateTime.of(2020, 1, 2, 3, 4, 5, 6000)),
            List.of(instant, instant.atOffset(ZoneOffset.ofHours(5)), Date.from(instant)),
            List.of(new UUID(1, 2), new UUID(-1, -2)),
            List.of(new byte[] {1, 2}, Binary.of(new byte[0])),
            new byte[][] {{'"', '\\'}, {}},
            List.of(Inet.of("10.0.0.1/8"), Inet.of("::1")),
            List.of(Inet.of("10.0.0.0/8").asCidr()),
            List.of(Duration.ofSeconds(-1), Period.ofMonths(3), new Interval(1, 2, 3)),
            List.of(List.of(1, 2), List.of(-3, 4)),
            List.of(Arrays.asList(null, 2.5), List.of(3, 4)),
            new String[][] {{"a", "b"}, {"c", "d"}},
            List.of(new int[][] {{1}, {2}}, new int[][] {{3}, {4}}),
            List.of(Optional.of(1), Optional.empty(), 5_000_000_000L),
            List.of(),
            new int[0],
            Collections.singletonList(null))) {
      sameAliased(value);
    }
  }

  @Test
  void stringsInListsBeforeACastAreReadOneByOne() throws IOException {
    List<?> odd = Arrays.asList("a", "", null, "NULL", "b\"c\\d'e,{}  ", " é");
    for (String type :
        List.of("text[]", "varchar(2)[]", "char(3)[]", "name[]", "bytea[]", "json[]", "int[]")) {
      sameBeforeCast(odd, type, "bytea[]", "json[]", "int[]");
    }
    List<?> nested = List.of(List.of("1", " 2 "), List.of("-3", "4"));
    for (String type : List.of("int[]", "numeric(5,1)[]", "float8[]", "money[]", "jsonb[]")) {
      sameBeforeCast(nested, type);
    }
    sameBeforeCast(List.of("10101", "1"), "bit(3)[]");
    sameBeforeCast(List.of("2020-01-02 03:04:05.678"), "timestamp(0)[]");
    sameBeforeCast(List.of("1/2/2020"), "date[]");
    sameBeforeCast(List.of("[1,5)", "empty"), "int4range[]");
    sameBeforeCast(List.of(), "int[]");
    sameBeforeCast(Arrays.asList(null, null), "interval[]");
  }

  @Test
  void listsWithTypesBeforeACastAreArraysAlready() throws IOException {
    for (Object value : List.of(List.of(1, 2), new double[] {1.5, 2.4}, List.of(true))) {
      sameBeforeCast(value, "text[]");
      sameBeforeCast(value, "text");
    }
    sameBeforeCast(List.of(-1, 2), "int2[]");
    sameBeforeCast(List.of(1.25, 2.35), "numeric(5,1)[]");
    sameBeforeCast(List.of(LocalDate.of(2020, 1, 2)), "timestamptz[]");
    sameBeforeCast(List.of(Duration.ofSeconds(100)), "interval minute[]");
  }

  /** Every type that a string may become, with a text that it reads. */
  @Test
  void stringsBecomeWhatTheyBecomeAsLiterals() throws IOException {
    String[][] texts = {
      {"text", " a "},
      {"varchar(2)", "abc"},
      {"char(2)", "abc "},
      {"char(5)", "abc"},
      {"name", "n".repeat(70)},
      {"int2", " 5 "},
      {"int4", "-5"},
      {"int8", "5"},
      {"float4", "1.5e10"},
      {"float8", "NaN"},
      {"numeric(5,1)", "1.26"},
      {"money", "12.345"},
      {"bool", "yes"},
      {"date", "1/2/2020"},
      {"date", "today"},
      {"time(0)", "12:34:56.789"},
      {"timetz", "12:34:56+5"},
      {"timestamp(0)", "1/2/2020 03:04:05.678"},
      {"timestamptz", "2020-01-02 03:04:05"},
      {"timestamptz", "epoch"},
      {"uuid", "00112233-4455-6677-8899-aabbccddeeff"},
      {"json", "{\"a\" : 1}"},
      {"jsonb", "{\"a\" : 1}"},
      {"jsonpath", "$.a"},
      {"inet", "10.1.2.3/8"},
      {"cidr", "10.0.0.0/8"},
      {"macaddr", "08002b:010203"},
      {"macaddr8", "08002b0102030405"},
      {"bytea", "\\x0102"},
      {"bytea", "a\\001"},
      {"tsvector", "a:1 b"},
      {"tsquery", "a & b"},
      {"regclass", "pg_class"},
      {"regtype", "int"},
      {"regproc", "now"},
      {"regconfig", "english"},
      {"oid", "42"},
      {"bit(3)", "10101"},
      {"bit(5)", "101"},
      {"varbit(2)", "101"},
      {"point", "1,2"},
      {"box", "(1,1),(0,0)"},
      {"int4range", "[1,3]"},
      {"numrange", "(,5.0)"},
      {"daterange", "[1/2/2020,)"},
      {"tstzrange", "[2020-01-01,2020-01-02)"},
      {"pg_lsn", "1/2"},
      {"int4[]", "{1,NULL,{}}"},
      {"int4[]", "{{1,2},{3,4}}"},
      {"varchar(2)[]", "{abc,d}"},
      {"box[]", "{(1,1),(0,0);(2,2),(1,1)}"},
      {"refcursor", "c"}
    };
    for (String[] text : texts) {
      sameBeforeCast(text[1], text[0]);
    }
  }

  /** Why intervals are refused: a literal is read by the fields that are asked for. */
  @Test
  void whatIsReadOtherwiseWhenItIsBoundIsRefused() throws IOException {
    String sql = "SELECT %s::interval minute";
    ParameterForm form = Objects.requireNonNull(ParameterForm.of("5", true, server.quoting()));
    ServerSide.Outcome bound = server.bound(sql, "5", form);
    assertThat(bound.row()).isNotEqualTo(server.merged(sql, "5").row());
    assertThat(form.accepts(bound.parameters().get(0))).isFalse();
  }

  /** What the server can't read of a literal, it can't read when it is bound. */
  @Test
  void whatIsOutOfRangeFailsBothWays() throws IOException {
    for (Object value :
        List.of(
            Seeded.LAST_DATE.plusDays(1),
            Seeded.FIRST_DATE.minusDays(1),
            OffsetTime.of(1, 2, 3, 0, ZoneOffset.ofHours(17)),
            new BigDecimal("1E+200000"),
            Period.ofMonths(Integer.MAX_VALUE).plusDays(Integer.MAX_VALUE).plusYears(1))) {
      compare("SELECT %s", value, false, false);
    }
  }

  /** The error of its literal says which it is. */
  @Test
  void aTimestampThatIsOutOfRangeIsNotBound() {
    for (Object value :
        List.of(
            Seeded.LAST_TIMESTAMP.plusNanos(1000),
            Seeded.LAST_TIMESTAMP.atOffset(ZoneOffset.ofHours(-1)))) {
      ParameterForm form = Objects.requireNonNull(ParameterForm.of(value, false, server.quoting()));
      assertThat(form.write(value, form.oid(), new SqlBuffer(StandardCharsets.UTF_8))).isFalse();
    }
  }

  @Test
  void domainsAndOtherCreatedTypesAreRefused() throws IOException {
    server.run("CREATE DOMAIN pg_temp.positive AS int CHECK (VALUE > 0)");
    ParameterForm text = Objects.requireNonNull(ParameterForm.of("5", true, server.quoting()));
    ServerSide.Outcome bound = server.bound("SELECT %s::pg_temp.positive", "5", text);
    assertThat(bound.parameters()).noneMatch(text::accepts);
    assertThat(bound.parameters()).noneMatch(NullForm.INSTANCE::accepts);
  }

  private static void same(@Nullable Object value) throws IOException {
    compare("SELECT %s", value, false, true);
    compare(TYPE_AND_TEXT, value, false, true);
  }

  private static void sameAliased(Object value) throws IOException {
    compare(TYPE_AND_TEXT, value, false, true);
  }

  private static void sameBeforeCast(Object value, String type, String... failing)
      throws IOException {
    boolean fails = Arrays.asList(failing).contains(type) || value.equals("{1,NULL,{}}");
    // The column of a list that is cast has the name "array", and of a parameter the type's.
    String name = value instanceof String ? "" : " AS v";
    compare("SELECT %s::" + type + name, value, true, !fails);
  }

  private static void compare(String sql, @Nullable Object value, boolean cast, boolean reads)
      throws IOException {
    ParameterForm form = ParameterForm.of(value, cast, server.quoting());
    assertThat(form).as("%s for %s", sql, value).isNotNull();
    ServerSide.Outcome merged = server.merged(sql, value);
    ServerSide.Outcome bound = server.bound(sql, value, Objects.requireNonNull(form));
    if (!reads) {
      assertThat(merged.error()).as("%s with %s merged", sql, value).isNotNull();
      assertThat(bound.error()).as("%s with %s bound", sql, value).isNotNull();
      return;
    }
    assertThat(merged.error()).as("%s with %s merged", sql, value).isNull();
    assertThat(bound.error()).as("%s with %s bound", sql, value).isNull();
    assertThat(bound.names()).as("%s with %s", sql, value).isEqualTo(merged.names());
    assertThat(bound.types()).as("%s with %s", sql, value).isEqualTo(merged.types());
    assertThat(bound.row()).as("%s with %s", sql, value).isEqualTo(merged.row());
    assertThat(bound.parameters()).allMatch(form::accepts, sql + " with " + value);
  }
}
