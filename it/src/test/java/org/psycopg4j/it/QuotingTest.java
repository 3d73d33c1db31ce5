// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.UndefinedTable;

/** Literals follow the session's settings as they change, so that no text becomes SQL. */
class QuotingTest {
  private static final List<String> ATTACKS =
      List.of(
          "' OR 1=1 --",
          "\\' OR 1=1 --",
          "\\\\' OR 1=1 --",
          "\\",
          "\\\\",
          "'",
          "''",
          "'; SELECT 1/0; --",
          "\\'; SELECT 1/0; --",
          "\\x41 \\101 \\u0041 \\n",
          "$$",
          "/*",
          "--");

  private Connection conn;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
    conn.autocommit(true);
  }

  @AfterEach
  void close() {
    conn.close();
  }

  private void assertTextsStayTexts(Connection conn) {
    for (String attack : ATTACKS) {
      assertThat(Shared.value(conn, "SELECT %s", attack)).isEqualTo(attack);
      byte[] bytes = attack.getBytes(StandardCharsets.US_ASCII);
      assertThat(Shared.value(conn, "SELECT %s", (Object) bytes)).isEqualTo(bytes);
      assertThat(Shared.value(conn, "SELECT %s", List.of(attack))).isEqualTo(List.of(attack));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "off"})
  void whateverStandardConformingStringsIsAtFirst(String setting) {
    try (Connection with =
        Shared.connect("options='-c standard_conforming_strings=%s'".formatted(setting))) {
      assertTextsStayTexts(with);
    }
  }

  @Test
  void whenStandardConformingStringsIsSet() {
    for (String setting : List.of("off", "on", "off", "on")) {
      Shared.run(conn, "SET standard_conforming_strings TO " + setting);
      assertTextsStayTexts(conn);
    }
  }

  @Test
  void whenARollbackSetsItBack() {
    conn.autocommit(false);
    Shared.run(conn, "SET standard_conforming_strings TO off");
    assertTextsStayTexts(conn);
    conn.rollback();
    assertTextsStayTexts(conn);
  }

  @Test
  void whenAFunctionSetsIt() {
    Shared.value(conn, "SELECT set_config('standard_conforming_strings', 'off', false)");
    assertTextsStayTexts(conn);
    Shared.run(conn, "RESET ALL");
    assertTextsStayTexts(conn);
  }

  @ParameterizedTest
  @CsvSource({
    "UTF8,    UTF8,    ünïcödé 日本語 😀",
    "LATIN1,  LATIN1,  äöüß ÿ",
    "LATIN9,  LATIN9,  äöüß €",
    "WIN1252, WIN1252, äöü € „“",
    "WIN1251, WIN1251, Привет",
    "KOI8R,   KOI8R,   Привет",
    "EUC_JP,  EUCJP,   日本語 カナ",
    "SJIS,    SJIS,    日本語 表ソ能",
    "EUC_KR,  EUCKR,   한국어",
    "EUC_CN,  EUCCN,   简体中文",
    "BIG5,    BIG5,    繁體中文 功許",
    "GBK,     GBK,     简体中文 縗",
    "GB18030, GB18030, 简体中文 縗 😀"
  })
  void theClientsEncodingIsFollowedWhenItIsSet(String set, String encoding, String text) {
    Shared.run(conn, "SET client_encoding TO " + set);
    assertThat(conn.encoding()).isEqualTo(encoding);
    assertThat(Shared.value(conn, "SELECT %s", text)).isEqualTo(text);
    for (String attack : ATTACKS) { // a character's second byte may be a backslash
      assertThat(Shared.value(conn, "SELECT %s", text + attack)).isEqualTo(text + attack);
    }
    Shared.run(conn, "SET standard_conforming_strings TO off");
    for (String attack : ATTACKS) {
      assertThat(Shared.value(conn, "SELECT %s", text + attack)).isEqualTo(text + attack);
    }
    assertThat(Shared.value(conn.cursor().execute("SELECT '" + text + "' AS \"" + text + '"')))
        .isEqualTo(text);
    assertThatThrownBy(() -> Shared.run(conn, "SELECT * FROM \"" + text + '"'))
        .isInstanceOf(UndefinedTable.class)
        .hasMessageContaining(text);
    Shared.run(conn, "SET client_encoding TO UTF8");
    assertThat(Shared.value(conn, "SELECT %s", "日本語 é")).isEqualTo("日本語 é");
  }

  @Test
  void whatTheEncodingLacksIsRefusedBeforeAnythingIsSent() {
    Shared.run(conn, "SET client_encoding TO LATIN1");
    assertThatThrownBy(() -> Shared.value(conn, "SELECT %s", "10 €"))
        .isInstanceOfSatisfying(
            ParameterException.class,
            e -> assertThat(e.kind()).isEqualTo(ParameterException.Kind.ENCODE));
    assertThatThrownBy(() -> conn.cursor().execute("SELECT '10 €'"))
        .isInstanceOf(ParameterException.class);
    assertThat(Shared.value(conn, "SELECT %s", "é")).isEqualTo("é");
  }

  @Test
  void halfASurrogatePairIsNoCharacter() {
    assertThatThrownBy(() -> Shared.value(conn, "SELECT %s", "a\ud83d"))
        .isInstanceOf(ParameterException.class);
    assertThat(Shared.value(conn, "SELECT 1")).isEqualTo(1);
  }
}
