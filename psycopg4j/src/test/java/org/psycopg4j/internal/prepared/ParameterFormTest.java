// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.prepared;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.psycopg4j.internal.types.AllocatedBytes;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.Quoting;
import org.psycopg4j.internal.types.SqlBuffer;
import org.psycopg4j.internal.types.catalog.Decoders;
import org.psycopg4j.testkit.Seeded;
import org.psycopg4j.types.Adapter;
import org.psycopg4j.types.AsIs;
import org.psycopg4j.types.Binary;
import org.psycopg4j.types.Inet;
import org.psycopg4j.types.Json;
import org.psycopg4j.types.Range;
import org.psycopg4j.types.SqlAdaptable;
import org.psycopg4j.types.Tuple;

class ParameterFormTest {
  private static final Quoting UTF8 = quoting(150_000);
  private static final Decoding UTC =
      Decoding.DEFAULT.withCharset(StandardCharsets.UTF_8).withZone("UTC");

  @Test
  void theTypeIsThatOfTheLiteral() {
    kind(5, Oid.INT4, "");
    kind((short) 5, Oid.INT4, "");
    kind((byte) 5, Oid.INT4, "");
    kind(5L, Oid.INT4, "");
    kind(BigInteger.valueOf(5), Oid.INT4, "");
    kind(new BigDecimal("5"), Oid.INT4, "");
    kind(2147483647L, Oid.INT4, "");
    kind(2147483649L, Oid.INT8, "");
    kind(new BigDecimal("9223372036854775807"), Oid.INT8, "");
    kind(new BigInteger("9223372036854775809"), Oid.NUMERIC, "");
    kind(1.0, Oid.NUMERIC, "");
    kind(1.5f, Oid.NUMERIC, "");
    kind(new BigDecimal("5.0"), Oid.NUMERIC, "");
    kind(new BigDecimal("5E+1"), Oid.NUMERIC, "");
    kind(Double.NaN, Oid.FLOAT8, "::float");
    kind(Float.NEGATIVE_INFINITY, Oid.FLOAT8, "::float");
    kind(true, Oid.BOOL, "");
    kind("text", 0, "");
    kind('c', 0, "");
    kind(java.nio.CharBuffer.wrap("b"), 0, "");
    kind(Thread.State.NEW, 0, "");
    kind(Json.text("{}"), 0, "");
    kind(null, 0, "");
    kind(LocalDate.MAX, Oid.DATE, "::date");
    kind(LocalTime.NOON, Oid.TIME, "::time");
    kind(OffsetTime.MIN, Oid.TIMETZ, "::timetz");
    kind(LocalDateTime.MIN, Oid.TIMESTAMP, "::timestamp");
    kind(OffsetDateTime.MAX, Oid.TIMESTAMPTZ, "::timestamptz");
    kind(Duration.ZERO, Oid.INTERVAL, "::interval");
    kind(new UUID(1, 2), Oid.UUID, "::uuid");
    kind(new byte[1], Oid.BYTEA, "::bytea");
    kind(ByteBuffer.allocate(1), Oid.BYTEA, "::bytea");
    kind(Inet.of("::1"), Oid.INET, "::inet");
    kind(Inet.of("::1").asCidr(), Oid.CIDR, "::cidr");
    kind(List.of(1), Oid.INT4_ARRAY, "");
    kind(new long[] {1}, Oid.INT4_ARRAY, "");
    kind(new long[] {1, 1L << 31}, Oid.INT8_ARRAY, "");
    kind(List.of(1, 1.0), Oid.NUMERIC_ARRAY, "");
    kind(new double[] {1, Double.NaN}, Oid.FLOAT8_ARRAY, "");
    kind(List.of("a"), Oid.TEXT_ARRAY, "");
    kind(List.of(), 0, "");
  }

