// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.internal.types.catalog.Decoders;

/** Whole numbers, numeric and bool. */
class NumberTextTest {
  @Test
  void eachTypeHasItsOwnClass() {
    assertThat(Texts.decode(Oid.INT2, "-32768")).isEqualTo(-32768);
    assertThat(Texts.decode(Oid.INT4, "-2147483648")).isEqualTo(Integer.MIN_VALUE);
    assertThat(Texts.decode(Oid.INT4, "2147483647")).isEqualTo(Integer.MAX_VALUE);
    assertThat(Texts.decode(Oid.INT8, "-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
    assertThat(Texts.decode(Oid.INT8, "9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThat(Texts.decode(Oid.OID, "4294967295")).isEqualTo(4294967295L);
    assertThat(Texts.decode(Oid.BOOL, "t")).isEqualTo(true);
    assertThat(Texts.decode(Oid.BOOL, "f")).isEqualTo(false);
    assertThat(Texts.decode(Oid.FLOAT4, "0.1")).isEqualTo(0.1f);
    assertThat(Texts.decode(Oid.FLOAT8, "0.1")).isEqualTo(0.1);
  }

  @ParameterizedTest
  @CsvSource({
    "21,32768",
    "21,-32769",
    "23,2147483648",
    "23,-2147483649",
    "20,9223372036854775808",
    "20,-9223372036854775809",
    "20,92233720368547758070",
    "26,-1",
    "26,4294967296",
    "23,''",
    "23,-",
    "23,+1",
    "23,1.0",
    "23,0x1",
    "23,' 1'",
    "23,1e3",
    "20,--1",
    "23,１"
  })
  void whatIsNoWholeNumberOfTheTypeIsRefused(int oid, String text) {
    assertThatThrownBy(() -> Texts.decode(oid, text))
        .isInstanceOf(DataException.class)
        .hasMessage("unable to parse integer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "0.00",
        "1.50",
        "-1.50",
        "-0.001",
        "123456789012345678",
        "1234567890123456.78",
        "-999999999999999999",
        "1234567890123456789",
        "-12345678901234567.890",
        "0.000000000000000000",
        "0.0000000000000000000000001",
        "100000000000000000000"
      })
  void numericKeepsItsScale(String text) {
    assertThat(Texts.decode(Oid.NUMERIC, text)).isEqualTo(new BigDecimal(text));
  }

  @Test
  void numericsOfRandomLengthsAreExact() {
    SplitMix random = new SplitMix(5);
    for (int i = 0; i < 3000; i++) {
      StringBuilder text = new StringBuilder(random.below(2) == 0 ? "-" : "");
      int digits = 1 + random.below(i % 100 == 0 ? 20_000 : 60);
      int point = random.below(digits + 1);
      for (int d = 0; d < digits; d++) {
        if (d == point && d > 0) {
          text.append('.');
        }
        text.append(random.below(10));
      }
      BigDecimal wanted = new BigDecimal(text.toString());
      assertThat(Texts.decode(Oid.NUMERIC, text.toString())).isEqualTo(wanted);
    }
  }

  @Test
  void theLongestNumericIsReadInFarLessThanQuadraticTime() {
    String text = "7".repeat(131_072) + "." + "3".repeat(16_383);
    BigDecimal value =
        Assertions.assertTimeout(
            Duration.ofSeconds(5),
            () -> {
              BigDecimal last = BigDecimal.ZERO;
              for (int i = 0; i < 20; i++) {
                last = (BigDecimal) Texts.decode(Oid.NUMERIC, text);
              }
              return last;
            });
    assertThat(value.scale()).isEqualTo(16_383);
    assertThat(value.toPlainString()).isEqualTo(text);
  }

  @Test
  void numericThatIsNoNumberIsADouble() {
    assertThat(Texts.decode(Oid.NUMERIC, "NaN")).isEqualTo(Double.NaN);
    assertThat(Texts.decode(Oid.NUMERIC, "Infinity")).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Texts.decode(Oid.NUMERIC, "-Infinity")).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        ".",
        "1.2.3",
        "--1",
        "1-1",
        "1e5",
        "+1",
        "nan",
        "secret",
        "1234567890123456789-1",
        "123456789012345678901234567890.1.1",
        "-",
        "1,5",
        "12345678901234567 8901234567890",
        "111111111111111111-222222222222222222"
      })
  void whatIsNoNumericIsRefused(String text) {
    assertThatThrownBy(() -> Texts.decode(Oid.NUMERIC, text))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("unable to parse ")
        .hasMessageNotContaining("secret");
  }

  @Test
  void numbersAreReadAsPrimitives() {
    assertThat(asInt(Oid.INT2, "-5")).isEqualTo(-5);
    assertThat(asInt(Oid.INT8, "-2147483648")).isEqualTo(Integer.MIN_VALUE);
    assertThat(asInt(Oid.NUMERIC, "42.000")).isEqualTo(42);
    assertThat(asInt(Oid.OID, "2147483647")).isEqualTo(Integer.MAX_VALUE);
    assertThat(asLong(Oid.INT4, "-5")).isEqualTo(-5);
    assertThat(asLong(Oid.NUMERIC, "-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
    assertThat(asLong(Oid.NUMERIC, "9223372036854775807.00")).isEqualTo(Long.MAX_VALUE);
    assertThat(asLong(Oid.NUMERIC, "000000000000000000000000000000")).isZero();
    assertThat(asDouble(Oid.INT8, "9007199254740993")).isEqualTo(9007199254740992.0);
    assertThat(asDouble(Oid.NUMERIC, "0.1")).isEqualTo(0.1);
    assertThat(asDouble(Oid.NUMERIC, "NaN")).isNaN();
    assertThat(asDouble(Oid.NUMERIC, "9".repeat(400))).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @CsvSource({
    "20,2147483648",
    "20,-2147483649",
    "26,2147483648",
    "1700,2147483648",
    "1700,1.5",
    "1700,NaN",
    "1700,-Infinity",
    "1700,99999999999999999999999",
    "1700,0.0000000000000000000000001"
  })
  void whatDoesNotFitAnIntIsRefused(int oid, String text) {
    assertThatThrownBy(() -> asInt(oid, text))
        .isInstanceOf(DataException.class)
        .hasMessage("value out of range for int");
  }

  @ParameterizedTest
  @CsvSource({"1700,9223372036854775808", "1700,1e5", "1700,", "1700,1.x", "1700,.5", "1700,-"})
  void whatIsNoLongIsRefused(int oid, String text) {
    assertThatThrownBy(() -> asLong(oid, text == null ? "" : text))
        .isInstanceOf(DataException.class);
  }

  @Test
  void saysWhichTypeCannotBeReadAsWhatAndNotTheValue() {
    assertThatThrownBy(() -> asInt(Oid.TEXT, "12345"))
        .isInstanceOf(DataException.class)
        .hasMessage("a value of type text cannot be read as int");
    assertThatThrownBy(() -> asInt(Oid.FLOAT8, "1"))
        .hasMessage("a value of type float8 cannot be read as int");
    assertThatThrownBy(() -> asDouble(Oid.INT4_ARRAY, "{1}"))
        .hasMessage("a value of type int4[] cannot be read as double");
    assertThatThrownBy(() -> asLong(Oid.BOOL, "t"))
        .hasMessage("a value of type bool cannot be read as long");
  }

  private static int asInt(int oid, String text) {
    byte[] buf = text.getBytes(StandardCharsets.UTF_8);
    return Decoders.defaults().text(oid).decodeInt(buf, 0, buf.length, Decoding.DEFAULT);
  }

  private static long asLong(int oid, String text) {
    byte[] buf = text.getBytes(StandardCharsets.UTF_8);
    return Decoders.defaults().text(oid).decodeLong(buf, 0, buf.length, Decoding.DEFAULT);
  }

  private static double asDouble(int oid, String text) {
    byte[] buf = text.getBytes(StandardCharsets.UTF_8);
    return Decoders.defaults().text(oid).decodeDouble(buf, 0, buf.length, Decoding.DEFAULT);
  }
}
