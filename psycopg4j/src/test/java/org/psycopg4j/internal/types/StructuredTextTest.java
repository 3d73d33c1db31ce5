// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.internal.types.text.ArrayText;
import org.psycopg4j.internal.types.text.CompositeText;
import org.psycopg4j.internal.types.text.HstoreText;
import org.psycopg4j.internal.types.text.IntegerText;
import org.psycopg4j.internal.types.text.JsonText;
import org.psycopg4j.internal.types.text.MultirangeText;
import org.psycopg4j.internal.types.text.RangeText;
import org.psycopg4j.internal.types.text.StringText;
import org.psycopg4j.internal.wire.Bytes;
import org.psycopg4j.types.Inet;
import org.psycopg4j.types.JsonCodec;
import org.psycopg4j.types.Multirange;
import org.psycopg4j.types.Range;

/** Values that have parts, in text format. */
class StructuredTextTest {
  private static final Decoder TEXT_RANGE = new RangeText("textrange", new StringText("text"));
  private static final Decoding SJIS = Decoding.DEFAULT.withCharset(Charset.forName("windows-31j"));

  @Test
  void rangesHaveTheirSubtypesValues() {
    assertThat(Texts.decode(Oid.INT4RANGE, "[1,5)")).isEqualTo(Range.of(1, 5));
    assertThat(Texts.decode(Oid.INT8RANGE, "(,-5]")).isEqualTo(Range.of(null, -5L, "(]"));
    assertThat(Texts.decode(Oid.NUMRANGE, "[1.50,)"))
        .isEqualTo(Range.of(new BigDecimal("1.50"), null));
    assertThat(Texts.decode(Oid.DATERANGE, "[2011-01-01,infinity)"))
        .isEqualTo(Range.of(LocalDate.of(2011, 1, 1), LocalDate.MAX));
    assertThat(Texts.decode(Oid.TSRANGE, "(\"2011-01-01 00:00:00\",\"0044-03-15 04:05:06 BC\"]"))
        .isEqualTo(
            Range.of(
                LocalDateTime.of(2011, 1, 1, 0, 0), LocalDateTime.of(-43, 3, 15, 4, 5, 6), "(]"));
    assertThat(Texts.decode(Oid.INT4RANGE, "empty")).isEqualTo(Range.empty());
    assertThat(Texts.decode(Oid.INT4RANGE, "(,)")).isEqualTo(Range.of(null, null, "()"));
  }

