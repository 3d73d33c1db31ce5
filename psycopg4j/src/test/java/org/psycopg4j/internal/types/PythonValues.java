// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.psycopg4j.types.AsIs;
import org.psycopg4j.types.Binary;
import org.psycopg4j.types.Tuple;

/** The Python expressions of the literal vectors, and the Java values that are their equals. */
final class PythonValues {
  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

  private PythonValues() {
    numbers();
    texts();
    times();
    lists();
    others();
  }

  static Map<String, @Nullable Object> byExpression() {
    return new PythonValues().values;
  }

  private void numbers() {
    put("None", null);
    put("True", true);
    put("False", false);
    put("0", 0);
    put("1", 1);
    put("-1", -1);
    put("127", 127);
    put("-128", -128);
    put("32767", 32767);
    put("-32768", -32768);
    put("2147483647", 2147483647);
    put("-2147483648", Integer.MIN_VALUE);
    put("9223372036854775807", 9223372036854775807L);
    put("-9223372036854775808", Long.MIN_VALUE);
    put("10**30", BigInteger.TEN.pow(30));
    put("-10**30", BigInteger.TEN.pow(30).negate());
    put("1.0", 1.0d);
    put("-1.5", -1.5d);
    put("0.1", 0.1d);
    put("1e300", 1e300d);
    put("1e-07", 1e-07d);
    put("1e16", 1e16d);
    put("1e15", 1000000000000000.0d);
    put("123456789012345680.0", 1.2345678901234568e17d);
    put("0.0001", 0.0001d);
    put("0.00001", 1e-05d);
    put("5e-324", Double.MIN_VALUE);
    put("1.7976931348623157e308", Double.MAX_VALUE);
    put("2.2250738585072014e-308", Double.MIN_NORMAL);
    put("9007199254740993.0", 9007199254740992.0d);
    put("float('nan')", Double.NaN);
    put("float('inf')", Double.POSITIVE_INFINITY);
    put("float('-inf')", Double.NEGATIVE_INFINITY);
    put("0.0", 0.0d);
    put("-0.0", -0.0d);
    put("Decimal('1.10')", new BigDecimal("1.10"));
    put("Decimal('-1.10')", new BigDecimal("-1.10"));
    put("Decimal('1E+30')", new BigDecimal("1E+30"));
    put("Decimal('1E-30')", new BigDecimal("1E-30"));
    put("Decimal('0.000001')", new BigDecimal("0.000001"));
    put("Decimal('0.0000001')", new BigDecimal("0.0000001"));
    put("Decimal('0E-10')", new BigDecimal("0E-10"));
    put("Decimal('0.00')", new BigDecimal("0.00"));
    put("Decimal('1E+2')", new BigDecimal("1E+2"));
  }

  private void texts() {
    put("''", "");
    put("'abc'", "abc");
    put("\"O'Reilly\"", "O'Reilly");
    put("'a\\\\b'", "a\\b");
    put("\"a\\\\'b\"", "a\\'b");
    put("'a\"b'", "a\"b");
    put("'%s %% x'", "%s %% x");
    put("'\\u20ac\\u2603\\U0001f600'", "\u20ac\u2603\ud83d\ude00");
    put("'\\xe9\\u07ff\\u0800\\uffff'", "\u00e9\u07ff\u0800\uffff");
    put("'a\\nb\\tc\\r'", "a\nb\tc\r");
    put("b''", new byte[0]);
    put("b'abc'", bytes("abc"));
    put("bytes(range(256))", allBytes());
    put("b\"\\\\'\"", bytes("\\'"));
    put("Binary(None)", Binary.of(null));
    put("Binary(b'\\xff')", Binary.of(bytes("\u00ff")));
  }

