// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Connection;
import org.psycopg4j.Cursor;
import org.psycopg4j.Psycopg;
import org.psycopg4j.Row;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.testkit.PostgresServer;

/**
 * Sessions in each encoding that PostgreSQL has, from their start, with a server that has another
 * one (manual: "PostgreSQL Character Sets").
 */
@Timeout(120)
class EncodingsTest {
  /** Texts that an encoding has. */
  private static final Map<String, String> TEXTS =
      Map.ofEntries(
          Map.entry("BIG5", "繁體中文\\許功蓋"),
          Map.entry("EUC_CN", "简体中文"),
          Map.entry("EUC_JP", "日本語ｶﾅ"),
          Map.entry("EUC_KR", "한국어"),
          Map.entry("EUC_TW", "臺灣中文"),
          Map.entry("GB18030", "中文€𠀀"),
          Map.entry("GBK", "镕中文丂"),
          Map.entry("ISO_8859_5", "Жзќ№"),
          Map.entry("ISO_8859_6", "عربي،"),
          Map.entry("ISO_8859_7", "Ελλάς―"),
          Map.entry("ISO_8859_8", "עברית×"),
          // The server takes only those of its characters whose second byte is above A0.
          Map.entry("JOHAB", "어곬뷁힣"),
          Map.entry("KOI8R", "Жёлтый║"),
          Map.entry("KOI8U", "Ґїєі"),
          Map.entry("LATIN1", "éßÿ¤"),
          Map.entry("LATIN2", "łőš˝"),
          Map.entry("LATIN3", "ħĝŭ˘"),
          Map.entry("LATIN4", "ĸŗņš"),
          Map.entry("LATIN5", "ğışİ"),
          Map.entry("LATIN7", "ąžų„"),
          Map.entry("LATIN9", "€œŸž"),
          Map.entry("LATIN10", "țș€„"),
          Map.entry("SHIFT_JIS_2004", "日本語ソ俱𠀋"),
          Map.entry("SJIS", "日本語ソ表ｶﾅ①"),
          Map.entry("SQL_ASCII", "plain"),
          Map.entry("UHC", "한국어뷁똠"),
          Map.entry("UTF8", "é日本𝄞"),
          Map.entry("WIN866", "Жёї║"),
          Map.entry("WIN874", "ภาษาไทย€"),
          Map.entry("WIN1250", "łőš€"),
          Map.entry("WIN1251", "Жёї€"),
          Map.entry("WIN1252", "é€œ™"),
          Map.entry("WIN1253", "Ελλάς€"),
          Map.entry("WIN1254", "ğış€"),
          Map.entry("WIN1255", "עברית€"),
          Map.entry("WIN1256", "عربي€پ"),
          Map.entry("WIN1257", "ąžų€"),
          Map.entry("WIN1258", "ăđơ₫"));

  private static final TreeSet<String> NAMES = new TreeSet<>(TEXTS.keySet());
  private static final String[] LACKING = {"EUC_JIS_2004", "LATIN6", "LATIN8"};

  private static PostgresServer server;

