// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.types.catalog.Literals;
import org.psycopg4j.types.Binary;
import org.psycopg4j.types.Interval;
import org.psycopg4j.types.Tuple;

class LiteralsTest {
  private static final Quoting UTF8 = Quoting.connected(StandardCharsets.UTF_8, true, 150018);
  private static final Quoting ESCAPES = Quoting.connected(StandardCharsets.UTF_8, false, 150018);

  @Test
  void writesWhatPsycopg2Writes() {
    replay("literals.tsv", UTF8);
  }

  @Test
  void writesWhatPsycopg2WritesWithoutStandardConformingStrings() {
    replay("literals-escape-strings.tsv", ESCAPES);
  }

  private static void replay(String vectors, Quoting quoting) {
    Map<String, @Nullable Object> values = PythonValues.byExpression();
    List<String[]> cases = Vectors.read(LiteralsTest.class, vectors);
    assertThat(cases).extracting(v -> v[0]).containsExactlyInAnyOrderElementsOf(values.keySet());
    for (String[] v : cases) {
      assertThat(literal(values.get(v[0]), quoting)).as(v[0]).isEqualTo(v[1]);
    }
  }

  @Test
  void wrapsMoreJavaTypesAsTheOnesTheyStandFor() {
    assertThat(literal((byte) -1)).isEqualTo(" -1");
    assertThat(literal((short) 7)).isEqualTo("7");
    assertThat(literal('x')).isEqualTo("'x'");
    assertThat(literal(CharBuffer.wrap("a'b").asReadOnlyBuffer())).isEqualTo("'a''b'");
    assertThat(literal(CharBuffer.wrap("ab"))).isEqualTo("'ab'");
    assertThat(literal(0.1f)).isEqualTo("0.1");
    assertThat(literal(-16777216f)).isEqualTo(" -16777216.0");
    assertThat(literal(Float.NaN)).isEqualTo("'NaN'::float");
    assertThat(literal(Float.MIN_VALUE)).isEqualTo("1e-45");
    assertThat(literal(new BigDecimal("-1E+5"))).isEqualTo(" -1E+5");
    assertThat(literal(TimeUnit.DAYS)).isEqualTo("'DAYS'");
    assertThat(literal(Shape.ROUND)).isEqualTo("'ROUND'");
  }

  private enum Shape {
    ROUND { // a constant with a class of its own
      @Override
      public String toString() {
        return "round";
      }
    };
  }

