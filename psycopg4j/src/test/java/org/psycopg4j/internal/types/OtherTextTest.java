// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.errors.NotSupportedException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.internal.types.catalog.Decoders;
import org.psycopg4j.internal.wire.Encodings;

/** Text, bytea, uuid, unknown types, and malformed bytes for all. */
class OtherTextTest {
  private static final List<DateStyle.Format> FORMATS = List.of(DateStyle.Format.values());
  private static final List<IntervalStyle> STYLES = List.of(IntervalStyle.values());
  private static final int[] OIDS = {
    Oid.BOOL,
    Oid.BYTEA,
    Oid.INT2,
    Oid.INT4,
    Oid.INT8,
    Oid.OID,
    Oid.FLOAT4,
    Oid.FLOAT8,
    Oid.NUMERIC,
    Oid.UUID,
    Oid.DATE,
    Oid.TIME,
    Oid.TIMETZ,
    Oid.TIMESTAMP,
    Oid.TIMESTAMPTZ,
    Oid.INTERVAL,
    Oid.TEXT,
    Oid.INT4_ARRAY,
    Oid.TEXT_ARRAY,
    Oid.TIMESTAMPTZ_ARRAY,
    Oid.BOX_ARRAY,
    Oid.BYTEA_ARRAY
  };

  @Test
  void readsByteaInBothOutputFormats() {
    for (String[] v : Vectors.read(OtherTextTest.class, "byteas.tsv")) {
      assertThat(Texts.decode(Oid.BYTEA, v[1])).as(v[0]).isEqualTo(HexFormat.of().parseHex(v[2]));
    }
    assertThat(Texts.decode(Oid.BYTEA, "\\xDEadBEef"))
        .isEqualTo(new byte[] {(byte) 0xde, (byte) 0xad, (byte) 0xbe, (byte) 0xef});
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\x1", "\\xg0", "\\x 0", "\\", "a\\1", "\\400", "\\08", "\\18x", "\\00"})
  void whatIsNoByteaIsRefused(String text) {
    assertThatThrownBy(() -> Texts.decode(Oid.BYTEA, text))
        .isInstanceOf(DataException.class)
        .hasMessage("unable to parse bytea");
  }

  @Test
  void readsUuidInAnyCase() {
    assertThat(Texts.decode(Oid.UUID, "A0EEBC99-9c0b-4ef8-bb6d-6bb9bd380a11"))
        .isEqualTo(UUID.fromString("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"));
    assertThat(Texts.decode(Oid.UUID, "ffffffff-ffff-ffff-ffff-ffffffffffff"))
        .isEqualTo(new UUID(-1, -1));
    assertThatThrownBy(() -> Texts.decode(Oid.UUID, "a0eebc99-9c0b-4ef8-bb6d+6bb9bd380a11"))
        .hasMessage("unable to parse uuid");
    assertThatThrownBy(() -> Texts.decode(Oid.UUID, "g0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"))
        .hasMessage("unable to parse uuid");
  }

  @Test
  void unknownTypesAreText() {
    assertThat(Texts.decode(123_456_789, "(1,é)")).isEqualTo("(1,é)");
    assertThat(Texts.decode(Oid.BPCHAR, "ab   ")).isEqualTo("ab   ");
    assertThat(Texts.decode(Oid.JSONB, "{\"a\": 1}")).isEqualTo("{\"a\": 1}");
  }

  @Test
  void anyTypeCanBeReadAsItsText() {
    byte[] buf = "1.50".getBytes(StandardCharsets.US_ASCII);
    assertThat(Decoders.defaults().text(Oid.NUMERIC).decodeString(buf, 0, 4, Decoding.DEFAULT))
        .isEqualTo("1.50");
  }

  @Test
  void oneDecoderCanTakeThePlaceOfAnother() {
    Decoder bool = Decoders.defaults().text(Oid.BOOL);
    Decoders other = Decoders.defaults().with(Oid.INT4, bool);
    assertThat(other.text(Oid.INT4)).isSameAs(bool);
    assertThat(Decoders.defaults().text(Oid.INT4)).isNotSameAs(bool);
  }

  @Test
  void textThatIsNoneInTheClientEncodingIsRefused() {
    byte[] bad = {'a', (byte) 0xff};
    assertThatThrownBy(() -> Texts.decode(Oid.TEXT, bad, Decoding.DEFAULT))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("UTF-8");
    Decoding ascii = Decoding.of(Encodings.charset("SQL_ASCII"), "ISO, MDY", "postgres");
    assertThatThrownBy(() -> Texts.decode(Oid.TEXT, bad, ascii)).isInstanceOf(DataException.class);
    assertThat(Texts.decode(Oid.TEXT, "\ufffd")).isEqualTo("\ufffd");
  }

  @Test
  void settingsAreReadAsTheServerReportsThem() {
    assertThat(Decoding.of(Encodings.charset("LATIN1"), "Postgres, DMY", "sql_standard"))
        .isEqualTo(
            new Decoding(
                StandardCharsets.ISO_8859_1,
                new DateStyle(DateStyle.Format.POSTGRES, true),
                IntervalStyle.SQL_STANDARD));
    assertThat(Decoding.of(Encodings.charset("UTF8"), "ISO, MDY", "postgres"))
        .isEqualTo(Decoding.DEFAULT);
  }

  @Test
  void encodingsAreFoundInAnySpelling() {
    assertThat(Encodings.charset("utf-8")).isEqualTo(StandardCharsets.UTF_8);
    assertThat(Encodings.charset("Unicode")).isEqualTo(StandardCharsets.UTF_8);
    assertThat(Encodings.charset("iso_8859_5")).isEqualTo(Charset.forName("ISO-8859-5"));
    assertThat(Encodings.charset("SJIS")).isEqualTo(Charset.forName("windows-31j"));
    assertThatThrownBy(() -> Encodings.charset("MULE_INTERNAL"))
        .isInstanceOf(NotSupportedException.class)
        .hasMessage("no Java charset for the encoding MULE_INTERNAL: set client_encoding to UTF8");
  }

  @ParameterizedTest
  @MethodSource("org.psycopg4j.internal.types.ClientEncodings#names")
  void asciiIsAsciiInEveryEncoding(String name) {
    Charset charset = Encodings.charset(name);
    SqlBuffer out = new SqlBuffer(charset);
    for (char c = 1; c < 128; c++) {
      String text = String.valueOf(c);
      assertThat(text.getBytes(charset)).as("encoded %d", (int) c).isEqualTo(new byte[] {(byte) c});
      assertThat(new String(new byte[] {(byte) c}, charset))
          .as("decoded %d", (int) c)
          .isEqualTo(text);
      out.reset();
      out.text(text);
      assertThat(out.toByteArray()).isEqualTo(new byte[] {(byte) c});
    }
  }

  @Test
  void encodingsWithAsciiInsideCharactersAreKnownAsSuch() {
    for (Charset charset : Charset.availableCharsets().values()) {
      boolean ours =
          !Encodings.asciiSafe(charset)
              || charset.name().startsWith("EUC")
              || charset.name().contains("8859");
      if (ours && charset.canEncode()) {
        assertThat(Encodings.asciiSafe(charset))
            .as(charset.name())
            .isEqualTo(hasNoAsciiInside(charset));
      }
    }
  }

  private static boolean hasNoAsciiInside(Charset charset) {
    for (char c = 128; c < 0xd800; c++) {
      byte[] bytes = String.valueOf(c).getBytes(charset);
      for (int i = 1; i < bytes.length; i++) {
        if (bytes[i] >= 0 && bytes[i] < 0x7f) {
          return false;
        }
      }
    }
    return true;
  }

  @Test
  void malformedBytesRaiseNothingButOurErrors() {
    SplitMix random = new SplitMix(99);
    String alphabet = "0123456789-+:.,; {}[]\"\\=eENaInfityBCPTYMDHSagomnsdr@/xt\u00e9";
    byte[] letters = alphabet.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 60_000; i++) {
      int oid = OIDS[random.below(OIDS.length)];
      byte[] value = new byte[random.below(16)];
      for (int j = 0; j < value.length; j++) {
        value[j] =
            random.below(30) == 0 ? (byte) random.next() : letters[random.below(letters.length)];
      }
      DateStyle dates = new DateStyle(FORMATS.get(random.below(4)), random.below(2) == 0);
      Decoding ctx = new Decoding(StandardCharsets.UTF_8, dates, STYLES.get(random.below(4)));
      assertOurErrorsOnly(oid, value, ctx);
    }
  }

