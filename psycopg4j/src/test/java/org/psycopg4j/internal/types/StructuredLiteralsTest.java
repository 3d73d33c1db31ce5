// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.internal.types.catalog.Literals;
import org.psycopg4j.internal.types.literal.HstoreLiteral;
import org.psycopg4j.types.Inet;
import org.psycopg4j.types.Json;
import org.psycopg4j.types.Multirange;
import org.psycopg4j.types.Range;
import org.psycopg4j.types.Tuple;

class StructuredLiteralsTest {
  private static final Quoting UTF8 = Quoting.connected(StandardCharsets.UTF_8, true, 150018);
  private static final Quoting ESCAPES = Quoting.connected(StandardCharsets.UTF_8, false, 150018);
  private static final Literals WITH_HSTORE =
      Literals.defaults().with(Map.class, new HstoreLiteral(null));

  @Test
  void writesWhatPsycopg2Writes() {
    replay("structured-literals.tsv", UTF8);
  }

  @Test
  void writesWhatPsycopg2WritesWithoutStandardConformingStrings() {
    replay("structured-literals-escape-strings.tsv", ESCAPES);
  }

  private static void replay(String vectors, Quoting quoting) {
    Map<String, Object> values = byExpression();
    List<String[]> cases = Vectors.read(StructuredLiteralsTest.class, vectors);
    assertThat(cases).extracting(v -> v[0]).containsExactlyInAnyOrderElementsOf(values.keySet());
    for (String[] v : cases) {
      assertThat(literal(values.get(v[0]), quoting, WITH_HSTORE)).as(v[0]).isEqualTo(v[1]);
    }
  }

  private static Map<String, Object> byExpression() {
    LocalDate day = LocalDate.of(2011, 1, 1);
    LocalDateTime midnight = day.atStartOfDay();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("NumericRange(1, 2)", Range.of(1, 2));
    values.put("NumericRange(-5, -1)", Range.of(-5L, -1L));
    values.put("NumericRange()", Range.of(null, null));
    values.put("NumericRange(None, 5, '(]')", Range.of(null, 5, "(]"));
    values.put("NumericRange(1, None, '()')", Range.of((short) 1, null, "()"));
    values.put(
        "NumericRange(Decimal('1.5'), Decimal('1E+30'), '[]')",
        Range.of(new BigDecimal("1.5"), new BigDecimal("1E+30"), "[]"));
    values.put("NumericRange(1.5, 2.5)", Range.<Number>of(1.5, 2.5f));
    values.put(
        "NumericRange(9223372036854775807, 10**30)",
        Range.<Number>of(Long.MAX_VALUE, BigInteger.TEN.pow(30)));
    values.put("NumericRange(empty=True)", Range.empty());
    values.put("[NumericRange(1, 2), NumericRange(3, 4)]", List.of(Range.of(1, 2), Range.of(3, 4)));
    values.put("(NumericRange(1, 2), 3)", Tuple.of(Range.of(1, 2), 3));
    values.put("DateRange(date(2011, 1, 1), None)", Range.of(day, null));
    values.put("DateRange(None, date(2011, 1, 1), '(]')", Range.of(null, day, "(]"));
    values.put("DateRange(None, None, '()')", Range.of(null, null, "()").as("daterange"));
    values.put("DateRange(empty=True)", Range.empty().as("daterange"));
    values.put(
        "DateTimeRange(datetime(2011, 1, 1), datetime(2012, 1, 1), '[]')",
        Range.of(midnight, midnight.plusYears(1), "[]"));
    values.put(
        "DateTimeTZRange(datetime(2011, 1, 1, tzinfo=tz(19800)), None)",
        Range.of(midnight.atOffset(ZoneOffset.ofTotalSeconds(19800)), null));
    values.put("DateTimeTZRange(empty=True)", Range.empty().as("tstzrange"));
    values.put("[DateRange(date(2011, 1, 1), None)]", List.of(Range.of(day, null)));
    values.put("FloatRange(1.0, 2.0)", Range.of(1.0, 2.0).as("floatrange"));
    values.put("FloatRange(None, -2.0, '(]')", Range.of(null, -2.0, "(]").as("floatrange"));
    values.put("FloatRange(empty=True)", Range.empty().as("floatrange"));
    values.put("Inet('10.0.0.1/24')", Inet.of("10.0.0.1/24"));
    values.put("Inet('1.2.3.4')", Inet.of("1.2.3.4"));
    values.put("Inet('2001:db8::1/32')", Inet.of("2001:db8::1/32"));
    values.put("[Inet('1.2.3.4')]", List.of(Inet.of("1.2.3.4")));
    values.put("Json({'a': \"b'c\\\\\"})", Json.text("{\"a\": \"b'c\\\\\"}"));
    values.put("Json(None)", Json.text("null"));
    values.put("Json([1, 2.5, '\\xe9', {}, []])", Json.text("[1, 2.5, \"\\" + "u00e9\", {}, []]"));
    values.put("[Json(True)]", List.of(Json.text("true")));
    values.put("{}", Map.of());
    values.put("{'a': '1'}", Map.of("a", "1"));
    values.put("{'a': None}", map("a", null));
    values.put("{'a': None, \"b'\": 'c\"\\\\'}", map("a", null, "b'", "c\"\\"));
    values.put("{'a': 1}", Map.of("a", 1));
    values.put("{1: 2, 2: None}", map(1, 2, 2, null));
    values.put("{'a': [1]}", Map.of("a", List.of(1)));
    values.put("[{'a': '1'}, {}]", List.of(Map.of("a", "1"), Map.of()));
    values.put("({'a': '1'}, 1)", Tuple.of(Map.of("a", "1"), 1));
    return values;
  }

