// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.internal.wire.Encodings;

class SqlBufferTest {

  /**
   * Quotes and backslashes are doubled before a text is encoded. A character that became one of
   * them afterwards, or half of one, would end a literal early.
   */
  @ParameterizedTest
  @MethodSource("org.psycopg4j.internal.types.ClientEncodings#names")
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
