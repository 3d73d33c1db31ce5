// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.psycopg4j.errors.ProgrammingException;
import org.psycopg4j.testkit.Seeded;

/** Connection strings as psycopg2.extensions.parse_dsn reads them; each line was tried there. */
class DsnTest {

  static Stream<Arguments> valid() {
    return Stream.of(
        Arguments.of("", Map.of()),
        Arguments.of("  ", Map.of()),
        Arguments.of("host = x port=1", Map.of("host", "x", "port", "1")),
        Arguments.of("host='a\\'b' user=\"q", Map.of("user", "\"q", "host", "a'b")),
        Arguments.of("host=a\\ b", Map.of("host", "a b")),
        Arguments.of("host=a'b'", Map.of("host", "a'b'")),
        Arguments.of("host=", Map.of("host", "")),
        Arguments.of("host= port=1", Map.of("host", "port=1")),
        Arguments.of("host==x", Map.of("host", "=x")),
        Arguments.of("host='' user=''", Map.of("host", "", "user", "")),
        Arguments.of("host=a host=b", Map.of("host", "b")),
        Arguments.of("dbname='a\\\\b'", Map.of("dbname", "a\\b")),
        Arguments.of(
            "postgresql://u:p@h:1/db?connect_timeout=10",
            Map.of(
                "user",
                "u",
                "password",
                "p",
                "host",
                "h",
                "port",
                "1",
                "dbname",
                "db",
                "connect_timeout",
                "10")),
        Arguments.of("postgresql://h:abc/", Map.of("host", "h", "port", "abc")),
        Arguments.of("postgres://", Map.of()),
        Arguments.of(
            "postgresql://u@[::1]:5/x%20y?host=/tmp",
            Map.of("user", "u", "dbname", "x y", "host", "/tmp", "port", "5")),
        Arguments.of(
            "postgresql://h/db?ssl=true",
            Map.of("dbname", "db", "host", "h", "sslmode", "require")),
        Arguments.of(
            "postgresql://h1:1,h2:2/db", Map.of("dbname", "db", "host", "h1,h2", "port", "1,2")));
  }

  @ParameterizedTest
  @MethodSource("valid")
  void reads(String dsn, Map<String, String> settings) {
    assertThat(Dsn.parse(dsn)).isEqualTo(settings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "foo=bar | invalid connection option \"foo\"",
        "foo | missing \"=\" after \"foo\" in connection info string",
        "jdbc:postgresql://h/db | a URI has to begin with postgresql:// or postgres://",
        "a b=c | missing \"=\" after \"a\" in connection info string",
        "=x | invalid connection option \"\"",
        "host='a b | unterminated quoted string in connection info string",
        "postgresql://h/db?foo=1 | invalid URI query parameter: \"foo\"",
        "postgresql://h/db?a | missing key/value separator \"=\" in URI query parameter: \"a\"",
      })
  void refuses(String dsn, String message) {
    assertThatThrownBy(() -> Dsn.parse(dsn))
        .isInstanceOf(ProgrammingException.class)
        .hasMessage("invalid dsn: " + message);
  }

  @Test
  void refusesBrokenUris() {
    for (String uri :
        new String[] {
          "postgresql://[::1",
          "postgresql://[::1]x/",
          "postgresql://%zz/",
          "postgresql://a%00b/",
          "postgresql://h%4/"
        }) {
      assertThatThrownBy(() -> Dsn.parse(uri)).isInstanceOf(ProgrammingException.class);
    }
  }

  @Test
  void errorsShowNoPassword() {
    for (String dsn :
        new String[] {
          "password=hidden foo",
          "password='hidden",
          "postgresql://u:hidden%zz@h/",
          "password=hidden nosuch=1",
          "postgresql://u:hidden@h/?nosuch=1",
          "password=correct hidden",
          "passwordhidden",
          "passwod=hidden",
          "oauth_client_secret=x hidden",
          "postgresql//u:hidden@h/db",
          "postgresql//u:hidden@h/db?sslmode=prefer",
          "postgresql://h/db?password=a&hidden",
          "postgresql://h/db?passwordhidden",
          "postgresql://h/db?passwordhidden=x",
          "jdbc:postgresql://u:hidden@h/db"
        }) {
      assertThatThrownBy(() -> Dsn.parse(dsn))
          .satisfies(e -> assertThat(e.toString()).doesNotContain("hidden"));
    }
  }

  @Test
  void noMistakeShowsAPassword() {
    Seeded.each(
        5000,
        random -> {
          StringBuilder dsn =
              new StringBuilder(
                  random.pick(
                      "host=a password=# user=u",
                      "password = '# ' dbname='d b'",
                      "postgresql://u:#@h:1/d?sslmode=require",
                      "postgres://h/d?password=#&user=u",
                      "user=u sslpassword=#"));
          for (int i = random.between(1, 3); i > 0; i--) {
            int at = random.between(0, dsn.length() - 1);
            if (dsn.charAt(at) != '#' && !Character.isLetter(dsn.charAt(at))) { // a slip, or three
              dsn.replace(at, at + random.between(0, 1), random.pick("", "=", " ", "'", "@", "/"));
            }
          }
          String mistaken = dsn.toString().replace("#", "hidden");
          try {
            Dsn.parse(mistaken);
          } catch (ProgrammingException e) {
            assertThat(e.toString()).as(mistaken).doesNotContain("hidden");
          }
        });
  }

  @Test
  void anyTextIsReadOrRefused() {
    Seeded.each(
        5000,
        random -> {
          String dsn =
              random.pick("", "host=", "postgresql://", "postgres://h?")
                  + random.string(40).replace('e', '%').replace('n', '=');
          Map<String, String> settings;
          try {
            settings = Dsn.parse(dsn);
          } catch (ProgrammingException e) {
            return;
          }
          assertThat(Dsn.parse(Dsn.format(settings))).isEqualTo(settings);
        });
  }

  /* What libpq 15 has read in texts that were made at random. */
  @Test
  void readsWhatLibpqHasRead() throws IOException {
    SoftAssertions all = new SoftAssertions();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(DsnTest.class.getResourceAsStream("dsns.tsv")),
                StandardCharsets.UTF_8))) {
      lines
          .lines()
          .map(line -> List.of(line.split("\t", -1)))
          .forEach(
              line -> {
                String dsn = line.get(0).translateEscapes();
                if (line.contains("!")) {
                  all.assertThatThrownBy(() -> Dsn.parse(dsn))
                      .as(dsn)
                      .isInstanceOf(ProgrammingException.class);
                  return;
                }
                Map<String, String> expected = new HashMap<>();
                for (int i = 1; i + 1 < line.size(); i += 2) {
                  expected.put(line.get(i), line.get(i + 1).translateEscapes());
                }
                all.assertThat(Dsn.parse(dsn)).as(dsn).isEqualTo(expected);
              });
    }
    all.assertAll();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {"a b | 'a b'", "x'y\\z | x\\'y\\\\z", "^^ | ''", "tab\there | 'tab\there'"})
  void writesWhatItReads(String value, String written) {
    String dsn = Dsn.format(Map.of("host", value));
    assertThat(dsn).isEqualTo("host=" + written);
    assertThat(Dsn.parse(dsn)).isEqualTo(Map.of("host", value));
  }

  @Test
  void aPasswordIsNeverShown() {
    ConnInfo info = new ConnInfo(Dsn.parse("postgresql://u:hidden@h:1/d"));
    assertThat(info.dsn()).isEqualTo("user=u password=xxx dbname=d host=h port=1");
    assertThat(info.password(info.hosts().get(0))).isEqualTo("hidden");
  }
}
