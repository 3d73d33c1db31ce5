// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.errors.DataException;
import org.psycopg4j.types.Inet;

class ArrayTextTest {
  @Test
  void elementsAreDecodedByTheirType() {
    assertThat(Texts.decode(Oid.INT4_ARRAY, "{1,2,NULL}")).isEqualTo(Arrays.asList(1, 2, null));
    assertThat(Texts.decode(Oid.INT8_ARRAY, "{{1,2},{3,4}}"))
        .isEqualTo(List.of(List.of(1L, 2L), List.of(3L, 4L)));
    assertThat(Texts.decode(Oid.BOOL_ARRAY, "{t,f}")).isEqualTo(List.of(true, false));
    assertThat(Texts.decode(Oid.NUMERIC_ARRAY, "{1.50}"))
        .isEqualTo(List.of(new BigDecimal("1.50")));
    assertThat(Texts.decode(Oid.DATE_ARRAY, "{2011-01-01,infinity,\"0044-03-15 BC\"}"))
        .isEqualTo(List.of(LocalDate.of(2011, 1, 1), LocalDate.MAX, LocalDate.of(-43, 3, 15)));
    assertThat(Texts.decode(Oid.UUID_ARRAY, "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}"))
        .isEqualTo(List.of(UUID.fromString("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")));
    assertThat(Texts.decode(Oid.INET_ARRAY, "{1.2.3.4}")).isEqualTo(List.of(Inet.of("1.2.3.4")));
    assertThat((List<?>) Texts.decode(Oid.BYTEA_ARRAY, "{\"\\\\x61ff\"}"))
        .singleElement()
        .isEqualTo(new byte[] {'a', (byte) 255});
  }

  @Test
  void onlyTheUnquotedWordIsNull() {
    assertThat(Texts.decode(Oid.TEXT_ARRAY, "{NULL,null,nUlL,\"NULL\",NULLS,\"\"}"))
        .isEqualTo(Arrays.asList(null, null, null, "NULL", "NULLS", ""));
  }

  @Test
  void quotesAndBackslashesAreUndone() {
    assertThat(Texts.decode(Oid.TEXT_ARRAY, "{a b,\"c,d\",\"{}\",\"q\\\"\\\\\",a\\,b,\\NULL,é}"))
        .isEqualTo(List.of("a b", "c,d", "{}", "q\"\\", "a,b", "NULL", "é"));
  }

  @Test
  void boundsAreSkipped() {
    assertThat(Texts.decode(Oid.INT4_ARRAY, "[0:1]={1,2}")).isEqualTo(List.of(1, 2));
    assertThat(Texts.decode(Oid.INT4_ARRAY, "[-1:0][2:2]={{1},{2}}"))
        .isEqualTo(List.of(List.of(1), List.of(2)));
  }

  @Test
  void emptyArraysAreEmptyLists() {
    assertThat(Texts.decode(Oid.INT4_ARRAY, "{}")).isEqualTo(List.of());
  }

  @Test
  void boxesAreSeparatedBySemicolons() {
    assertThat(Texts.decode(Oid.BOX_ARRAY, "{(1,2),(3,4);(5,6),(7,8)}"))
        .isEqualTo(List.of("(1,2),(3,4)", "(5,6),(7,8)"));
    assertThat(Texts.decode(Oid.POINT_ARRAY, "{\"(1,2)\",\"(3,4)\"}"))
        .isEqualTo(List.of("(1,2)", "(3,4)"));
  }

  @Test
  void aByteInsideACharacterIsNoSyntax() {
    Decoding sjis = Decoding.DEFAULT.withCharset(Charset.forName("windows-31j"));
    // Second bytes 0x5c, 0x7b and 0x7d: a backslash and both braces.
    String text = "{\u8868,\"\u30dc \u8868\",\u30de}";
    assertThat(text.getBytes(sjis.charset()))
        .containsSequence(0x95, 0x5c)
        .containsSequence(0x83, 0x7b)
        .containsSequence(0x83, 0x7d);
    assertThat(Texts.decode(Oid.TEXT_ARRAY, text, sjis))
        .isEqualTo(List.of("\u8868", "\u30dc \u8868", "\u30de"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{1", "{1,", "{{1}", "{1}}", "{1}x", "{{1},", "{\"1\"", "{", "{1} ", "{\"1", "{\"1\\",
        "{1\\"
      })
  void bracesAndQuotesHaveToMatch(String text) {
    assertThatThrownBy(() -> Texts.decode(Oid.INT4_ARRAY, text))
        .isInstanceOf(DataException.class)
        .hasMessage("unbalanced braces in array");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "}", " {}", "[0:1]", "[0:1]=", "[0:1]=1", "[", "="})
  void anArrayStartsWithABrace(String text) {
    assertThatThrownBy(() -> Texts.decode(Oid.INT4_ARRAY, text))
        .isInstanceOf(DataException.class)
        .hasMessage("array does not start with '{'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{,1}",
        "{1,}",
        "{,}",
        "{{1},2}",
        "{1,{2}}",
        "{1{2}}",
        "{1\"2\"}",
        "{\"1\"2}",
        "{{1}{2}}"
      })
  void elementsAreSeparated(String text) {
    assertThatThrownBy(() -> Texts.decode(Oid.INT4_ARRAY, text))
        .isInstanceOf(DataException.class)
        .hasMessage("malformed array: '{'");
  }

  @Test
  void sixteenDimensionsAreEnough() {
    Object value = Texts.decode(Oid.INT4_ARRAY, "{".repeat(16) + "1" + "}".repeat(16));
    for (int i = 0; i < 16; i++) {
      value = ((List<?>) value).get(0);
    }
    assertThat(value).isEqualTo(1);
    assertThatThrownBy(() -> Texts.decode(Oid.INT4_ARRAY, "{".repeat(17) + "1" + "}".repeat(17)))
        .isInstanceOf(DataException.class)
        .hasMessage("excessive array dimensions");
  }
}