  @Test
  void beforePostgres15TrueNamesItsColumn() {
    ParameterForm named = Objects.requireNonNull(ParameterForm.of(true, false, quoting(140_000)));
    assertThat(named.cast()).isEqualTo("::bool");
    assertThat(named).isNotSameAs(form(true)).isSameAs(ParameterForm.of(false, true, quoting(1)));
  }

  @Test
  void valuesOfOneKindHaveOneForm() {
    assertThat(form(5)).isSameAs(form(7L)).isSameAs(form(BigInteger.ZERO));
    assertThat(form(5)).isSameAs(form(Optional.of(5))).isSameAs(form(OptionalInt.of(5)));
    assertThat(form(-5)).isSameAs(form(-7L)).isNotSameAs(form(5));
    assertThat(form(1.5)).isSameAs(form(new BigDecimal("1.5"))).isNotSameAs(form(5));
    assertThat(form("a")).isSameAs(form('b')).isSameAs(form(Json.text("1")));
    assertThat(form(null)).isSameAs(form(Optional.empty())).isSameAs(form(Binary.of(null)));
    assertThat(form(null)).isNotSameAs(form("a"));
    assertThat(form(java.time.Instant.EPOCH)).isSameAs(form(OffsetDateTime.MIN));
    assertThat(form(List.of("a"))).isSameAs(form(new String[] {"b"}));
    assertThat(form(List.of(1))).isSameAs(form(List.of(List.of(-1), List.of(2L))));
    assertThat(form(List.of())).isSameAs(form(Arrays.asList(null, null)));
    assertThat(form(List.of("a"))).isNotSameAs(ParameterForm.of(List.of("a"), true, UTF8));
  }

  @Test
  void aSignBelongsToTheKind() {
    for (Object value : List.of(-1, -5_000_000_000L, -1.5, -0.0, new BigDecimal("-0.1"))) {
      assertThat(form(value).isNegative()).as(value.toString()).isTrue();
    }
    for (Object value : List.of(0, 0.0, Double.NEGATIVE_INFINITY, "-1", List.of(-1))) {
      assertThat(form(value).isNegative()).as(value.toString()).isFalse();
    }
  }

  @Test
  void zerosNullsAndListsAreKnown() {
    for (Object value :
        List.of(0, 0L, BigInteger.ZERO, 0.0, -0.0, 0f, new BigDecimal("0.00"), Optional.of(0))) {
      assertThat(form(value).isZero(value)).as(value.toString()).isTrue();
    }
    for (Object value :
        List.of(1, 1L << 32, BigInteger.TWO.pow(64), 1e-300, "0", Double.NaN, List.of(0))) {
      assertThat(form(value).isZero(value)).as(value.toString()).isFalse();
    }
    assertThat(form(null).isNull()).isTrue();
    assertThat(form("").isNull()).isFalse();
    assertThat(form(List.of()).isList()).isTrue();
    assertThat(form(new int[1]).isList()).isTrue();
    assertThat(form(new byte[1]).isList()).isFalse();
  }

  @Test
  void whatIsNoConstantOfAKnownTypeHasNoForm() throws UnknownHostException {
    List<Object> loop = new ArrayList<>();
    loop.add(loop);
    for (Object value :
        List.of(
            Tuple.of(1, 2),
            AsIs.of("now()"),
            Range.of(1, 2),
            Map.of("a", "b"),
            new Point(1, 2),
            new AtomicInteger(1),
            new Adapted(),
            Optional.of(new Adapted()),
            new Object(),
            "a\0b",
            '\0',
            loop)) {
      assertThat(ParameterForm.of(value, false, UTF8)).as(value.getClass().getName()).isNull();
    }
  }

