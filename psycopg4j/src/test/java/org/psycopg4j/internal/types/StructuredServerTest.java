// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.internal.types.binary.CompositeBinary;
import org.psycopg4j.internal.types.binary.HstoreBinary;
import org.psycopg4j.internal.types.binary.InetBinary;
import org.psycopg4j.internal.types.binary.JsonbBinary;
import org.psycopg4j.internal.types.binary.MultirangeBinary;
import org.psycopg4j.internal.types.binary.RangeBinary;
import org.psycopg4j.internal.types.catalog.Decoders;
import org.psycopg4j.internal.types.catalog.Literals;
import org.psycopg4j.internal.types.literal.HstoreLiteral;
import org.psycopg4j.internal.types.text.CompositeText;
import org.psycopg4j.internal.types.text.HstoreText;
import org.psycopg4j.internal.types.text.MultirangeText;
import org.psycopg4j.internal.types.text.RangeText;
import org.psycopg4j.internal.types.text.StringText;
import org.psycopg4j.internal.wire.Bytes;
import org.psycopg4j.testkit.PostgresServer;
import org.psycopg4j.testkit.Seeded;
import org.psycopg4j.types.AsIs;
import org.psycopg4j.types.Inet;
import org.psycopg4j.types.Json;
import org.psycopg4j.types.Multirange;
import org.psycopg4j.types.Range;

/**
 * Values that have parts on a server: what a literal says comes back, and its bytes in binary
 * format, as the types' send functions give them, are the same value and the same text.
 */
class StructuredServerTest {
  private static final int CASES = 100;
  private static final Decoder TEXT = new StringText("text");
  private static final Comparator<String> BY_BYTES =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  private static Connection conn;

  @BeforeAll
  static void connect() {
    conn = Psycopg.connect(PostgresServer.shared().dsn());
    assumeTrue(conn.serverVersion() >= 140_000, "PostgreSQL 14 was the first with multiranges");
    conn.cursor()
        .execute(
            """
            CREATE SCHEMA "My values";
            CREATE EXTENSION hstore SCHEMA "My values";
            SET search_path TO "My values", public;
            CREATE TYPE textrange AS RANGE (subtype = text, collation = "C");
            CREATE TYPE "My range" AS RANGE
              (subtype = float8, multirange_type_name = "My multirange");
            CREATE TYPE pair AS (a text, b text);
            CREATE TYPE outermost AS (n text, pair pair);
            """);
  }

  @AfterAll
  static void close() {
    conn.close(); // and with it the transaction that all was made in
  }

  /** A value in text format and as bytes in binary format. */
  private static Row sent(String expression, String send, Object... arguments) {
    String sql = "SELECT v, %s(v) FROM (SELECT %s AS v OFFSET 0) AS given";
    return conn.cursor().execute(sql.formatted(send, expression), arguments).fetchOne();
  }

  private static void sameInBinary(Row row, Decoder binary, @Nullable Object value) {
    byte[] bytes = row.getBytes(1);
    byte[] padded = new byte[bytes.length + 4];
    Arrays.fill(padded, (byte) 7);
    System.arraycopy(bytes, 0, padded, 2, bytes.length);
    assertThat(binary.decode(padded, 2, bytes.length, Decoding.DEFAULT)).isEqualTo(value);
    assertThat(binary.decodeString(padded, 2, bytes.length, Decoding.DEFAULT))
        .isEqualTo(row.getString(0));
  }

  private static @Nullable Object decoded(Row row, Decoder text) {
    byte[] bytes = row.getString(0).getBytes(StandardCharsets.UTF_8);
    return text.decode(bytes, 0, bytes.length, Decoding.DEFAULT);
  }

  /** A range that the server leaves as it is: no bound at all has a parenthesis. */
  private static <T> Range<T> range(Seeded random, Comparator<T> order, T one, T other) {
    if (random.chance(0.05)) {
      return Range.empty();
    }
    int sign = order.compare(one, other);
    T lower = random.chance(0.1) ? null : sign <= 0 ? one : other;
    T upper = random.chance(0.1) ? null : sign <= 0 ? other : one;
    String open = lower == null || (sign != 0 && random.chance(0.5)) ? "(" : "[";
    String close = upper == null || (sign != 0 && random.chance(0.5)) ? ")" : "]";
    return Range.of(lower, upper, open + close);
  }

