// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.internal.wire.Encodings;

class SqlBufferTest {

  /**
   * Quotes and backslashes are doubled before a text is encoded. A character that became one of
   * them afterwards, or half of one, would end a literal early.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "BIG5",
        "EUC_CN",
        "EUC_JP",
        "EUC_KR",
        "EUC_TW",
        "GB18030",
        "GBK",
        "ISO_8859_5",
        "ISO_8859_6",
        "ISO_8859_7",
        "ISO_8859_8",
        "JOHAB",
        "KOI8R",
        "KOI8U",
        "LATIN1",
        "LATIN2",
        "LATIN3",
        "LATIN4",
        "LATIN5",
        "LATIN7",
        "LATIN9",
        "LATIN10",
        "SHIFT_JIS_2004",
        "SJIS",
        "UHC",
        "UTF8",
        "WIN866",
        "WIN874",
        "WIN1250",
        "WIN1251",
        "WIN1252",
        "WIN1253",
        "WIN1254",
        "WIN1255",
        "WIN1256",
        "WIN1257",
        "WIN1258",
        "SQL_ASCII"
      })
  void noCharacterTurnsIntoAnAsciiByteOrHalfACharacter(String encoding) {
    Charset charset = Encodings.charset(encoding);
    boolean multibyte = charset.newEncoder().maxBytesPerChar() > 1;
    SqlBuffer buffer = new SqlBuffer(charset);
    int encoded = 0;
    for (int c = 0x80; c <= 0xffff; c++) {
      buffer.reset();
      try {
        buffer.text(String.valueOf((char) c));
      } catch (ParameterException e) {
        continue;
      }
      encoded++;
      byte[] bytes = buffer.toByteArray();
      assertThat(bytes[0]).as("U+%04X in %s", c, encoding).isNegative();
      if (multibyte && bytes.length == 1) {
        assertThat(bytes[0]).as("U+%04X in %s", c, encoding).isNotEqualTo((byte) 0x80);
      }
    }
    assertThat(encoded > 50 || encoding.equals("SQL_ASCII")).isTrue();
  }

  @Test
  void aLargeTextLeavesNoLargeBufferBehind() {
    SqlBuffer buffer = new SqlBuffer(Charset.forName("UTF-8"));
    for (String text : List.of("é" + "x".repeat(5 << 20), "x".repeat(5 << 20) + "€")) {
      buffer.text(text);
      assertThat(buffer.array().length).isLessThan(11 << 20);
      assertThat(buffer.toByteArray()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
      buffer.reset();
      assertThat(buffer.array().length).isLessThanOrEqualTo(64 << 10);
    }
  }
}