  /** Behind a minus sign of the statement's their literals are of another type. */
  @Test
  void theNumbersAtTheEdgesOfTheirTypesHaveNoForm() {
    for (String digits :
        List.of("2147483648", "-2147483648", "9223372036854775808", "-9223372036854775808")) {
      assertThat(ParameterForm.of(new BigInteger(digits), false, UTF8)).as(digits).isNull();
      assertThat(ParameterForm.of(new BigDecimal(digits), false, UTF8)).as(digits).isNull();
    }
    assertThat(ParameterForm.of(Integer.MIN_VALUE, false, UTF8)).isNull();
    assertThat(ParameterForm.of(Long.MIN_VALUE, false, UTF8)).isNull();
    assertThat(form(List.of(Integer.MIN_VALUE)).oid()).isEqualTo(Oid.INT4_ARRAY);
    assertThat(form(List.of(Long.MIN_VALUE)).oid()).isEqualTo(Oid.INT8_ARRAY);
  }

  @Test
  void listsWhoseElementsAreNotOfOneKindHaveNoForm() {
    for (Object value :
        List.of(
            List.of(1, "a"),
            List.of("2020-01-01", LocalDate.MIN),
            List.of(LocalDate.MIN, LocalDateTime.MIN),
            List.of(1, Double.NaN),
            List.of(0.1f, Float.NaN),
            List.of(true, 1),
            List.of(Tuple.of(1)),
            List.of(new Adapted()),
            List.of(List.of(1, 2), List.of(3)),
            List.of(List.of(1), 2),
            List.of(1, List.of(2)),
            List.of(List.of(), List.of()),
            Arrays.asList(List.of(1), null),
            List.of(List.of(1), Arrays.asList((Object) null)),
            List.of(List.of(List.of(List.of(List.of(List.of(List.of(1))))))))) {
      assertThat(ParameterForm.of(value, false, UTF8)).as(value.toString()).isNull();
    }
  }

  /** A cast applies to each element of ARRAY[1, 2.5] by itself. */
  @Test
  void beforeACastNumbersOfMixedTypesHaveNoForm() {
    for (Object value :
        List.of(List.of(1, 2.5), List.of(1, 1L << 40), new double[] {1.5, Double.NaN})) {
      assertThat(ParameterForm.of(value, true, UTF8)).isNull();
    }
    assertThat(ParameterForm.of(new double[] {1.5}, true, UTF8)).isSameAs(form(List.of(2.5)));
  }

  @Test
  void whatAStringMayBecome() {
    ParameterForm text = form("a");
    for (int oid : new int[] {Oid.TEXT, Oid.INT4, Oid.DATE, Oid.JSONB, Oid.INT4_ARRAY, Oid.BOX}) {
      assertThat(text.accepts(oid)).as("%d", oid).isTrue();
      assertThat(form(null).accepts(oid)).as("%d", oid).isTrue();
    }
    for (int oid :
        new int[] {0, Oid.CHAR, Oid.INTERVAL_ARRAY, Oid.UNKNOWN, Oid.RECORD, 2276, 16_384, -1}) {
      assertThat(text.accepts(oid)).as("%d", oid).isFalse();
    }
    assertThat(text.accepts(Oid.INTERVAL)).isFalse();
    assertThat(form(null).accepts(Oid.INTERVAL)).isTrue();
    assertThat(form(5).accepts(Oid.INT4)).isTrue();
    assertThat(form(5).accepts(Oid.INT8)).isFalse();
    ParameterForm list = Objects.requireNonNull(ParameterForm.of(List.of("a"), true, UTF8));
    assertThat(list.accepts(Oid.INT4_ARRAY)).isTrue();
    assertThat(list.accepts(Oid.TEXT)).isFalse();
    assertThat(list.accepts(Oid.BOX_ARRAY)).isFalse();
  }