  @Test
  void boundsInQuotesAreUndoubled() {
    assertThat(decode(TEXT_RANGE, "[\"a\"\"b\",\"a\\\\c\"]"))
        .isEqualTo(Range.of("a\"b", "a\\c", "[]"));
    assertThat(decode(TEXT_RANGE, "[\"A,b\",\"a)\"]")).isEqualTo(Range.of("A,b", "a)", "[]"));
    assertThat(decode(TEXT_RANGE, "[\"\",\" \")")).isEqualTo(Range.of("", " "));
    assertThat(decode(TEXT_RANGE, "(NULL,a']")).isEqualTo(Range.of("NULL", "a'", "(]"));
    assertThat(decode(TEXT_RANGE, "[empty,)")).isEqualTo(Range.of("empty", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[",
        "[1",
        "[1,",
        "[1,2",
        "1,2)",
        "[1,2)x",
        "[1;2)",
        "{1,2}",
        "EMPTY",
        "empt",
        "emptyx",
        "[\"1,2)",
        "[\"1\"1,2)",
        "[1\"\",2)",
        "[1,\"2)",
        "[1,2,3)",
        "[\"1\\2\",3)",
        "[\"1\\",
        " [1,2)",
        "[1\\,2)"
      })
  void whatIsNoRangeIsRefused(String text) {
    assertThatThrownBy(() -> decode(TEXT_RANGE, text))
        .isInstanceOf(InterfaceException.class)
        .hasMessage("failed to parse range");
  }

  @Test
  void aBoundThatIsNoValueIsItsDecodersError() {
    assertThatThrownBy(() -> Texts.decode(Oid.INT4RANGE, "[a,2)"))
        .isInstanceOf(DataException.class)
        .hasMessageNotContaining("a,2");
  }

  @Test
  void aRegisteredTypeNamesItsRanges() {
    Decoder named = new RangeText("r", new StringText("text"), range -> range.as("s", "r"));
    for (String text : List.of("[a,b)", "empty")) {
      assertThat(((Range<?>) decode(named, text)).typeName()).containsExactly("s", "r");
    }
    Decoder namedAll =
        new MultirangeText(
            "m", new StringText("text"), range -> range.as("r"), multirange -> multirange.as("m"));
    Multirange<?> multirange = (Multirange<?>) decode(namedAll, "{[a,b)}");
    assertThat(multirange.typeName()).containsExactly("m");
    assertThat(multirange.ranges().get(0).typeName()).containsExactly("r");
  }

  @Test
  void multirangesAreListsOfRanges() {
    assertThat(Texts.decode(Oid.INT4MULTIRANGE, "{[1,2),[5,6)}"))
        .isEqualTo(Multirange.of(Range.of(1, 2), Range.of(5, 6)));
    assertThat(Texts.decode(Oid.DATEMULTIRANGE, "{}")).isEqualTo(Multirange.of());
    assertThat(Texts.decode(Oid.INT4MULTIRANGE_ARRAY, "{\"{[1,2),[5,6)}\",NULL,\"{}\"}"))
        .isEqualTo(
            Arrays.asList(Multirange.of(Range.of(1, 2), Range.of(5, 6)), null, Multirange.of()));
    assertThat(Texts.decode(Oid.TSRANGE_ARRAY, "{\"[\\\"2011-01-01 00:00:00\\\",)\"}"))
        .isEqualTo(List.of(Range.of(LocalDateTime.of(2011, 1, 1, 0, 0), null)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "}", "{[1,2)", "{[1,2),}", "{,}", "{[1,2)}}", "{[1,2)[3,4)}", "[1,2)"})
  void whatIsNoMultirangeIsRefused(String text) {
    assertThatThrownBy(() -> Texts.decode(Oid.INT4MULTIRANGE, text))
        .isInstanceOf(InterfaceException.class)
        .hasMessage("failed to parse range");
  }

  @Test
  void aCharactersSecondByteIsNeitherQuoteNorBackslash() {
    // In SJIS U+8868 ends with a backslash's byte, U+30dc with a brace's.
    assertThat(decode(TEXT_RANGE, "[\u8868,\"\u30dc \u8868\")", SJIS))
        .isEqualTo(Range.of("\u8868", "\u30dc \u8868"));
    assertThat(decode(new HstoreText(), "\"\u8868\"=>\"\u8868\"", SJIS))
        .isEqualTo(Map.of("\u8868", "\u8868"));
    assertThat(decode(composite(2), "(\u8868,\"\u8868 \u8868\")", SJIS))
        .isEqualTo(List.of("\u8868", "\u8868 \u8868"));
  }

  @Test
  void addresses() {
    assertThat(Texts.decode(Oid.INET, "10.0.0.1/24")).isEqualTo(Inet.of("10.0.0.1/24"));
    assertThat(Texts.decode(Oid.CIDR, "10.0.0.0/8")).hasToString("10.0.0.0/8");
    assertThat(((Inet) Texts.decode(Oid.CIDR, "::1/128")).cidr()).isTrue();
    assertThat(Texts.decode(Oid.CIDR_ARRAY, "{10.0.0.0/8,::/0}"))
        .isEqualTo(List.of(Inet.of("10.0.0.0/8"), Inet.of("::/0")));
    assertThat(Texts.decode(Oid.MACADDR, "08:00:2b:01:02:03")).isEqualTo("08:00:2b:01:02:03");
    assertThatThrownBy(() -> Texts.decode(Oid.INET, "localhost"))
        .isInstanceOf(DataException.class)
        .hasMessage("unable to parse inet");
  }

  @Test
  void jsonIsTextWithoutACodec() {
    assertThat(Texts.decode(Oid.JSON, "{\"a\":1}")).isEqualTo("{\"a\":1}");
    assertThat(Texts.decode(Oid.JSONB, "null")).isEqualTo("null");
    assertThat(Texts.decode(Oid.JSONB_ARRAY, "{\"{\\\"a\\\": 1}\",NULL}"))
        .isEqualTo(Arrays.asList("{\"a\": 1}", null));
  }

  @Test
  void aCodecReadsJson() {
    JsonCodec upper =
        new JsonCodec() {
          @Override
          public String dumps(@Nullable Object value) {
            throw new UnsupportedOperationException();
          }

          @Override
          public @Nullable Object loads(String text) {
            return switch (text) {
              case "null" -> null;
              case "bad" -> throw new IllegalArgumentException("bad JSON");
              case "deep" -> throw new StackOverflowError();
              default -> List.of(text);
            };
          }
        };
    Decoder json = new JsonText("json", upper);
    assertThat(decode(json, "1")).isEqualTo(List.of("1"));
    assertThat(decode(json, "null")).isNull();
    assertThat(decode(new ArrayText(json, ','), "{1,null,\"null\",NULL}"))
        .isEqualTo(Arrays.asList(List.of("1"), null, null, null));
    assertThatThrownBy(() -> decode(json, "bad"))
        .isInstanceOf(DataException.class)
        .hasMessage("the codec cannot read a value of type json")
        .hasCauseInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> decode(json, "deep"))
        .isInstanceOf(DataException.class)
        .hasCauseInstanceOf(StackOverflowError.class);
  }

  @Test
  void hstoresAreMapsInTheServersOrder() {
    Map<String, @Nullable String> expected = new LinkedHashMap<>();
    expected.put("b", null);
    expected.put("a", "NULL");
    expected.put("c\"d\\", "");
    Object map = decode(new HstoreText(), "\"b\"=>NULL, \"a\"=>\"NULL\", \"c\\\"d\\\\\"=>\"\"");
    assertThat(map).isEqualTo(expected);
    assertThat(((Map<?, ?>) map).keySet().toString()).isEqualTo("[b, a, c\"d\\]");
    assertThat((Map<?, ?>) map).isUnmodifiable();
    assertThat(decode(new HstoreText(), "")).isEqualTo(Map.of());
    assertThat(decode(new HstoreText(), "\"a\" => \"1\" , \"b\"=>\"2\""))
        .isEqualTo(Map.of("a", "1", "b", "2"));
  }

  @Test
  void whatIsNoHstoreIsRefusedFromTheFirstBadPairOn() {
    refusedHstore("a=>1", 0);
    refusedHstore("\"a\"=>\"1\" x", 0);
    refusedHstore("\"a\"=>\"1\",\"b", 9);
    refusedHstore("\"a\"=>\"1\", \"b", 10);
    refusedHstore("\"a\"=>null", 0);
    refusedHstore("\"a\"", 0);
    refusedHstore("\"a\"=>\"1\"\"b\"=>\"2\"", 0);
    refusedHstore(" \"a\"=>\"1\"", 0);
    refusedHstore("\"a\"=>\"1\\", 0);
  }

  private static void refusedHstore(String text, int at) {
    assertThatThrownBy(() -> decode(new HstoreText(), text))
        .as(text)
        .isInstanceOf(InterfaceException.class)
        .hasMessage("error parsing hstore: unparsed data after char " + at);
  }

  @Test
  void compositesAreRows() {
    assertThat(decode(composite(2), "(1,2)")).isEqualTo(List.of("1", "2"));
    assertThat(decode(composite(1), "()")).isEqualTo(Arrays.asList((Object) null));
    assertThat(decode(composite(0), "()")).isEqualTo(List.of());
    assertThat(decode(composite(2), "(,)")).isEqualTo(Arrays.asList(null, null));
    assertThat(decode(composite(2), "(\"\",)")).isEqualTo(Arrays.asList("", null));
    assertThat(decode(composite(5), "(1,\"a b\",,\"c\"\"d\",\"\\\\\\\\\")"))
        .isEqualTo(Arrays.asList("1", "a b", null, "c\"d", "\\\\"));
    assertThat(decode(composite(1), "( a )")).isEqualTo(List.of(" a "));
    assertThat(decode(composite(2), "(\"(1,2)\",{})")).isEqualTo(List.of("(1,2)", "{}"));
  }

  @Test
  void compositesNest() {
    Decoder inner = composite(2);
    Decoder outer =
        new CompositeText(
            new CompositePlan(
                "o",
                new String[] {"n", "inner", "list"},
                new Decoder[] {IntegerText.int4(), inner, new ArrayText(inner, ',')},
                StructuredTextTest::fields));
    assertThat(decode(outer, "(7,\"(a,\"\"b \"\"\"\"c\"\"\"\"\"\")\",\"{\"\"(1,2)\"\",NULL}\")"))
        .isEqualTo(List.of(7, List.of("a", "b \"c\""), Arrays.asList(List.of("1", "2"), null)));
  }

  @Test
  void aCompositeHasAsManyFieldsAsItsType() {
    assertThatThrownBy(() -> decode(composite(2), "(1,2,3)"))
        .isInstanceOf(DataException.class)
        .hasMessage("expecting 2 components for the type t, 3 found instead");
    assertThatThrownBy(() -> decode(composite(2), "(\"long enough to overflow\",2,\"3\",4)"))
        .hasMessage("expecting 2 components for the type t, 4 found instead");
    assertThatThrownBy(() -> decode(composite(2), "(1)"))
        .hasMessage("expecting 2 components for the type t, 1 found instead");
    assertThatThrownBy(() -> decode(composite(0), "(1)"))
        .hasMessage("expecting 0 components for the type t, 1 found instead");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "(",
        ")",
        "1,2",
        "(1,2",
        "(1,2)x",
        "(\"a,2)",
        "(a\"b\",2)",
        "(\"a\"b,2)",
        "x(1,2)",
        "((1,2),3)",
        "(\"a\\b\",2)",
        "(a\\b,2)",
        "(1,\"2\\",
        "(\"",
        "(1,2))"
      })
  void whatIsNoCompositeIsRefused(String text) {
    assertThatThrownBy(() -> decode(composite(2), text))
        .isInstanceOf(InterfaceException.class)
        .hasMessage("can't parse type");
  }

  /** A composite of texts, whose value is the list of its fields. */
  private static Decoder composite(int size) {
    String[] names = new String[size];
    Decoder[] decoders = new Decoder[size];
    Arrays.setAll(names, i -> "f" + i);
    Arrays.setAll(decoders, i -> new StringText("text"));
    return new CompositeText(new CompositePlan("t", names, decoders, StructuredTextTest::fields));
  }

  /** Reads a DataRow's body as a row does. */
  static List<@Nullable Object> fields(CompositePlan plan, byte[] body, Decoding ctx) {
    assertThat(Bytes.int16(body, 0)).isEqualTo(plan.size());
    List<@Nullable Object> fields = new ArrayList<>();
    int at = 2;
    for (Decoder decoder : plan.decoders()) {
      int length = Bytes.int32(body, at);
      at += 4;
      fields.add(length < 0 ? null : decoder.decode(body, at, length, ctx));
      at += Math.max(0, length);
    }
    assertThat(at).isEqualTo(body.length);
    return fields;
  }

  private static @Nullable Object decode(Decoder decoder, String text) {
    return decode(decoder, text, Decoding.DEFAULT);
  }

  private static @Nullable Object decode(Decoder decoder, String text, Decoding ctx) {
    byte[] padded = ("77" + text + "77").getBytes(ctx.charset());
    return decoder.decode(padded, 2, padded.length - 4, ctx);
  }

  @Test
  void sjisHasTheTrapsThatAreTested() {
    assertThat("\u8868".getBytes(SJIS.charset())[1]).isEqualTo((byte) '\\');
    assertThat("\u30dc".getBytes(SJIS.charset())[1]).isEqualTo((byte) '{');
  }
}
