// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.psycopg4j.it.Logged.statements;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.ConnectionStatus;
import org.psycopg4j.errors.FeatureNotSupported;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.InvalidParameterValue;
import org.psycopg4j.errors.OperationalException;

/** setClientEncoding, and the encoding that it leaves. */
class ClientEncodingTest {
  private Connection conn;

  @BeforeEach
  void connect() {
    conn = Shared.connect();
  }

  @AfterEach
  void close() {
    conn.close();
  }

  @Test
  void sendsTheCleanNameAfterARollbackAndNothingIfItIsTheSame() throws Exception {
    assertThat(
            statements(
                conn -> {
                  conn.setClientEncoding("utf-8");
                  Shared.run(conn, "SELECT 1");
                  conn.setClientEncoding("UTF_8");
                  assertThat(conn.status()).isEqualTo(ConnectionStatus.BEGIN);
                  conn.setClientEncoding("latin-1");
                  assertThat(conn.encoding()).isEqualTo("LATIN1");
                  conn.setClientEncoding("EUC_JP");
                  assertThat(conn.encoding()).isEqualTo("EUCJP");
                }))
        .containsExactly(
            "BEGIN",
            "SELECT 1",
            "ROLLBACK",
            "SET client_encoding TO 'LATIN1'",
            "SET client_encoding TO 'EUCJP'");
  }

  @ParameterizedTest
  @CsvSource({
    "latin1, LATIN1, é",
    "iso88591, LATIN1, é",
    "Unicode, UNICODE, €",
    "win1252, WIN1252, €",
    "WINDOWS-1252, WIN1252, €",
    "KOI8-R, KOI8R, Ж",
    "koi8, KOI8R, Ж",
    "EUC_JP, EUCJP, 日本",
    "EUC_TW, EUCTW, 臺灣",
    "SHIFT_JIS_2004, SHIFTJIS2004, 日本",
    "GB18030, GB18030, 中€",
    "SQL_ASCII, SQLASCII, a"
  })
  void textsGoBothWays(String name, String encoding, String text) {
    conn.setClientEncoding(name);
    assertThat(conn.encoding()).isEqualTo(encoding);
    assertThat(Shared.value(conn, "SELECT %s", text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nosuch", "", "a'b"})
  void anEncodingThatIsNoneIsTheServersError(String name) {
    Shared.run(conn, "SELECT 1");
    assertThatThrownBy(() -> conn.setClientEncoding(name))
        .isInstanceOf(InvalidParameterValue.class)
        .hasMessageContaining("invalid value for parameter \"client_encoding\"");
    assertThat(conn.encoding()).isEqualTo("UTF8");
    assertThat(conn.status()).isEqualTo(ConnectionStatus.READY);
    assertThat(Shared.value(conn, "SELECT 'é'")).isEqualTo("é");
  }

  @Test
  void anEncodingThatTheServerCannotConvertIsItsError() {
    assertThatThrownBy(() -> conn.setClientEncoding("MULE_INTERNAL"))
        .isInstanceOf(FeatureNotSupported.class)
        .hasMessageContaining("invalid value for parameter \"client_encoding\": \"MULEINTERNAL\"");
    assertThat(Shared.value(conn, "SELECT 'é'")).isEqualTo("é");
  }

  @ParameterizedTest
  @CsvSource({"EUC_JIS_2004, EUCJIS2004", "LATIN6, LATIN6", "iso_8859_14, LATIN8"})
  void anEncodingThatJavaLacksLeavesTheOldOne(String name, String encoding) {
    conn.setClientEncoding("LATIN1");
    assertThatThrownBy(() -> conn.setClientEncoding(name))
        .isExactlyInstanceOf(OperationalException.class)
        .hasMessage("no Java charset for PostgreSQL encoding '" + encoding + "'");
    assertThat(conn.encoding()).isEqualTo("LATIN1");
    assertThat(Shared.value(conn, "SELECT 'é'")).isEqualTo("é");
  }

  @Test
  void aClosedConnectionHasItsEncodingAndSetsNone() {
    conn.close();
    assertThat(conn.encoding()).isEqualTo("UTF8");
    assertThatThrownBy(() -> conn.setClientEncoding("UTF8"))
        .isInstanceOf(InterfaceException.class)
        .hasMessage("connection already closed");
  }
}
