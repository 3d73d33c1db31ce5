// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.types.Interval;
import org.psycopg4j.types.Tuple;

/** Values as objects of a wanted class: the same value, or an error without it. */
class ConversionsTest {
  enum Mood {
    SAD,
    OK,
    ok
  }

  record Point(int x, Optional<Double> y) {}

  record Line(String name, Point from, List<Point> more) {}

  record Node(int value, Node next) {}

  @SuppressWarnings("ArrayRecordComponent") // what an array of lists is made to
  record Own<T>(T any, List<T>[] arrays, Map<String, Integer> map) {}

  private static Object to(Class<?> type, Object value) {
    return Conversions.to(type).of(value);
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }

  static Stream<Arguments> kept() {
    OffsetDateTime time = OffsetDateTime.of(2026, 1, 31, 4, 5, 6, 789_000, ZoneOffset.ofHours(2));
    return Stream.of(
        Arguments.of(Object.class, "a", "a"),
        Arguments.of(int.class, 7, 7),
        Arguments.of(Integer.class, 2147483647L, 2147483647),
        Arguments.of(Integer.class, decimal("-2147483648.000"), -2147483648),
        Arguments.of(Integer.class, decimal("1E+3"), 1000),
        Arguments.of(Long.class, 7, 7L),
        Arguments.of(Long.class, decimal("9223372036854775807"), Long.MAX_VALUE),
        Arguments.of(Short.class, 32767, (short) 32767),
        Arguments.of(byte.class, -128L, (byte) -128),
        Arguments.of(Float.class, 1.5f, 1.5f),
        Arguments.of(Float.class, 0.5, 0.5f),
        Arguments.of(Float.class, Double.NaN, Float.NaN),
        Arguments.of(Float.class, Double.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY),
        Arguments.of(Float.class, 16777216, 16777216f),
        Arguments.of(Float.class, decimal("0.250"), 0.25f),
        Arguments.of(Double.class, 1.5f, 1.5),
        Arguments.of(Double.class, decimal("0.1"), 0.1),
        Arguments.of(Double.class, 9007199254740993L, 9007199254740992.0),
        Arguments.of(BigDecimal.class, 7, decimal("7")),
        Arguments.of(BigDecimal.class, decimal("7.00"), decimal("7.00")),
        Arguments.of(BigInteger.class, Long.MIN_VALUE, BigInteger.valueOf(Long.MIN_VALUE)),
        Arguments.of(BigInteger.class, decimal("1E+30"), BigInteger.TEN.pow(30)),
        Arguments.of(Number.class, 7, 7),
        Arguments.of(Instant.class, time, Instant.parse("2026-01-31T02:05:06.000789Z")),
        Arguments.of(Instant.class, OffsetDateTime.MAX, Instant.MAX),
        Arguments.of(Instant.class, OffsetDateTime.MIN, Instant.MIN),
        Arguments.of(ZonedDateTime.class, time, time.toZonedDateTime()),
        Arguments.of(OffsetDateTime.class, time, time),
        Arguments.of(
            Duration.class,
            new Interval(14, 2, 3_000_001),
            Duration.ofDays(365 + 60 + 2).plusNanos(3_000_001_000L)),
        Arguments.of(Period.class, new Interval(-14, 2, 0), Period.of(-1, -2, 2)),
        Arguments.of(Interval.class, new Interval(1, 2, 3), new Interval(1, 2, 3)),
        Arguments.of(Mood.class, "SAD", Mood.SAD),
        Arguments.of(Mood.class, "sad", Mood.SAD),
        Arguments.of(Mood.class, "OK", Mood.OK),
        Arguments.of(Mood.class, "ok", Mood.ok),
        Arguments.of(Mood.class, "Ok", Mood.OK),
        Arguments.of(Mood.class, Mood.OK, Mood.OK),
        Arguments.of(Optional.class, 7, Optional.of(7)),
        Arguments.of(List.class, List.of(1, "a"), List.of(1, "a")),
        Arguments.of(Map.class, Map.of("a", "b"), Map.of("a", "b")));
  }

  @ParameterizedTest
  @MethodSource("kept")
  void valuesThatStayThemselves(Class<?> wanted, Object value, Object expected) {
    assertThat(to(wanted, value)).isEqualTo(expected);
  }

