// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.testkit.Seeded;

class PasswordFileTest {
  @TempDir private Path home;
  private Around around;

  @BeforeEach
  void nothingAround() {
    around = new Around(home);
  }

  private String password(String text) {
    Path file = around.file("passwords", "rw-------", text);
    return new PasswordFile(file).password("h", 5432, "d", "u");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "h:5432:d:u:secret|secret",
        "*:*:*:*:secret|secret",
        "h:5432:*:*:secret|secret",
        "h:5432:d:u:a\\:b\\\\c\\d:e|a:b\\cd",
        "h:5432:d:\\u:secret|secret",
        "h:5432:d:u:  sp |  sp ",
        "x:*:*:*:no\\n*:*:*:*:yes|yes",
        "h:*:*:*:first\\n*:*:*:*:second|first",
        "# c\\n\\nh:5432:d:u:secret|secret",
        "#:*:*:*:x\\n*:*:*:*:y|y",
        "*:*:*:*:with-return\\r\\n|with-return",
        "*\\*:5432:*:*:no\\n**:*:*:*:no\\n*:*:*:*:yes|yes",
        "*:*:*:*:ends\\|ends\\",
      })
  void theFirstLineThatFits(String text, String expected) {
    assertThat(password(text.replace("\\n", "\n").replace("\\r", "\r"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "h:5432:d:u:",
        "h:5432:d:u",
        "localhost:*:*:*:x",
        "h:5433:d:u:x",
        "h:5432:e:u:x",
        "h:5432:d:v:x",
        " h:5432:d:u:x",
        "H:5432:d:u:x",
        "::::x",
        ":",
        "\\",
        "h:5432:d:u:\nh:*:*:*:second"
      })
  void noneOfIt(String text) {
    assertThat(password(text)).isNull();
  }

  @Test
  void aFileThatOthersMayReadIsNotUsed() {
    for (String permissions :
        new String[] {"rw-r-----", "rw----r--", "rw--w----", "rw------x", "rw-rw-rw-"}) {
      Path file = around.file("passwords", permissions, "*:*:*:*:x");
      assertThat(new PasswordFile(file).password("h", 1, "d", "u")).as(permissions).isNull();
    }
    for (String permissions : new String[] {"rw-------", "r--------", "rwx------"}) {
      Path file = around.file("passwords", permissions, "*:*:*:*:x");
      assertThat(new PasswordFile(file).password("h", 1, "d", "u")).as(permissions).isEqualTo("x");
    }
  }

  @Test
  void whatIsNoFile() {
    assertThat(new PasswordFile(home).password("h", 1, "d", "u")).isNull();
    assertThat(new PasswordFile(home.resolve("none")).password("h", 1, "d", "u")).isNull();
  }

  @Test
  void whatAServerIsCalled() {
    Path file =
        around.file(
            ".pgpass",
            "rw-------",
            """
            a:1:*:*:of-a
            b:*:*:*:of-b
            localhost:*:*:*:local
            /own/dir:*:*:*:socket
            10.0.0.1:*:*:*:of-address
            """);
    assertThat(file).exists();
    assertPassword("host=a port=1", "of-a");
    assertPassword("host=a port=2", null);
    assertPassword("host=b hostaddr=10.0.0.1", "of-b");
    assertPassword("hostaddr=10.0.0.1", "of-address");
    assertPassword("host=/var/run/postgresql", "local");
    assertPassword("host=/tmp", "local");
    assertPassword("host=/own/dir", "socket");
    assertPassword("host=a port=1 password=given", "given");
    assertPassword("host=a port=1 password=''", "of-a");
  }

  private void assertPassword(String dsn, String expected) {
    ConnInfo info = around.connInfo(dsn);
    assertThat(info.password(info.hosts().get(0))).as(dsn).isEqualTo(expected);
  }

  @Test
  void theFileThatTheSettingsName() {
    around.file(".pgpass", "rw-------", "*:*:*:*:own");
    Path named = around.file("named", "rw-------", "*:*:*:*:named");
    Path ofAll = around.file("ofAll", "rw-------", "*:*:*:*:of-all");
    assertPassword("host=x", "own");
    assertPassword("host=x passfile=" + named, "named");
    around.variable("PGPASSFILE", ofAll.toString());
    assertPassword("host=x", "of-all");
    assertPassword("host=x passfile=" + named, "named");
  }

  @Test
  void aPasswordOfAnyCharactersIsReadBack() {
    Seeded.each(
        200,
        random -> {
          String password = random.string(30).replaceAll("[\\r\\n]", "") + "x";
          String written = password.replace("\\", "\\\\").replace(":", "\\:");
          assertThat(password("no line\nh:5432:d:u:" + written + "\n")).isEqualTo(password);
        });
  }

  @Test
  void anyTextIsReadWithoutAnError() {
    Seeded.each(
        200,
        random -> {
          String text = random.string(80).replace('a', ':').replace('b', '\n').replace('c', '*');
          password(text);
        });
  }
}