  @Test
  void writesWhatRemainsOfABufferAndLeavesItAlone() {
    ByteBuffer heap = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).position(1).limit(3);
    ByteBuffer direct = ByteBuffer.allocateDirect(2).put(0, (byte) 2).put(1, (byte) 3);
    for (ByteBuffer buffer : List.of(heap, heap.asReadOnlyBuffer(), heap.slice(), direct)) {
      int remaining = buffer.remaining();
      assertThat(literal(buffer)).isEqualTo("'\\x0203'::bytea");
      assertThat(buffer.remaining()).isEqualTo(remaining);
    }
  }

  @Test
  void withoutAConnectionTextIsLatin1AndByteaIsEscaped() {
    assertThat(bytes("é", Quoting.DISCONNECTED)).isEqualTo(new byte[] {'\'', (byte) 0xe9, '\''});
    assertThat(literal(new byte[] {0, 1, 'a', '\'', '\\', (byte) 255}, Quoting.DISCONNECTED))
        .isEqualTo("'\\000\\001a''\\\\\\377'::bytea");
    assertThat(literal(Binary.of(null), Quoting.DISCONNECTED)).isEqualTo("NULL");
    assertThatThrownBy(() -> literal("\u2603", Quoting.DISCONNECTED))
        .isInstanceOfSatisfying(
            ParameterException.class,
            e -> assertThat(e.kind()).isEqualTo(ParameterException.Kind.ENCODE));
  }

  @Test
  void yearsThatPythonLacksAreSqlThatPostgresReads() {
    assertThat(literal(LocalDate.of(-43, 3, 15))).isEqualTo("'0044-03-15 BC'::date");
    assertThat(literal(LocalDate.of(0, 12, 31))).isEqualTo("'0001-12-31 BC'::date");
    assertThat(literal(LocalDate.of(10000, 1, 1))).isEqualTo("'10000-01-01'::date");
    assertThat(literal(LocalDateTime.of(-43, 3, 15, 4, 5, 6)))
        .isEqualTo("'0044-03-15T04:05:06 BC'::timestamp");
    assertThat(literal(OffsetDateTime.of(0, 1, 2, 3, 4, 5, 6000, ZoneOffset.ofHours(-3))))
        .isEqualTo("'0001-01-02T03:04:05.000006-03:00 BC'::timestamptz");
  }

  @Test
  void theEndsOfJavasRangesAreInfinite() {
    assertThat(literal(LocalDate.MAX)).isEqualTo("'infinity'::date");
    assertThat(literal(LocalDate.MIN)).isEqualTo("'-infinity'::date");
    assertThat(literal(LocalDateTime.MAX)).isEqualTo("'infinity'::timestamp");
    assertThat(literal(LocalDateTime.MIN)).isEqualTo("'-infinity'::timestamp");
    assertThat(literal(OffsetDateTime.MAX)).isEqualTo("'infinity'::timestamptz");
    assertThat(literal(OffsetDateTime.MIN)).isEqualTo("'-infinity'::timestamptz");
    assertThat(literal(Instant.MAX)).isEqualTo("'infinity'::timestamptz");
    assertThat(literal(Interval.NEGATIVE_INFINITY)).isEqualTo("'-infinity'::interval");
  }

  /** Instant goes a year further than LocalDateTime at both ends. */
  @Test
  void anInstantThatIsNoTimestampIsOutOfRange() {
    for (Instant instant : new Instant[] {Instant.MAX.minusNanos(1), Instant.MIN.plusNanos(1)}) {
      assertThatThrownBy(() -> literal(instant))
          .isInstanceOf(DataException.class)
          .hasMessage("timestamp out of range");
    }
  }

  @Test
  void nanosecondsAreCutOff() {
    assertThat(literal(LocalTime.of(1, 2, 3, 999))).isEqualTo("'01:02:03'::time");
    assertThat(literal(Instant.ofEpochSecond(-1, 999_999_999)))
        .isEqualTo("'1969-12-31T23:59:59.999999+00:00'::timestamptz");
    assertThat(literal(Duration.ofNanos(-1999)))
        .isEqualTo("'-1 days 86399.999999 seconds'::interval");
  }

  @Test
  void aZonedTimeHasTheOffsetOfItsZone() {
    assertThat(literal(ZonedDateTime.of(2011, 7, 1, 0, 0, 0, 0, ZoneId.of("America/New_York"))))
        .isEqualTo("'2011-07-01T00:00:00-04:00'::timestamptz");
  }

  @Test
  void intervalsLoseNothing() {
    assertThat(literal(new Interval(1, 2, 3_000_004)))
        .isEqualTo("'1 mons 2 days 3.000004 seconds'::interval");
    assertThat(literal(new Interval(-1, 2, -3)))
        .isEqualTo("'-1 mons +2 days -0.000003 seconds'::interval");
    assertThat(literal(new Interval(0, 0, Long.MIN_VALUE)))
        .isEqualTo("'0 mons 0 days -9223372036854.775808 seconds'::interval");
    assertThat(literal(Period.of(1, -2, 3)))
        .isEqualTo("'10 mons 3 days 0.000000 seconds'::interval");
  }

  @Test
  void emptyListsAndTuplesAreValidSql() {
    assertThat(literal(List.of(List.of()))).isEqualTo("'{}'");
    assertThat(literal(List.of(List.of(), List.of(List.of())))).isEqualTo("'{}'");
    assertThat(literal(new Object[0])).isEqualTo("'{}'");
    assertThat(literal(Tuple.of())).isEqualTo("(NULL)");
  }

  @Test
  void arraysAreListsToo() {
    assertThat(literal(new int[] {1, -2})).isEqualTo("ARRAY[1, -2]");
    assertThat(literal(new long[0])).isEqualTo("'{}'");
    assertThat(literal(new double[] {0.5, Double.NaN})).isEqualTo("ARRAY[0.5,'NaN'::float]");
    assertThat(literal(new float[] {0.1f})).isEqualTo("ARRAY[0.1]");
    assertThat(literal(new short[] {1})).isEqualTo("ARRAY[1]");
    assertThat(literal(new boolean[] {true, false})).isEqualTo("ARRAY[true,false]");
    assertThat(literal(new char[] {'a', '\''})).isEqualTo("ARRAY['a','''']");
    assertThat(literal(new String[] {"a", null})).isEqualTo("ARRAY['a',NULL]");
    assertThat(literal(new Integer[][] {{1}, {null}})).isEqualTo("ARRAY[ARRAY[1],'{NULL}']");
    assertThat(literal(new int[][] {{1}, {2}})).isEqualTo("ARRAY[ARRAY[1],ARRAY[2]]");
    assertThat(literal(new byte[][] {{1}})).isEqualTo("ARRAY['\\x01'::bytea]");
    assertThat(literal(Collections.unmodifiableList(new ArrayList<>(List.of(1)))))
        .isEqualTo("ARRAY[1]");
  }

  @Test
  void namesTheClassThatCannotBeAdapted() {
    assertThatThrownBy(() -> literal(Thread.currentThread()))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("can't adapt type 'Thread'");
    assertThatThrownBy(() -> literal(new HashSet<>())).hasMessage("can't adapt type 'HashSet'");
    assertThatThrownBy(() -> literal(List.of(Map.of()))).hasMessageContaining("can't adapt type");
    assertThatThrownBy(() -> literal(new Object() {}))
        .hasMessageMatching("can't adapt type 'LiteralsTest\\$[0-9]+'");
  }

  @Test
  void theNearestClassOrInterfaceDecides() {
    Literal shout = (value, out, quoting, any) -> out.ascii("!");
    Literals literals = Literals.defaults().with(ArrayList.class, shout);
    assertThat(literal(new ArrayList<>(), UTF8, literals)).isEqualTo("!");
    assertThat(literal(new ArrayList<>() {}, UTF8, literals)).isEqualTo("!");
    assertThat(literal(List.of(), UTF8, literals)).isEqualTo("'{}'");
    assertThat(literal(new ArrayList<>())).isEqualTo("'{}'");
    Literals objects = Literals.defaults().with(Object.class, shout);
    assertThat(literal(Set.of(), UTF8, objects)).isEqualTo("!");
    assertThat(literal(List.of(), UTF8, objects)).isEqualTo("'{}'");
    assertThat(literal("a", UTF8, objects)).isEqualTo("'a'");
  }

  @Test
  void aNulCharacterIsRefused() {
    assertThatThrownBy(() -> literal("secret\0"))
        .isInstanceOfSatisfying(
            ParameterException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ParameterException.Kind.VALUE);
              assertThat(e.psycopgText())
                  .isEqualTo("A string literal cannot contain NUL (0x00) characters.");
            })
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab\ud800", "\udc00", "\ud800x", "\ud800\ud800\udc00"})
  void aLoneSurrogateIsRefused(String text) {
    for (Charset charset :
        List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, Charset.forName("GB18030"))) {
      assertThatThrownBy(() -> literal(text, Quoting.connected(charset, true, 150018)))
          .isInstanceOfSatisfying(
              ParameterException.class,
              e -> assertThat(e.kind()).isEqualTo(ParameterException.Kind.ENCODE))
          .hasMessageNotContaining(text);
    }
  }

  @Test
  void aDurationsSecondsKeepTheirSignWithIntervalStyleSqlStandard() {
    Quoting standard =
        Quoting.connected(StandardCharsets.UTF_8, true, 150018, IntervalStyle.SQL_STANDARD);
    assertThat(literal(Duration.ofSeconds(-86_398), standard))
        .isEqualTo("'-1 days +2.000000 seconds'::interval");
  }

  @Test
  void aBackslashInsideACharacterIsNotDoubled() {
    Quoting sjis = Quoting.connected(Charset.forName("windows-31j"), false, 150018);
    // U+8868 is 0x95 0x5c in SJIS: its second byte looks like a backslash.
    assertThat(bytes("\u8868\\'", sjis))
        .isEqualTo(new byte[] {'E', '\'', (byte) 0x95, 0x5c, 0x5c, 0x5c, '\'', '\'', '\''});
  }

  static String literal(@Nullable Object value) {
    return literal(value, UTF8);
  }

  private static String literal(@Nullable Object value, Quoting quoting) {
    return literal(value, quoting, Literals.defaults());
  }

  private static String literal(@Nullable Object value, Quoting quoting, Literals literals) {
    SqlBuffer out = new SqlBuffer(quoting.charset());
    literals.write(value, out, quoting);
    return new String(out.toByteArray(), quoting.charset());
  }

  private static byte[] bytes(@Nullable Object value, Quoting quoting) {
    SqlBuffer out = new SqlBuffer(quoting.charset());
    Literals.defaults().write(value, out, quoting);
    return out.toByteArray();
  }
}