  static Stream<Arguments> lost() {
    return Stream.of(
        Arguments.of(Integer.class, 2147483648L, "value out of range for java.lang.Integer"),
        Arguments.of(Integer.class, decimal("7.5"), "value out of range for java.lang.Integer"),
        Arguments.of(Integer.class, 7.0, "wanted a java.lang.Integer, got a java.lang.Double"),
        Arguments.of(Integer.class, "7", "wanted a java.lang.Integer, got a java.lang.String"),
        Arguments.of(Long.class, decimal("9223372036854775808"), "out of range for java.lang.Long"),
        Arguments.of(Long.class, decimal("1E+100000"), "value out of range for java.lang.Long"),
        Arguments.of(Short.class, -32769, "value out of range for java.lang.Short"),
        Arguments.of(byte.class, 128, "value out of range for java.lang.Byte"),
        Arguments.of(Float.class, 0.1, "value out of range for java.lang.Float"),
        Arguments.of(Float.class, 16777217, "value out of range for java.lang.Float"),
        Arguments.of(Float.class, Long.MAX_VALUE, "value out of range for java.lang.Float"),
        Arguments.of(Float.class, decimal("1E+300"), "value out of range for java.lang.Float"),
        Arguments.of(Float.class, true, "wanted a java.lang.Float, got a java.lang.Boolean"),
        Arguments.of(Double.class, "1", "wanted a java.lang.Double, got a java.lang.String"),
        Arguments.of(BigDecimal.class, 1.5, "wanted a java.math.BigDecimal, got a java.lang.Doub"),
        Arguments.of(BigInteger.class, decimal("1.5"), "value out of range for java.math.BigInt"),
        Arguments.of(boolean.class, 1, "wanted a java.lang.Boolean, got a java.lang.Integer"),
        Arguments.of(Instant.class, LocalDateTime.MIN, "wanted a java.time.Instant, got a java.ti"),
        Arguments.of(LocalDate.class, LocalDateTime.MIN, "wanted a java.time.LocalDate, got a ja"),
        Arguments.of(Duration.class, Interval.INFINITY, "got an infinite interval"),
        Arguments.of(Period.class, Interval.NEGATIVE_INFINITY, "got an infinite interval"),
        Arguments.of(Period.class, new Interval(0, 0, 1), "an interval with hours, minutes or"),
        Arguments.of(UUID.class, "x", "wanted a java.util.UUID, got a java.lang.String"),
        Arguments.of(Mood.class, "topsecret", "which is one of SAD, OK, ok; got another label"),
        Arguments.of(Mood.class, 1, "Mood, got a java.lang.Integer"),
        Arguments.of(int[].class, Arrays.asList(1, null), "an element is NULL"),
        Arguments.of(int[].class, List.of(1L << 40), "value out of range for java.lang.Integer"),
        Arguments.of(boolean[].class, List.of(1), "wanted a boolean, got a java.lang.Integer"),
        Arguments.of(long[].class, 1, "wanted a long[], got a java.lang.Integer"),
        Arguments.of(String[].class, List.of(1), "wanted a java.lang.String, got a java.lang.In"),
        Arguments.of(String[].class, "{a}", "wanted a java.lang.String[], got a java.lang.String"),
        Arguments.of(byte[].class, List.of(1), "wanted a byte[], got a "),
        Arguments.of(Point.class, "(1,2)", "Point, got a java.lang.String"),
        Arguments.of(Point.class, List.of(1), "wanted the 2 components of "),
        Arguments.of(Point.class, Arrays.asList(null, 2.0), "the primitive component x of "));
  }

  @ParameterizedTest
  @MethodSource("lost")
  void whatWouldBeLostIsRefusedWithoutTheValue(Class<?> wanted, Object value, String message) {
    assertThatThrownBy(() -> to(wanted, value))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("topsecret");
  }

  @Test
  void arrays() {
    assertThat(to(int[].class, List.of(1, 2L, decimal("3")))).isEqualTo(new int[] {1, 2, 3});
    assertThat(to(long[].class, List.of(1, 2L))).isEqualTo(new long[] {1, 2});
    assertThat(to(short[].class, List.of(1))).isEqualTo(new short[] {1});
    assertThat(to(double[].class, List.of(1, 2.5f, decimal("0.1"))))
        .isEqualTo(new double[] {1, 2.5, 0.1});
    assertThat(to(float[].class, List.of(0.1f))).isEqualTo(new float[] {0.1f});
    assertThat(to(boolean[].class, List.of(true, false))).isEqualTo(new boolean[] {true, false});
    assertThat(to(int[].class, List.of())).isEqualTo(new int[0]);
    assertThat(to(String[].class, Arrays.asList("a", null))).isEqualTo(new String[] {"a", null});
    assertThat(to(Long[].class, Arrays.asList(1, null))).isEqualTo(new Long[] {1L, null});
    assertThat(to(int[][].class, List.of(List.of(1), List.of(2, 3))))
        .isEqualTo(new int[][] {{1}, {2, 3}});
    assertThat(to(Mood[].class, List.of("sad"))).isEqualTo(new Mood[] {Mood.SAD});
    byte[] bytes = {1};
    assertThat(to(byte[].class, bytes)).isSameAs(bytes);
    assertThat(to(byte[][].class, List.of(bytes))).isEqualTo(new byte[][] {bytes});
  }

  @Test
  void nullIsNullButForAnOptional() {
    assertThat(Conversions.to(int.class).ofNull()).isNull();
    assertThat(Conversions.to(Point.class).ofNull()).isNull();
    assertThat(Conversions.to(Optional.class).ofNull()).isEqualTo(Optional.empty());
  }

  @Test
  void compositesAreRecordsByPosition() {
    assertThat(to(Point.class, Tuple.of(1L, null))).isEqualTo(new Point(1, Optional.empty()));
    assertThat(to(Line.class, List.of("l", List.of(1, 2), List.of(Tuple.of(3, 4.5)))))
        .isEqualTo(
            new Line("l", new Point(1, Optional.of(2.0)), List.of(new Point(3, Optional.of(4.5)))));
    Point already = new Point(1, Optional.empty());
    assertThat(to(Point.class, already)).isSameAs(already);
  }

  @Test
  void aRecordMayContainItsOwnKind() {
    assertThat(to(Node.class, Arrays.asList(1, Arrays.asList(2, null))))
        .isEqualTo(new Node(1, new Node(2, null)));
  }

  @Test
  void typesWithParameters() {
    Own<?> own =
        (Own<?>) to(Own.class, List.of("a", List.of(List.of(1, "b")), Map.of("a", "whatever")));
    assertThat(own.any()).isEqualTo("a");
    assertThat(own.arrays()).isEqualTo(new List<?>[] {List.of(1, "b")});
    assertThat(own.map()).hasSize(1);
  }

  @Test
  void theConversionToAClassIsFoundOnce() {
    assertThat(Conversions.to(Point.class)).isSameAs(Conversions.to(Point.class));
  }
}
