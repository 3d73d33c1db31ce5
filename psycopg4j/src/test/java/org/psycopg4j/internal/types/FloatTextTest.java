// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.internal.types.catalog.Decoders;
import org.psycopg4j.internal.types.catalog.Literals;

/** Floating-point numbers on the way out, against Python's repr, and on the way in. */
class FloatTextTest {
  private static final Quoting UTF8 = Quoting.connected(StandardCharsets.UTF_8, true, 150018);

  @Test
  void doublesAreWrittenAsByPythonsRepr() throws NoSuchAlgorithmException {
    SplitMix bits = new SplitMix(2011);
    for (String[] block : Vectors.read(FloatTextTest.class, "doubles.tsv")) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        double value = sample(bits.next(), Integer.parseInt(block[0]) % 3);
        if (Double.isFinite(value)) {
          lines.add(literal(value).strip());
        }
      }
      assertThat(lines).hasSize(Integer.parseInt(block[1]));
      assertThat(sha256(String.join("\n", lines))).as("block %s", block[0]).isEqualTo(block[2]);
    }
  }

  /** The number that the script makes of these bits in a block of this kind. */
  private static double sample(long bits, int kind) {
    return switch (kind) {
      case 1 -> BigDecimal.valueOf(bits >>> 40, (int) (bits & 7)).doubleValue();
      case 2 -> Double.longBitsToDouble(((bits & 0x7ff) << 52) | (1L << (bits >>> 58)));
      default -> Double.longBitsToDouble(bits);
    };
  }

  @Test
  void doublesComeBackFromTheirShortestTexts() {
    SplitMix bits = new SplitMix(7);
    for (int i = 0; i < 200_000; i++) {
      double value = sample(bits.next(), i % 3);
      if (Double.isFinite(value)) {
        assertThat(Double.doubleToLongBits(decodeDouble(literal(value).strip())))
            .isEqualTo(Double.doubleToLongBits(value));
      }
    }
  }

  @Test
  void doublesAreTheNearestToAnyText() {
    SplitMix bits = new SplitMix(42);
    for (int i = 0; i < 200_000; i++) {
      String text = digits(bits, 1 + bits.below(22)) + "e" + (bits.below(700) - 360);
      assertThat(decodeDouble(text)).as(text).isEqualTo(Double.parseDouble(text));
    }
  }

  @Test
  void halfWayDoublesGoToTheEvenOne() {
    SplitMix bits = new SplitMix(3);
    for (int i = 0; i < 50_000; i++) {
      double value = Math.abs(sample(bits.next() & 0x7fefffffffffffffL, 0));
      double scaled = Math.scalb(value, -Math.getExponent(value) + bits.below(60) - 5);
      BigDecimal middle =
          new BigDecimal(scaled)
              .add(new BigDecimal(Math.nextUp(scaled)))
              .divide(BigDecimal.valueOf(2));
      String text = middle.toString();
      assertThat(decodeDouble(text)).as(text).isEqualTo(Double.parseDouble(text));
    }
    assertThat(decodeDouble("9007199254740993")).isEqualTo(9007199254740992.0);
    assertThat(decodeDouble("9007199254740995")).isEqualTo(9007199254740996.0);
  }

  @Test
  void floatsComeBackFromTheirShortestTexts() {
    SplitMix bits = new SplitMix(11);
    for (int i = 0; i < 200_000; i++) {
      float value = Float.intBitsToFloat((int) bits.next());
      if (Float.isFinite(value)) {
        String text = literal(value).strip();
        assertThat(decodeFloat(text)).as(text).isEqualTo(value);
        assertThat(significantDigits(text))
            .as(text)
            .isLessThanOrEqualTo(significantDigits(Float.toString(value)));
      }
    }
  }

  @Test
  void floatsAreTheNearestToAnyText() {
    SplitMix bits = new SplitMix(12);
    for (int i = 0; i < 200_000; i++) {
      String text = digits(bits, 1 + bits.below(20)) + "e" + (bits.below(90) - 60);
      assertThat(decodeFloat(text)).as(text).isEqualTo(Float.parseFloat(text));
    }
    for (int i = 0; i < 50_000; i++) {
      float value = 1 + (bits.next() >>> 41) * 0x1p-23f;
      float scaled = Math.scalb(value, bits.below(40) - 5);
      BigDecimal middle =
          new BigDecimal(scaled)
              .add(new BigDecimal(Math.nextUp(scaled)))
              .divide(BigDecimal.valueOf(2));
      String text = middle.toPlainString();
      assertThat(decodeFloat(text)).as(text).isEqualTo(Float.parseFloat(text));
    }
  }

  @Test
  void specialValuesAndSignedZero() {
    assertThat(decodeDouble("NaN")).isNaN();
    assertThat(decodeDouble("Infinity")).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(decodeDouble("-Infinity")).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(1 / decodeDouble("-0")).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(decodeFloat("-Infinity")).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(decodeDouble("5e-324")).isEqualTo(Double.MIN_VALUE);
    assertThat(decodeFloat("1e-45")).isEqualTo(Float.MIN_VALUE);
    assertThat(decodeFloat("3.4028235e+38")).isEqualTo(Float.MAX_VALUE);
  }

  @Test
  void aFloat4AsADoubleIsTheFloatWidened() {
    byte[] text = "0.1".getBytes(StandardCharsets.US_ASCII);
    assertThat(Decoders.defaults().text(Oid.FLOAT4).decodeDouble(text, 0, 3, Decoding.DEFAULT))
        .isEqualTo((double) 0.1f);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        ".",
        "e5",
        "1e",
        "1e+",
        "1x",
        " 1",
        "1 ",
        "1d",
        "1f",
        "0x1p3",
        "--1",
        "+-1",
        "1.2.3",
        "infinity",
        "nan",
        "1e5.5",
        "1,5"
      })
  void whatIsNoNumberIsRefused(String text) {
    assertThatThrownBy(() -> decodeDouble(text))
        .isInstanceOf(DataException.class)
        .hasMessage("unable to parse float8");
    assertThatThrownBy(() -> decodeFloat(text)).hasMessage("unable to parse float4");
  }

  private static String digits(SplitMix bits, int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(bits.below(10));
    }
    return digits.insert(bits.below(count + 1), '.').toString();
  }

  private static int significantDigits(String text) {
    return new BigDecimal(text).stripTrailingZeros().precision();
  }

  private static double decodeDouble(String text) {
    byte[] buf = text.getBytes(StandardCharsets.US_ASCII);
    return Decoders.defaults().text(Oid.FLOAT8).decodeDouble(buf, 0, buf.length, Decoding.DEFAULT);
  }

  private static Object decodeFloat(String text) {
    byte[] buf = text.getBytes(StandardCharsets.US_ASCII);
    return Decoders.defaults().text(Oid.FLOAT4).decode(buf, 0, buf.length, Decoding.DEFAULT);
  }

  private static String literal(Number value) {
    SqlBuffer out = new SqlBuffer(StandardCharsets.US_ASCII);
    Literals.defaults().write(value, out, UTF8);
    return new String(out.toByteArray(), StandardCharsets.US_ASCII);
  }

  private static String sha256(String text) throws NoSuchAlgorithmException {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(hash);
  }
}
