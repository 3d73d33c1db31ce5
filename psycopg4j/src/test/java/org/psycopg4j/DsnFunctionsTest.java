// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.psycopg4j.errors.ParameterException;
import org.psycopg4j.errors.ProgrammingException;

/** parseDsn and makeDsn, with what psycopg2 answers. */
class DsnFunctionsTest {
  private static Map<String, @Nullable Object> settings(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      settings.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return settings;
  }

  @Test
  void parsedSettingsStandInLibpqsOrder() {
    assertThat(
            List.copyOf(
                Psycopg.parseDsn("postgresql://u:p@h1:1,h2:2/d?connect_timeout=3").entrySet()))
        .containsExactly(
            Map.entry("user", "u"),
            Map.entry("password", "p"),
            Map.entry("connect_timeout", "3"),
            Map.entry("dbname", "d"),
            Map.entry("host", "h1,h2"),
            Map.entry("port", "1,2"));
    assertThat(Psycopg.parseDsn("")).isEmpty();
    assertThat(Psycopg.parseDsn("dbname=a dbname='b c' port="))
        .isEqualTo(Map.of("port", "", "dbname", "b c"));
    assertThatThrownBy(() -> Psycopg.parseDsn("foo"))
        .isExactlyInstanceOf(ProgrammingException.class)
        .hasMessage("invalid dsn: missing \"=\" after \"foo\" in connection info string");
  }

  @Test
  void aStringAloneIsReturnedAsItIsIfItCanBeUnderstood() {
    for (String dsn :
        List.of("", " dbname = x ", "postgresql://u:p@h/d", "user=u password='a b' ")) {
      assertThat(Psycopg.makeDsn(dsn, Map.of())).isEqualTo(dsn);
      assertThat(Psycopg.makeDsn(dsn, settings("user", null))).isEqualTo(dsn);
    }
    assertThatThrownBy(() -> Psycopg.makeDsn("a=b", Map.of()))
        .isExactlyInstanceOf(ProgrammingException.class)
        .hasMessage("invalid dsn: invalid connection option \"a\"");
  }

  @Test
  void settingsAreWrittenInTheirOrder() {
    assertThat(Psycopg.makeDsn(settings())).isEmpty();
    assertThat(Psycopg.makeDsn(settings("dbname", "f", "user", null))).isEqualTo("dbname=f");
    assertThat(Psycopg.makeDsn(settings("port", 5432, "dbname", "a b", "password", "it's\\")))
        .isEqualTo("port=5432 dbname='a b' password=it\\'s\\\\");
    assertThat(Psycopg.makeDsn(settings("dbname", "", "user", "x"))).isEqualTo("dbname='' user=x");
    assertThat(Psycopg.makeDsn(settings("dbname", "a\tb\nc"))).isEqualTo("dbname='a\tb\nc'");
    assertThat(Psycopg.makeDsn(settings("database", "snówman☃"))).isEqualTo("dbname=snówman☃");
  }

  @Test
  void settingsWinOverTheString() {
    assertThat(
            Psycopg.makeDsn(
                "dbname=foo host=example.com", settings("host", "h2", "password", "foo")))
        .isEqualTo("dbname=foo host=h2 password=foo");
    assertThat(
            Psycopg.makeDsn(
                "postgresql://tester:secret@h/test?application_name=wat",
                settings("password", "new", "port", 6)))
        .isEqualTo("user=tester password=new dbname=test host=h application_name=wat port=6");
    assertThat(Psycopg.makeDsn("dbname=a", settings("database", "x"))).isEqualTo("dbname=x");
  }

  @Test
  void wrongSettings() {
    assertThatThrownBy(() -> Psycopg.makeDsn(settings("nosuch", "x")))
        .isExactlyInstanceOf(ProgrammingException.class)
        .hasMessage("invalid dsn: invalid connection option \"nosuch\"");
    assertThat(Psycopg.makeDsn(settings("nosuch", null))).isEmpty();
    assertThatThrownBy(() -> Psycopg.makeDsn(settings("database", "x", "dbname", "y")))
        .isInstanceOfSatisfying(
            ParameterException.class,
            e ->
                assertThat(e.psycopgText())
                    .isEqualTo("you can't specify both 'database' and 'dbname' arguments"));
  }
}