  private static Map<Object, @Nullable Object> map(@Nullable Object... keysAndValues) {
    Map<Object, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  @Test
  void aTypesNameIsQuotedWhereItNeedsQuotes() {
    Range<Integer> range = Range.of(1, 2);
    assertThat(literal(range.as("my_schema", "r2"))).isEqualTo("\"my_schema\".\"r2\"(1, 2, '[)')");
    assertThat(literal(range.as("S", "my range"))).isEqualTo("\"S\".\"my range\"(1, 2, '[)')");
    assertThat(literal(range.as("a.b"))).isEqualTo("\"a.b\"(1, 2, '[)')");
    assertThat(literal(Range.empty().as("a\"); drop table t; --")))
        .isEqualTo("'empty'::\"a\"\"); drop table t; --\"");
    assertThatThrownBy(() -> literal(range.as("a\0"))).isInstanceOf(ParameterException.class);
  }

  @Test
  void numbersThatAreNoneStayInTheRangesQuotes() {
    assertThat(literal(Range.of(Double.NEGATIVE_INFINITY, Double.NaN)))
        .isEqualTo("'[-Infinity,NaN)'");
    assertThat(literal(Range.of(-0.5f, Float.POSITIVE_INFINITY))).isEqualTo("'[ -0.5,Infinity)'");
    Literal evil = (value, out, quoting, any) -> out.ascii("'; drop table t; --");
    assertThat(literal(Range.of(1, 2), UTF8, Literals.defaults().with(Integer.class, evil)))
        .isEqualTo("'[1,2)'");
  }

  @Test
  void infiniteDatesAreBounds() {
    assertThat(literal(Range.of(LocalDate.MIN, LocalDate.MAX)))
        .isEqualTo("daterange('-infinity'::date, 'infinity'::date, '[)')");
  }

  @Test
  void timesWithAnOffsetAreTstzrange() {
    Instant epoch = Instant.EPOCH;
    String utc = "tstzrange('1970-01-01T00:00:00+00:00'::timestamptz, NULL, '[)')";
    assertThat(literal(Range.of(epoch, null))).isEqualTo(utc);
    assertThat(literal(Range.of(epoch.atOffset(ZoneOffset.UTC), null))).isEqualTo(utc);
    assertThat(literal(Range.of(epoch.atZone(ZoneOffset.UTC), null))).isEqualTo(utc);
  }

  @Test
  void otherBoundsNeedATypesName() {
    for (Range<?> range :
        List.of(Range.of("a", "b"), Range.of(LocalTime.NOON, null), Range.<Object>of(1, "a"))) {
      assertThatThrownBy(() -> literal(range))
          .isInstanceOf(ProgrammingException.class)
          .hasMessageStartingWith("can't adapt type 'Range'")
          .hasMessageContaining("as()");
    }
    assertThat(literal(Range.of("a", null).as("textrange")))
        .isEqualTo("textrange('a', NULL, '[)')");
  }

  @Test
  void multirangesAreWrittenAsTheirRanges() {
    LocalDate day = LocalDate.of(2011, 1, 1);
    assertThat(literal(Multirange.of(Range.of(1, 2), Range.of(-6, -5, "[]"))))
        .isEqualTo("'{[1,2),[ -6, -5]}'");
    assertThat(literal(Multirange.of())).isEqualTo("'{}'");
    assertThat(literal(Multirange.of(Range.of(day, null))))
        .isEqualTo("datemultirange(daterange('2011-01-01'::date, NULL, '[)'))");
    assertThat(literal(Multirange.of(Range.of(null, day), Range.empty())))
        .isEqualTo("datemultirange(daterange(NULL, '2011-01-01'::date, '[)'), 'empty'::daterange)");
    assertThat(literal(Multirange.of(Range.of("a", "b").as("textrange")).as("s", "textmulti")))
        .isEqualTo("\"s\".\"textmulti\"(textrange('a', 'b', '[)'))");
    assertThat(literal(Multirange.of(Range.of(1.0, 2.0).as("floatrange")).as("floatmultirange")))
        .isEqualTo("floatmultirange(floatrange(1.0, 2.0, '[)'))");
    assertThat(literal(Multirange.of(Range.of(1.0, 2.0)).as("floatmultirange")))
        .isEqualTo("'{[1.0,2.0)}'::floatmultirange");
    assertThat(literal(Multirange.of().as("S", "m"))).isEqualTo("'{}'::\"S\".\"m\"");
    for (Multirange<?> unnamed :
        List.of(
            Multirange.of(Range.of("a", "b")),
            Multirange.of(Range.of("a", "b").as("textrange")),
            Multirange.<Object>of(Range.of(1, 2), Range.of(day, null)))) {
      assertThatThrownBy(() -> literal(unnamed))
          .hasMessageStartingWith("can't adapt type 'Multirange'");
    }
    assertThatThrownBy(() -> literal(Multirange.of(Range.of("a", "b")).as("textmulti")))
        .hasMessageStartingWith("can't adapt type 'Range'");
  }

  @Test
  void addressesOfTheJdkAreInet() throws Exception {
    assertThat(literal(InetAddress.getByAddress("host", new byte[] {10, 0, 0, 1})))
        .isEqualTo("'10.0.0.1'::inet");
    assertThat(literal(Inet.of("::1").address())).isEqualTo("'::1'::inet");
    assertThat(literal(Inet.of("10.0.0.0/8").asCidr())).isEqualTo("'10.0.0.0/8'::cidr");
    assertThat(literal(Inet.of("10.0.0.0").asCidr())).isEqualTo("'10.0.0.0/32'::cidr");
  }

  @Test
  void anHstoreInASchemaSaysSo() {
    Literals literals = Literals.defaults().with(Map.class, new HstoreLiteral("My ext"));
    assertThat(literal(Map.of("a", "b"), UTF8, literals))
        .isEqualTo("\"My ext\".\"hstore\"(ARRAY['a'], ARRAY['b'])");
    assertThat(literal(Map.of(), UTF8, literals)).isEqualTo("''::\"My ext\".\"hstore\"");
  }

  @Test
  void optionalsAreTheirValueOrNull() {
    assertThat(literal(Optional.of("a"))).isEqualTo("'a'");
    assertThat(literal(Optional.empty())).isEqualTo("NULL");
    assertThat(literal(OptionalInt.of(-1))).isEqualTo(" -1");
    assertThat(literal(OptionalInt.empty())).isEqualTo("NULL");
    assertThat(literal(OptionalLong.of(1L << 40))).isEqualTo("1099511627776");
    assertThat(literal(OptionalLong.empty())).isEqualTo("NULL");
    assertThat(literal(OptionalDouble.of(0.5))).isEqualTo("0.5");
    assertThat(literal(OptionalDouble.empty())).isEqualTo("NULL");
  }

  @Test
  @SuppressWarnings("JavaUtilDate") // the classes under test
  void datesFromBeforeJavaTimeArePointsInTime() {
    assertThat(literal(new Date(-1))).isEqualTo("'1969-12-31T23:59:59.999000+00:00'::timestamptz");
    assertThat(literal(new Date(0) {})).isEqualTo("'1970-01-01T00:00:00+00:00'::timestamptz");
    GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone("America/New_York"));
    calendar.setTimeInMillis(
        ZonedDateTime.of(2011, 7, 1, 0, 0, 0, 0, ZoneId.of("America/New_York"))
            .toInstant()
            .toEpochMilli());
    assertThat(literal(calendar)).isEqualTo("'2011-07-01T00:00:00-04:00'::timestamptz");
  }