  @Test
  void rangesOfBuiltInTypesComeBack() {
    Seeded.each(
        CASES,
        random -> {
          comesBack("numrange", range(random, naturally(), plain(random), plain(random)));
          comesBack("tsrange", range(random, naturally(), random.timestamp(), random.timestamp()));
          LocalDate day = random.date();
          LocalDate next = day.equals(Seeded.LAST_DATE) ? null : day.plusDays(1);
          comesBack("daterange", Range.of(day, next));
          int number = random.between(Integer.MIN_VALUE, Integer.MAX_VALUE - 1);
          comesBack("int4range", Range.of(number, number + 1));
          comesBack("int8range", Range.of((long) number - 1, (long) number));
        });
    OffsetDateTime time = OffsetDateTime.of(2011, 2, 3, 4, 5, 6, 789_000, ZoneOffset.UTC);
    conn.cursor().execute("SET LOCAL TimeZone TO 'UTC'");
    comesBack("tstzrange", Range.of(time, OffsetDateTime.MAX, "[]"));
    comesBack("daterange", Range.of(LocalDate.MIN, LocalDate.MAX));
    comesBack("tsrange", Range.of(LocalDateTime.MIN, LocalDateTime.MAX, "()"));
    assertThat(sent("%s::numrange", "range_send", Range.of(Double.NaN, null)).get(0))
        .isEqualTo(Range.of(Double.NaN, null));
    comesBack("int4range", Range.empty());
  }

  /** A decimal whose scale the server keeps. */
  private static BigDecimal plain(Seeded random) {
    return new BigDecimal(random.decimal().toPlainString());
  }

  @Test
  void builtInTypesAreTheSameInBinary() {
    Seeded.each(
        CASES,
        random -> {
          LocalDate day = random.date();
          LocalDate next = day.equals(Seeded.LAST_DATE) ? null : day.plusDays(1);
          LocalDateTime time = random.timestamp();
          int number = random.anyInt();
          Range<BigDecimal> numbers = range(random, naturally(), plain(random), plain(random));
          inBinary("numrange", Oid.NUMRANGE, numbers);
          inBinary("tsrange", Oid.TSRANGE, range(random, naturally(), time, random.timestamp()));
          inBinary("daterange", Oid.DATERANGE, Range.of(day, next));
          inBinary("int4range", Oid.INT4RANGE, Range.of(number, null));
          inBinary("int8range", Oid.INT8RANGE, Range.of(number - 7L, number - 1L));
          inBinary("nummultirange", Oid.NUMMULTIRANGE, Multirange.of(numbers));
          inBinary("tsmultirange", Oid.TSMULTIRANGE, Multirange.of(Range.of(time, null)));
          inBinary("datemultirange", Oid.DATEMULTIRANGE, Multirange.of(Range.of(day, next)));
          inBinary("numrange[]", Oid.NUMRANGE_ARRAY, Arrays.asList(numbers, null, Range.empty()));
          inBinary("inet[]", Oid.INET_ARRAY, List.of(Inet.of(random.pick("::/7", "10.0.0.1/24"))));
        });
    inBinary("daterange", Oid.DATERANGE, Range.of(LocalDate.MIN, LocalDate.MAX));
    inBinary("tsrange", Oid.TSRANGE, Range.of(LocalDateTime.MIN, LocalDateTime.MAX, "()"));
    inBinary("numrange", Oid.NUMRANGE, Range.of(Double.NaN, null));
    inBinary("json", Oid.JSON, Json.text("[1,  2]"));
    inBinary("jsonb[]", Oid.JSONB_ARRAY, List.of(Json.text("[1, \"a\"]")));
  }

  /** What the defaults make of a type's two formats. */
  private static void inBinary(String type, int oid, Object value) {
    String send =
        type.endsWith("[]")
            ? "array_send"
            : type.contains("multirange")
                ? "multirange_send"
                : type.contains("range") ? "range_send" : type + "_send";
    Row row = sent("%s::" + type, send, value);
    Decoder binary = Decoders.defaults().binary(oid, Decoding.DEFAULT);
    assertThat(binary).as(type).isNotNull();
    sameInBinary(row, binary, row.get(0));
  }

  private static <T extends Comparable<? super T>> Comparator<T> naturally() {
    return Comparator.naturalOrder();
  }

