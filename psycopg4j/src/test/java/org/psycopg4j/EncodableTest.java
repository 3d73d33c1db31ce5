// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.psycopg4j.internal.types.Quoting;

/** Texts that are said to be writable in a client's encoding are, and others are found. */
class EncodableTest {
  private static boolean isEncodable(String charset, Object... values) {
    return Encodable.areAll(values, Quoting.connected(Charset.forName(charset), true, 150000));
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, plain, true",
    "UTF-8, é€, true",
    "UTF-8, 😀, true",
    "UTF-8, '\uD83D', false",
    "UTF-8, 'a\uD83D', false",
    "UTF-8, '\uD83Da', false",
    "UTF-8, '\uDE00', false",
    "UTF-8, '\uDE00\uD83D', false",
    "UTF-8, '\uD83D\uD83D\uDE00', false",
    "ISO-8859-1, plain, true",
    "ISO-8859-1, é, true",
    "ISO-8859-1, ÿ, true",
    "ISO-8859-1, Ā, false",
    "ISO-8859-1, €, false",
    "US-ASCII, plain, true",
    "US-ASCII, '\u007f', true",
    "US-ASCII, '\u0080', false",
    "windows-1252, plain, true",
    "windows-1252, é, false",
    "EUC-JP, 日, false",
  })
  void aText(String charset, String text, boolean encodable) {
    assertThat(isEncodable(charset, text)).isEqualTo(encodable);
    assertThat(isEncodable(charset, 1, null, CharBuffer.wrap(text))).isEqualTo(encodable);
    assertThat(isEncodable(charset, List.of(), List.of("a", text))).isEqualTo(encodable);
    assertThat(isEncodable(charset, Arrays.asList(null, List.of(text)))).isEqualTo(encodable);
    assertThat(isEncodable(charset, (Object) new Object[] {"a", text})).isEqualTo(encodable);
    assertThat(isEncodable(charset, (Object) new String[][] {{"a"}, {text, null}}))
        .isEqualTo(encodable);
    if (text.length() == 1) {
      assertThat(isEncodable(charset, text.charAt(0))).isEqualTo(encodable);
    }
  }

  @Test
  void whatIsNoText() {
    assertThat(isEncodable("US-ASCII", 1, 2L, 1.5, true, null, new byte[] {-1}, new int[] {300}))
        .isTrue();
    assertThat(isEncodable("US-ASCII")).isTrue();
  }
}
