// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.internal.types.Decoder;
import org.psycopg4j.internal.types.Decoding;
import org.psycopg4j.internal.types.Oid;
import org.psycopg4j.internal.types.catalog.Decoders;
import org.psycopg4j.testkit.Seeded;

/** Both formats of a value are read as the same under every setting that the text depends on. */
class SettingsTest {
  private static final int VALUES = 300;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ISO, MDY",
        "ISO, DMY",
        "SQL, MDY",
        "SQL, DMY",
        "Postgres, MDY",
        "Postgres, DMY",
        "German, DMY"
      })
  void dateStyles(String style) {
    try (Agreement server = new Agreement("DateStyle = '" + style + "'")) {
      for (int oid : new int[] {Oid.DATE, Oid.TIMESTAMP, Oid.TIME, Oid.TIMETZ}) {
        agree(server, oid);
      }
    }
  }

  @Test
  void timestamptzOutsideOfIsoHasNoOffsetInTextSoItIsReadAsText() {
    for (String style : new String[] {"SQL", "Postgres", "German"}) {
      try (Agreement server = new Agreement("DateStyle = " + style, "TimeZone = UTC")) {
        Decoding settings = server.settings();
        assertThat(settings.zone().known()).isTrue();
        assertThat(Decoders.defaults().binary(Oid.TIMESTAMPTZ, settings)).isNull();
        assertThat(Decoders.defaults().binary(Oid.TIMESTAMPTZ_ARRAY, settings)).isNull();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres", "postgres_verbose", "sql_standard", "iso_8601"})
  void intervalStyles(String style) {
    try (Agreement server = new Agreement("IntervalStyle = " + style)) {
      agree(server, Oid.INTERVAL);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC",
        "Asia/Kolkata",
        "Asia/Kathmandu",
        "America/St_Johns",
        "America/New_York",
        "Europe/Dublin",
        "Europe/Paris",
        "Africa/Monrovia",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Etc/GMT-14",
        "GMT+5",
        "<+05>-5",
        "<-07:30>+07:30",
        "FOO-3:30"
      })
  void timeZones(String zone) {
    try (Agreement server = new Agreement("TimeZone = '" + zone + "'")) {
      agree(server, Oid.TIMESTAMPTZ);
      // Every two months through the times in which zones have changed their offsets.
      List<Agreement.Both> often =
          server.both(
              """
              SELECT t, timestamptz_send(t)
                FROM generate_series('1840-01-01 00:00Z'::timestamptz, '2110-01-01',
                  '61 days 05:07:09.123') t
              """);
      server.compare(Oid.TIMESTAMPTZ, often, true);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"EST5EDT", "CET", "FOO5BAR", "FOO5BAR,M3.2.0,M11.1.0", "posix/UTC"})
  void timestamptzInAZoneWhoseRulesAreNotKnownIsReadAsText(String zone) {
    assertThat(Decoders.defaults().binary(Oid.TIMESTAMPTZ, Decoding.DEFAULT.withZone(zone)))
        .isNull();
    assertThat(Decoders.defaults().binary(Oid.TIMESTAMPTZ_ARRAY, Decoding.DEFAULT.withZone(zone)))
        .isNull();
    assertThat(Decoders.defaults().binary(Oid.TIMESTAMP, Decoding.DEFAULT.withZone(zone)))
        .isNotNull();
  }

  @Test
  void theValueOfByteaIsTheSameInBothOutputFormats() {
    try (Agreement server = new Agreement("bytea_output = escape")) {
      Seeded.each(1, random -> server.check(Oid.BYTEA, bytea().literals(random, VALUES), false));
    }
  }

  private static Sample bytea() {
    return Samples.of(Oid.BYTEA);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void textHasAllDigitsOfAFloatFromOneExtraDigitOn(int extra) {
    try (Agreement server = new Agreement("extra_float_digits = " + extra)) {
      for (int oid : new int[] {Oid.FLOAT4, Oid.FLOAT8, Oid.POINT, Oid.FLOAT8_ARRAY}) {
        Sample sample = oid == Oid.FLOAT8_ARRAY ? arrays() : Samples.of(oid);
        Seeded.each(1, random -> server.check(oid, sample.literals(random, VALUES), true));
      }
    }
  }

  private static Sample arrays() {
    return new Sample(Oid.FLOAT8_ARRAY, 0, random -> Samples.of(Oid.FLOAT8).array(random, ','));
  }

  /* The setting is not reported, so that a text cannot be known for a rounded one: in binary format
  the value is the one that is stored. */
  @ParameterizedTest
  @CsvSource({"0", "-1", "-9", "-15"})
  void textIsRoundedToFewerDigitsThanThat(int extra) {
    try (Agreement server = new Agreement("extra_float_digits = " + extra)) {
      Seeded.each(
          1,
          random -> {
            rounded(server, Oid.FLOAT8, random, Math.max(1, 15 + extra));
            rounded(server, Oid.FLOAT4, random, Math.max(1, 6 + extra));
          });
    }
  }

  private static void rounded(Agreement server, int oid, Seeded random, int digits) {
    Decoding ctx = server.settings();
    Decoder text = Decoders.defaults().text(oid);
    Decoder binary = Objects.requireNonNull(Decoders.defaults().binary(oid, ctx));
    MathContext precision = new MathContext(digits, RoundingMode.HALF_EVEN);
    int different = 0;
    for (Agreement.Both both : server.ask(oid, Samples.of(oid).literals(random, VALUES))) {
      double stored = binary.decodeDouble(both.binary(), 0, both.binary().length, ctx);
      if (Double.isFinite(stored) && stored != 0) {
        BigDecimal shown = new BigDecimal(stored).round(precision);
        byte[] written = both.text().getBytes(ctx.charset());
        double read = text.decodeDouble(written, 0, written.length, ctx);
        assertThat(read)
            .as(both.text())
            .isEqualTo(oid == Oid.FLOAT4 ? shown.floatValue() : shown.doubleValue());
        different += read == stored ? 0 : 1;
      }
    }
    assertThat(different).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF8", "LATIN1", "WIN1252"})
  void clientEncodings(String encoding) {
    agreeOnTexts(encoding, List.of("é\"\\ ß{},", "plain", "", "NULL", "ÿ"));
  }

  @Test
  void encodingsWhoseCharactersHoldBackslashes() {
    agreeOnTexts("SJIS", List.of("ソ\"\\ 表{},", "plain", "", "NULL", "能ソ"));
  }

  private static void agreeOnTexts(String encoding, List<String> texts) {
    try (Agreement server = new Agreement("client_encoding = " + encoding)) {
      server.check(Oid.TEXT, texts, true);
      server.check(Oid.JSONB, texts.stream().map(SettingsTest::json).toList(), true);
      List<String> vectors = texts.stream().filter(t -> !t.isEmpty()).toList();
      server.check(Oid.TSVECTOR, vectors.stream().map(SettingsTest::lexeme).toList(), true);
      Sample sample = new Sample(Oid.TEXT, Oid.TEXT_ARRAY, random -> random.pick(texts.get(0), ""));
      Seeded.each(
          1,
          random ->
              server.check(
                  Oid.TEXT_ARRAY,
                  Stream.generate(() -> sample.array(random, ',')).limit(50).toList(),
                  true));
      boolean utf8 = encoding.equals("UTF8");
      assertThat(Decoders.defaults().binary(Oid.XML, server.settings()) != null).isEqualTo(utf8);
      assertThat(Decoders.defaults().binary(Oid.XML_ARRAY, server.settings()) != null)
          .isEqualTo(utf8);
    }
  }

  private static String json(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String lexeme(String text) {
    return "'" + text.replace("\\", "\\\\") + "':3A";
  }

  private static void agree(Agreement server, int oid) {
    Seeded.each(1, random -> server.check(oid, Samples.of(oid).literals(random, VALUES), true));
  }
}