  /** As a value, in an array, in a multirange and in an array of these. */
  private static void comesBack(String type, Range<?> range) {
    String multirange = type.replace("range", "multirange");
    Row row =
        conn.cursor()
            .execute(
                "SELECT %s::"
                    + type
                    + ", %s::"
                    + type
                    + "[], "
                    + multirange
                    + "(%s), ARRAY[NULL, "
                    + multirange
                    + "(%s::"
                    + type
                    + ")]",
                range,
                List.of(range),
                range.as("pg_catalog", type),
                range)
            .fetchOne();
    List<?> inMultirange = range.isEmpty() ? List.of() : List.of(range);
    assertThat(row.get(0)).isEqualTo(range);
    assertThat(row.get(1)).isEqualTo(List.of(range));
    assertThat(((Multirange<?>) row.get(2)).ranges()).isEqualTo(inMultirange);
    assertThat(row.get(3)).isEqualTo(Arrays.asList(null, row.get(2)));
  }

  @Test
  void rangesOfAnyTexts() {
    Decoder text = new RangeText("textrange", TEXT);
    Decoder binary = new RangeBinary("textrange", TEXT);
    Seeded.each(
        CASES,
        random -> {
          Range<String> range = range(random, BY_BYTES, random.string(12), random.string(12));
          Row row = sent("%s", "range_send", range.as("textrange"));
          assertThat(decoded(row, text)).isEqualTo(range);
          sameInBinary(row, binary, range);
        });
  }

  @Test
  void multirangesOfAnyTexts() {
    Decoder text = new MultirangeText("textmultirange", TEXT);
    Decoder binary = new MultirangeBinary("textmultirange", TEXT);
    Seeded.each(
        CASES,
        random -> {
          TreeSet<String> bounds = new TreeSet<>(BY_BYTES);
          bounds.addAll(random.list(8, () -> random.string(6)));
          List<Range<String>> ranges = new ArrayList<>();
          while (bounds.size() > 1) {
            ranges.add(Range.of(bounds.pollFirst(), bounds.pollFirst()).as("textrange"));
          }
          Multirange<String> multirange = Multirange.copyOf(ranges).as("textmultirange");
          Row row = sent("%s", "multirange_send", multirange);
          assertThat(decoded(row, text)).isEqualTo(multirange);
          sameInBinary(row, binary, multirange);
        });
  }

  @Test
  void rangesOfNumbersInBinary() {
    Decoder int4 = int4Binary();
    Row row = sent("%s::int4range", "range_send", Range.of(-5, -1));
    sameInBinary(row, new RangeBinary("int4range", int4), row.get(0));
    Row many =
        sent(
            "%s::int4multirange",
            "multirange_send",
            Multirange.of(Range.of(null, -5), Range.of(1, 2), Range.of(7, null)));
    assertThat(((Multirange<?>) many.get(0)).ranges()).hasSize(3);
    sameInBinary(many, new MultirangeBinary("int4multirange", int4), many.get(0));
  }

  private static Decoder int4Binary() {
    return new Decoder("int4") {
      @Override
      public Integer decode(byte[] buf, int off, int len, Decoding ctx) {
        assertThat(len).isEqualTo(4);
        return Bytes.int32(buf, off);
      }

      @Override
      public String decodeString(byte[] buf, int off, int len, Decoding ctx) {
        return decode(buf, off, len, ctx).toString();
      }
    };
  }

  @Test
  void namesThatNeedQuotesAreFound() {
    Row row =
        conn.cursor()
            .execute(
                "SELECT pg_typeof(%s)::text, pg_typeof(%s)::text, pg_typeof(%s)::text,"
                    + " pg_typeof(%s)::text",
                Range.of(1.0, 2.0).as("My range"),
                Range.empty().as("My values", "My range"),
                Multirange.of(Range.of(1.0, 2.0).as("My range")).as("My values", "My multirange"),
                Multirange.of(Range.of(1.0, 2.0)).as("My multirange"))
            .fetchOne();
    assertThat(row.toList())
        .containsExactly("\"My range\"", "\"My range\"", "\"My multirange\"", "\"My multirange\"");
  }