  @Test
  void damagedValuesRaiseNothingButOurErrors() {
    SplitMix random = new SplitMix(100);
    for (String[] v : Vectors.read(OtherTextTest.class, "dates.tsv")) {
      int oid =
          switch (v[1]) {
            case "date" -> Oid.DATE;
            case "timestamp" -> Oid.TIMESTAMP;
            default -> Oid.TIMESTAMPTZ;
          };
      for (int i = 0; i < 40; i++) {
        byte[] value = v[2].getBytes(StandardCharsets.US_ASCII);
        value[random.below(value.length)] = (byte) (32 + random.below(96));
        int length = random.below(3) == 0 ? random.below(value.length) : value.length;
        assertOurErrorsOnly(oid, Arrays.copyOf(value, length), Texts.styles(v[0], "postgres"));
      }
    }
  }

  private static void assertOurErrorsOnly(int oid, byte[] value, Decoding ctx) {
    Decoder decoder = Decoders.defaults().text(oid);
    oursOnly(() -> Texts.decode(oid, value, ctx));
    oursOnly(() -> decoder.decodeInt(value, 0, value.length, ctx));
    oursOnly(() -> decoder.decodeLong(value, 0, value.length, ctx));
    oursOnly(() -> decoder.decodeDouble(value, 0, value.length, ctx));
    oursOnly(() -> decoder.decodeBoolean(value, 0, value.length, ctx));
  }

  private static void oursOnly(Supplier<Object> reading) {
    try {
      assertThat(reading.get()).isNotNull();
    } catch (PsycopgException expected) {
      assertThat(expected.getMessage()).isNotEmpty();
    }
  }
}