  @Test
  void bytes() {
    assertThat(hex(1)).isEqualTo("00000004 00000001");
    assertThat(hex(-2)).isEqualTo("00000004 fffffffe");
    assertThat(hex(1L << 32)).isEqualTo("00000008 0000000100000000");
    assertThat(hex(true)).isEqualTo("00000001 01");
    assertThat(hex("é")).isEqualTo("00000002 c3a9");
    assertThat(hex("")).isEqualTo("00000000 ");
    assertThat(hex(null)).isEqualTo("ffffffff ");
    assertThat(hex(OptionalDouble.empty())).isEqualTo("ffffffff ");
    assertThat(hex(LocalDate.of(2000, 1, 2))).isEqualTo("00000004 00000001");
    assertThat(text(1.5)).isEqualTo("1.5");
    assertThat(text(-1e-5)).isEqualTo("-1e-05");
    assertThat(text(new BigDecimal("1.50"))).isEqualTo("1.50");
    assertThat(text(Duration.ofSeconds(-1))).isEqualTo("-1 days +86399.000000 seconds");
    assertThat(text(Inet.of("10.0.0.1/8"))).isEqualTo("10.0.0.1/8");
    assertThat(text(Thread.State.NEW)).isEqualTo("NEW");
    assertThat(text(Json.text("{}"))).isEqualTo("{}");
    assertThat(text(List.of())).isEqualTo("{}");
    assertThat(text(Arrays.asList(null, null))).isEqualTo("{NULL,NULL}");
    assertThat(text(Arrays.asList(1, null, 2.5))).isEqualTo("{\"1\",NULL,\"2.5\"}");
    assertThat(hex(Arrays.asList("a", null)))
        .isEqualTo("0000001d 00000001000000010000001900000002000000010000000161ffffffff");
    ParameterForm list = Objects.requireNonNull(ParameterForm.of(List.of("a"), true, UTF8));
    SqlBuffer out = new SqlBuffer(StandardCharsets.UTF_8);
    assertThat(list.write(Arrays.asList("a\"\\", null, ""), Oid.TEXT_ARRAY, out)).isTrue();
    assertThat(new String(out.array(), 4, out.size() - 4, StandardCharsets.UTF_8))
        .isEqualTo("{\"a\\\"\\\\\",NULL,\"\"}");
  }