  @Test
  void addresses() {
    Seeded.each(
        CASES,
        random -> {
          byte[] address = new byte[random.chance(0.5) ? 4 : 16];
          for (int i = 0; i < address.length; i += 2) { // groups of zeros and of ones, often
            int group = random.pick(0, 0, 0, 0xffff, random.anyInt());
            address[i] = (byte) (group >> 8);
            address[i + 1] = (byte) group;
          }
          Inet inet = Inet.of(address, random.between(0, 8 * address.length));
          Row row = sent("%s", "inet_send", inet);
          assertThat(row.get(0)).isEqualTo(inet).hasToString(row.getString(0));
          assertThat(inet).hasToString(row.getString(0));
          sameInBinary(row, InetBinary.inet(), inet);
          Row network = sent("network(%s)", "cidr_send", inet);
          assertThat(network.get(0)).hasToString(network.getString(0));
          sameInBinary(network, InetBinary.cidr(), network.get(0));
          Row again = sent("%s", "cidr_send", network.get(0));
          assertThat(again.get(0)).isEqualTo(network.get(0));
        });
    assertThat(
            conn.cursor()
                .execute("SELECT %s::inet[], %s::cidr[]", List.of(Inet.of("::1")), List.of())
                .fetchOne()
                .toList())
        .containsExactly(List.of(Inet.of("::1")), List.of());
  }

  @Test
  void jsonIsTheSameInBothFormats() {
    Seeded.each(
        CASES,
        random -> {
          String string = random.string(40);
          Row row = sent("jsonb_build_object('a', %s)", "jsonb_send", string);
          sameInBinary(row, new JsonbBinary(), row.get(0));
          Row back = sent("%s::json", "json_send", Json.text(row.getString(0)));
          assertThat(back.get(0)).isEqualTo(row.get(0));
          assertThat(conn.cursor().execute("SELECT %s::jsonb->>'a'", back.get(0)).fetchOne().get(0))
              .isEqualTo(string);
        });
  }

  @Test
  void hstores() {
    Literals literals = Literals.defaults().with(Map.class, new HstoreLiteral("My values"));
    Seeded.each(
        CASES,
        random -> {
          Map<String, @Nullable String> map = new HashMap<>();
          for (String key : random.list(6, () -> random.string(8))) {
            map.put(key, random.chance(0.2) ? null : random.string(8));
          }
          SqlBuffer out = new SqlBuffer(StandardCharsets.UTF_8);
          literals.write(map, out, Quoting.connected(StandardCharsets.UTF_8, true, 180006));
          AsIs sql = new AsIs(new String(out.toByteArray(), StandardCharsets.UTF_8));
          Row row = sent("%s", "hstore_send", sql);
          assertThat(decoded(row, new HstoreText())).isEqualTo(map);
          sameInBinary(row, new HstoreBinary(), map);
        });
  }

  private record Pair(@Nullable String a, @Nullable String b) {}

  private record Outermost(String n, @Nullable Pair pair) {}

  private static CompositePlan plan(String name, Decoder... decoders) {
    String[] names = new String[decoders.length];
    Arrays.setAll(names, i -> "a" + i);
    return new CompositePlan(name, names, decoders, StructuredTextTest::fields);
  }

  @Test
  void compositesOfRecords() {
    Decoder text =
        new CompositeText(plan("outermost", TEXT, new CompositeText(plan("pair", TEXT, TEXT))));
    Decoder binary =
        new CompositeBinary(plan("outermost", TEXT, new CompositeBinary(plan("pair", TEXT, TEXT))));
    Seeded.each(
        CASES,
        random -> {
          Pair pair =
              new Pair(
                  random.chance(0.2) ? null : random.string(8),
                  random.chance(0.2) ? null : random.string(8));
          Outermost record = new Outermost(random.string(3), random.chance(0.1) ? null : pair);
          Row row = sent("%s::outermost", "record_send", record);
          List<@Nullable Object> fields =
              Arrays.asList(
                  record.n(), record.pair() == null ? null : Arrays.asList(pair.a(), pair.b()));
          assertThat(decoded(row, text)).isEqualTo(fields);
          sameInBinary(row, binary, fields);
        });
  }

  @Test
  void anAttributeInBinaryIsQuotedAsTheServerDoes() {
    Decoder binary = new CompositeBinary(plan("pair", TEXT, TEXT));
    for (char c = 1; c < 0x80; c++) {
      Row row = sent("%s::pair", "record_send", new Pair(String.valueOf(c), ""));
      sameInBinary(row, binary, List.of(String.valueOf(c), ""));
      Range<String> range = Range.of(String.valueOf(c), null);
      Row ofRange = sent("%s", "range_send", range.as("textrange"));
      sameInBinary(
          ofRange, new RangeBinary("textrange", TEXT), Range.of(String.valueOf(c), null, "[)"));
    }
  }
}