  private void times() {
    put("date(2011, 2, 3)", LocalDate.of(2011, 2, 3));
    put("date(1, 1, 1)", LocalDate.of(1, 1, 1));
    put("date(9999, 12, 31)", LocalDate.of(9999, 12, 31));
    put("time(0, 0)", LocalTime.of(0, 0));
    put("time(1, 2, 3)", LocalTime.of(1, 2, 3));
    put("time(1, 2, 3, 4)", LocalTime.of(1, 2, 3, 4_000));
    put("time(23, 59, 59, 999999)", LocalTime.of(23, 59, 59, 999999_000));
    put(
        "time(1, 2, 3, tzinfo=tz(19800))",
        OffsetTime.of(LocalTime.of(1, 2, 3), ZoneOffset.ofTotalSeconds(19800)));
    put(
        "time(1, 2, 3, 500000, tzinfo=tz(-19270))",
        OffsetTime.of(LocalTime.of(1, 2, 3, 500000_000), ZoneOffset.ofTotalSeconds(-19270)));
    put(
        "time(1, 2, 3, tzinfo=tz(0))",
        OffsetTime.of(LocalTime.of(1, 2, 3), ZoneOffset.ofTotalSeconds(0)));
    put("datetime(2011, 2, 3, 0, 0)", LocalDateTime.of(2011, 2, 3, 0, 0));
    put("datetime(2011, 2, 3, 4, 5, 6)", LocalDateTime.of(2011, 2, 3, 4, 5, 6));
    put("datetime(2011, 2, 3, 4, 5, 6, 789)", LocalDateTime.of(2011, 2, 3, 4, 5, 6, 789_000));
    put(
        "datetime(9999, 12, 31, 23, 59, 59, 999999)",
        LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999999_000));
    put(
        "datetime(2011, 2, 3, 4, 5, 6, tzinfo=tz(19800))",
        OffsetDateTime.of(LocalDateTime.of(2011, 2, 3, 4, 5, 6), ZoneOffset.ofTotalSeconds(19800)));
    put(
        "datetime(2011, 2, 3, 4, 5, 6, tzinfo=tz(-12600))",
        OffsetDateTime.of(
            LocalDateTime.of(2011, 2, 3, 4, 5, 6), ZoneOffset.ofTotalSeconds(-12600)));
    put(
        "datetime(1900, 1, 1, 0, 0, tzinfo=tz(19270))",
        OffsetDateTime.of(LocalDateTime.of(1900, 1, 1, 0, 0), ZoneOffset.ofTotalSeconds(19270)));
    put(
        "datetime(2011, 2, 3, 0, 0, tzinfo=tz(0))",
        OffsetDateTime.of(LocalDateTime.of(2011, 2, 3, 0, 0), ZoneOffset.ofTotalSeconds(0)));
    put("timedelta(0)", Duration.ofDays(0));
    put(
        "timedelta(days=1, seconds=2, microseconds=3)",
        Duration.ofDays(1).plusSeconds(2).plusNanos(3000L));
    put(
        "timedelta(days=-1, seconds=2, microseconds=3)",
        Duration.ofDays(-1).plusSeconds(2).plusNanos(3000L));
    put(
        "timedelta(days=-42, seconds=45296, microseconds=123456)",
        Duration.ofDays(-42).plusSeconds(45296).plusNanos(123456000L));
    put("timedelta(microseconds=-1)", Duration.ofDays(0).plusNanos(-1000L));
    put(
        "timedelta(days=999999999, seconds=86399, microseconds=999999)",
        Duration.ofDays(999999999).plusSeconds(86399).plusNanos(999999000L));
  }

  private void lists() {
    put("[]", List.of());
    put("[None]", list((Object) null));
    put("[None, None]", list(null, null));
    put("[1, 2]", list(1, 2));
    put("[1, None]", list(1, null));
    put("[-1, -2]", list(-1, -2));
    put("['a', \"b'c\", None]", list("a", "b'c", null));
    put("['\\\\']", list("\\"));
    put("[[1, 2], [3, 4]]", list(list(1, 2), list(3, 4)));
    put("[[None]]", list(list((Object) null)));
    put("[[None, None], [1, None]]", list(list(null, null), list(1, null)));
    put("[[None], [1]]", list(list((Object) null), list(1)));
    put("[None, [1]]", list(null, list(1)));
    put("[None, [None]]", list(null, list((Object) null)));
    put("[[None, [None]], 1]", list(list(null, list((Object) null)), 1));
    put("[[[None], [None]]]", list(list(list((Object) null), list((Object) null))));
    put("[[], [1]]", list(List.of(), list(1)));
    put("[[1], []]", list(list(1), List.of()));
    put("[[None], []]", list(list((Object) null), List.of()));
    put("[[], None]", list(List.of(), null));
    put("[True, False]", list(true, false));
    put("[1.5, float('nan')]", list(1.5d, Double.NaN));
    put("[date(2011, 2, 3)]", list(LocalDate.of(2011, 2, 3)));
    put("[Decimal('1.5')]", list(new BigDecimal("1.5")));
    put("[b'a', b'b']", list(bytes("a"), bytes("b")));
    put("[(1, 2), (3, 4)]", list(Tuple.of(1, 2), Tuple.of(3, 4)));
    put(
        "[UUID('00000000-0000-0000-0000-000000000001')]",
        list(UUID.fromString("00000000-0000-0000-0000-000000000001")));
    put("[timedelta(days=1)]", list(Duration.ofDays(1)));
  }

  private void others() {
    put("(1,)", Tuple.of(1));
    put("(1, 2)", Tuple.of(1, 2));
    put("('a', None)", Tuple.of("a", null));
    put("(1, (2, 3))", Tuple.of(1, Tuple.of(2, 3)));
    put("([1, 2],)", Tuple.of(list(1, 2)));
    put("(date(2011, 1, 1), b'x')", Tuple.of(LocalDate.of(2011, 1, 1), bytes("x")));
    put("([],)", Tuple.of(List.of()));
    put("(-1, -2.5)", Tuple.of(-1, -2.5d));
    put(
        "UUID('12345678-1234-5678-1234-567812345678')",
        UUID.fromString("12345678-1234-5678-1234-567812345678"));
    put("AsIs('x y')", AsIs.of("x y"));
    put("AsIs(None)", AsIs.of(null));
    put("AsIs(42)", AsIs.of(42));
  }

  private void put(String expression, @Nullable Object value) {
    values.put(expression, value);
  }

  private static List<@Nullable Object> list(@Nullable Object... elements) {
    return Arrays.asList(elements);
  }

  private static byte[] bytes(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] allBytes() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    return all;
  }
}