  @Test
  void whatTheEncodingLacksCannotBeBound() {
    for (Object value : List.of("€", Json.text("€"), List.of("a", "€"), Json.text("a\0"))) {
      SqlBuffer out = new SqlBuffer(StandardCharsets.ISO_8859_1);
      ParameterForm form = form(value);
      assertThat(form.write(value, form.oid(), out)).isFalse();
    }
    assertThat(new String(written("é", StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1))
        .endsWith("\1é");
  }

  @Test
  void aValueOfAnotherKindIsNotWritten() {
    SqlBuffer out = new SqlBuffer(StandardCharsets.UTF_8);
    assertThat(form(5).write(1L << 40, Oid.INT4, out)).isFalse();
    assertThat(form(5).write("5", Oid.INT4, out)).isFalse();
    assertThat(form(5).write(null, Oid.INT4, out)).isFalse();
    assertThat(form(null).write(5, Oid.INT4, out)).isFalse();
    assertThat(form(1.5).write(Double.NaN, Oid.NUMERIC, out)).isFalse();
    assertThat(form(true).write(1, Oid.BOOL, out)).isFalse();
    assertThat(form(List.of(1)).write(List.of("a"), Oid.INT4_ARRAY, out)).isFalse();
    assertThat(form(LocalDate.MIN).write("2020-01-01", Oid.DATE, out)).isFalse();
  }

  /** The bytes are the server's own formats: its decoders read them back. */
  @Test
  void decodersReadTheValuesBack() {
    Seeded.each(
        200,
        random -> {
          readBack(random.anyInt() | 1);
          readBack((1L << 40) * (random.chance(0.5) ? 1 : -1) + random.anyInt());
          readBack(random.chance(0.5));
          readBack(random.date());
          readBack(random.time());
          readBack(random.timestamp());
          readBack(random.timestamp().atOffset(ZoneOffset.UTC));
          readBack(random.time().atOffset(ZoneOffset.ofHours(random.between(-15, 15))));
          readBack(new UUID(random.anyLong(), random.anyLong()));
          readBack(random.bytes(30));
          readBack(List.of(random.date(), random.date()));
          readBack(List.of(List.of(random.anyInt()), List.of(random.anyInt())));
          readBack(List.of(random.string(9), random.string(9)));
          readBack(List.of(new UUID(random.anyLong(), 1)));
          BigDecimal decimal = BigDecimal.valueOf(random.anyLong() | 1, 5);
          readBack(decimal);
          readBack(List.of(decimal, decimal.negate()));
        });
    readBack(Inet.of("10.0.0.1/8"));
    readBack(List.of(Inet.of("::1")));
    readBack(Double.POSITIVE_INFINITY);
    readBack(List.of(1.5, Double.NEGATIVE_INFINITY));
  }

  /** Every argument of every execution is looked at. */
  @Test
  void lookingForAFormAllocatesNothing() {
    Object[] values = {
      "text",
      5,
      -5L,
      (short) 1,
      true,
      1.5,
      new BigDecimal("1.50"),
      new BigDecimal("7"),
      LocalDate.EPOCH,
      new UUID(1, 2),
      LocalDateTime.MAX,
      new byte[1],
      new int[9]
    };
    long bytes =
        AllocatedBytes.perRun(
            20_000,
            20_000,
            () -> {
              for (Object value : values) {
                if (ParameterForm.of(value, false, UTF8) == null) {
                  throw new AssertionError(value);
                }
              }
            });
    assertThat(bytes).isZero();
  }

  @Test
  void addressesAreBoundWithoutTheirNames() throws UnknownHostException {
    InetAddress named = InetAddress.getByAddress("host.example", new byte[] {10, 0, 0, 1});
    assertThat(text(named)).isEqualTo("10.0.0.1");
  }

  private record Point(int x, int y) {}

  /** A list that has a literal of its own. */
  private static final class Adapted extends ArrayList<String> implements SqlAdaptable {
    private static final long serialVersionUID = 1L;

    @Override
    public Adapter adapted() {
      return AsIs.of("1");
    }
  }

  private static Quoting quoting(int version) {
    return Quoting.connected(StandardCharsets.UTF_8, true, version);
  }

  private static ParameterForm form(@Nullable Object value) {
    ParameterForm form = ParameterForm.of(value, false, UTF8);
    assertThat(form).as("%s", value).isNotNull();
    return Objects.requireNonNull(form);
  }

  private static void kind(@Nullable Object value, int oid, String cast) {
    assertThat(form(value).oid()).as("%s", value).isEqualTo(oid);
    assertThat(form(value).cast()).as("%s", value).isEqualTo(cast);
  }

  private static byte[] written(@Nullable Object value, Charset charset) {
    ParameterForm form = form(value);
    SqlBuffer out = new SqlBuffer(charset);
    assertThat(form.write(value, form.oid(), out)).as("%s", value).isTrue();
    return out.toByteArray();
  }

  private static String hex(@Nullable Object value) {
    byte[] bytes = written(value, StandardCharsets.UTF_8);
    SqlBuffer hex = new SqlBuffer(StandardCharsets.US_ASCII);
    hex.hex(bytes, 0, 4);
    hex.append(' ');
    hex.hex(bytes, 4, bytes.length - 4);
    return new String(hex.toByteArray(), StandardCharsets.US_ASCII);
  }

  private static String text(Object value) {
    assertThat(form(value).format(form(value).oid())).isEqualTo(0);
    byte[] bytes = written(value, StandardCharsets.UTF_8);
    assertThat(ByteBuffer.wrap(bytes).getInt()).isEqualTo(bytes.length - 4);
    return new String(bytes, 4, bytes.length - 4, StandardCharsets.UTF_8);
  }

  private static void readBack(Object value) {
    int oid = form(value).oid();
    int format = form(value).format(oid);
    Decoder decoder =
        format == 0 ? Decoders.defaults().text(oid) : Decoders.defaults().binary(oid, UTC);
    byte[] bytes = written(value, StandardCharsets.UTF_8);
    assertThat(Objects.requireNonNull(decoder).decode(bytes, 4, bytes.length - 4, UTC))
        .isEqualTo(value);
  }
}