  private record Point(int x, @Nullable String y) {}

  private record One(OffsetDateTime at) {}

  private record None() {}

  record Failing(int x, int y) {
    @Override
    public int y() {
      throw new UnsupportedOperationException("no y");
    }
  }

  @Test
  void recordsAreRows() {
    assertThat(literal(new Point(-1, "a'b"))).isEqualTo("( -1, 'a''b')");
    assertThat(literal(List.of(new Point(1, null)))).isEqualTo("ARRAY[(1, NULL)]");
    assertThat(literal(new One(OffsetDateTime.MAX))).isEqualTo("ROW('infinity'::timestamptz)");
    assertThat(literal(new None())).isEqualTo("ROW()");
    assertThatThrownBy(() -> literal(new Failing(1, 2)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("no y");
  }

  @Test
  void setsAndMapsHaveNoForm() {
    assertThatThrownBy(() -> literal(new LinkedHashSet<>(List.of(1))))
        .hasMessage("can't adapt type 'LinkedHashSet'");
    assertThatThrownBy(() -> literal(Collections.unmodifiableMap(Map.of())))
        .hasMessage("can't adapt type 'UnmodifiableMap'");
  }

  @Test
  void whatContainsItselfIsRefused() {
    List<@Nullable Object> list = new ArrayList<>();
    list.add(list);
    List<@Nullable Object> behindNull = new ArrayList<>(Arrays.asList((Object) null));
    behindNull.add(behindNull);
    List<@Nullable Object> twice = new ArrayList<>();
    twice.add(twice);
    twice.add(twice);
    List<@Nullable Object> inTuple = new ArrayList<>(List.of(1));
    inTuple.add(Tuple.of(inTuple));
    Object[] array = {1, null};
    array[1] = array;
    for (Object value : List.of(list, behindNull, twice, inTuple, array)) {
      assertThatThrownBy(() -> literal(value))
          .isInstanceOf(ProgrammingException.class)
          .hasMessage("a value contains itself, or is nested more than 100 deep");
    }
  }

  @Test
  void aBufferCountsDepthAnewForEachValueAndAfterAReset() {
    SqlBuffer out = new SqlBuffer(StandardCharsets.UTF_8);
    List<Object> deep = List.of(1);
    for (int i = 0; i < 98; i++) {
      deep = List.of(deep);
    }
    for (int i = 0; i < 3; i++) {
      Literals.defaults().write(deep, out, UTF8);
    }
    List<Object> deeper = List.of(List.of(deep));
    assertThatThrownBy(() -> Literals.defaults().write(deeper, out, UTF8))
        .isInstanceOf(ProgrammingException.class);
    out.reset();
    Literals.defaults().write(deep, out, UTF8);
    assertThat(out.size()).isEqualTo("ARRAY[]".length() * 99 + 1);
  }

  private static String literal(@Nullable Object value) {
    return literal(value, UTF8, Literals.defaults());
  }

  private static String literal(@Nullable Object value, Quoting quoting, Literals literals) {
    SqlBuffer out = new SqlBuffer(quoting.charset());
    literals.write(value, out, quoting);
    return new String(out.toByteArray(), quoting.charset());
  }
}