  @BeforeAll
  static void start() {
    server =
        PostgresServer.builder()
            .initSql("CREATE TABLE texts (id int, text text)")
            .initSql(
                """
                CREATE FUNCTION has(point int, encoding text) RETURNS boolean AS $$
                BEGIN
                  RETURN convert_to(chr(point), encoding) IS NOT NULL;
                EXCEPTION WHEN OTHERS THEN
                  RETURN false;
                END $$ LANGUAGE plpgsql""")
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Connection connect(String encoding, int threshold) {
    Connection conn =
        Psycopg.connect(
            server.dsn(),
            options -> options.set("client_encoding", encoding).prepareThreshold(threshold));
    conn.autocommit(true);
    return conn;
  }

  private static Object value(Connection conn, String sql, Object... arguments) {
    return conn.cursor().execute(sql, arguments).fetchOne().get(0);
  }

  @Test
  void theseAreAll() {
    TreeSet<String> known = new TreeSet<>(NAMES);
    known.addAll(List.of(LACKING));
    known.add("MULE_INTERNAL");
    TreeSet<String> servers = new TreeSet<>();
    server
        .execute("SELECT pg_encoding_to_char(n) FROM generate_series(0, 100) n")
        .forEach(row -> servers.add(row.get(0)));
    servers.remove("");
    assertThat(known).isEqualTo(servers);
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void textGoesBothWays(String encoding) throws Exception {
    String text = TEXTS.get(encoding);
    String hex = HexFormat.of().formatHex(text.getBytes(UTF_8));
    for (int threshold : new int[] {-1, 0}) {
      try (Connection conn = connect(encoding, threshold)) {
        assertThat(value(conn, "SELECT %s::text", text)).isEqualTo(text);
        assertThat(value(conn, "SELECT encode(convert_to(%s, 'UTF8'), 'hex')", text))
            .isEqualTo(hex);
        assertThat(value(conn, "SELECT convert_from(decode(%s, 'hex'), 'UTF8')", hex))
            .isEqualTo(text);
        Cursor<Row> cur = conn.cursor();
        cur.execute("SELECT 1 AS " + conn.quoteIdent(text));
        assertThat(cur.description().get(0).name()).isEqualTo(text);
        assertThatThrownBy(() -> value(conn, "SELECT " + conn.quoteIdent(text)))
            .isInstanceOf(PsycopgException.class)
            .hasMessageContaining("\"" + text + "\"");
        cur.execute("TRUNCATE texts");
        cur.copyFrom(new StringReader("1\t" + text.replace("\\", "\\\\") + "\n"), "texts");
        assertThat(value(conn, "SELECT encode(convert_to(text, 'UTF8'), 'hex') FROM texts"))
            .isEqualTo(hex);
        StringWriter out = new StringWriter();
        cur.copyTo(out, "texts");
        assertThat(out).hasToString("1\t" + text.replace("\\", "\\\\") + "\n");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ISO_8859_5",
        "ISO_8859_6",
        "ISO_8859_7",
        "ISO_8859_8",
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
        "EUC_CN",
        "EUC_KR"
      })
  void eachOfItsCharactersIsTheServers(String encoding) {
    String all =
        server
            .execute(
                """
                SELECT string_agg(chr(n), '' ORDER BY n) FROM generate_series(128, 65533) n
                WHERE n NOT BETWEEN 55296 AND 57343 AND has(n, '%s')"""
                    .formatted(encoding))
            .get(0)
            .get(0);
    assertThat(all).hasSizeGreaterThan(80);
    String hex = HexFormat.of().formatHex(all.getBytes(UTF_8));
    try (Connection conn = connect(encoding, -1)) {
      assertThat(value(conn, "SELECT convert_from(decode(%s, 'hex'), 'UTF8')", hex)).isEqualTo(all);
      assertThat(value(conn, "SELECT encode(convert_to(%s, 'UTF8'), 'hex')", all)).isEqualTo(hex);
    }
  }

  @ParameterizedTest
  @FieldSource("LACKING")
  void anEncodingThatJavaLacks(String encoding) {
    assertThatThrownBy(() -> connect(encoding, -1))
        .isExactlyInstanceOf(OperationalException.class)
        .hasMessageEndingWith(
            " failed: no Java charset for PostgreSQL encoding '%s'", encoding.replace("_", ""));
  }

  @Test
  void anEncodingThatTheServerCannotConvert() {
    assertThatThrownBy(() -> connect("MULE_INTERNAL", -1))
        .isInstanceOf(OperationalException.class)
        .hasMessageEndingWith("conversion between MULE_INTERNAL and UTF8 is not supported");
  }

  @ParameterizedTest
  @FieldSource("LACKING")
  void onceItIsTheServersOwnChoiceOnlyAsciiGoes(String encoding) {
    server.execute("ALTER ROLE postgres SET client_encoding = '%s'".formatted(encoding));
    try (Connection conn = Psycopg.connect(server.dsn())) {
      assertThat(conn.encoding()).isEqualTo(encoding.replace("_", ""));
      assertThat(value(conn, "SELECT %s", "plain")).isEqualTo("plain");
    } finally {
      server.execute("ALTER ROLE postgres RESET client_encoding");
    }
  }
}
