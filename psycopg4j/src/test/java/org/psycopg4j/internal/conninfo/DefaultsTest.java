// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.psycopg4j.errors.OperationalException;

/** What was set comes first, then the service, then the environment, then libpq's defaults. */
class DefaultsTest {
  @TempDir private Path home;
  private Around around;

  @BeforeEach
  void nothingAround() {
    around = new Around(home);
  }

  @Test
  void inTheirOrder() {
    around
        .serviceFile("[s]\nhost=of-service\ndbname=of-service\nuser=of-service\n")
        .variable("PGHOST", "of-environment")
        .variable("PGUSER", "of-environment")
        .variable("PGAPPNAME", "of-environment");
    ConnInfo info = around.connInfo("service=s user=set");
    assertThat(info.user()).isEqualTo("set");
    assertThat(info.dbname()).isEqualTo("of-service");
    assertThat(info.hosts()).containsExactly(new Host("of-service", null, 5432));
    assertThat(info.startupParameters()).contains(entry("application_name", "of-environment"));
  }

  @Test
  void withNothingAround() {
    ConnInfo info = around.connInfo("host=h");
    assertThat(info.user()).isEqualTo("os-user");
    assertThat(info.dbname()).isEqualTo("os-user");
    assertThat(info.password(info.hosts().get(0))).isNull();
    assertThat(info.startupParameters())
        .containsExactly(entry("user", "os-user"), entry("database", "os-user"));
    assertThat(info.parameters())
        .contains(
            entry("user", "os-user"),
            entry("passfile", home.resolve(".pgpass").toString()),
            entry("channel_binding", "prefer"),
            entry("dbname", "os-user"),
            entry("host", "h"),
            entry("port", "5432"),
            entry("options", ""),
            entry("sslmode", "prefer"),
            entry("sslcompression", "0"),
            entry("sslsni", "1"),
            entry("ssl_min_protocol_version", "TLSv1.2"),
            entry("gssencmode", "prefer"),
            entry("krbsrvname", "postgres"),
            entry("target_session_attrs", "any"))
        .doesNotContainKey("password");
  }

  @ParameterizedTest
  @CsvSource({
    "PGHOST, host",
    "PGHOSTADDR, hostaddr",
    "PGPORT, port",
    "PGDATABASE, dbname",
    "PGUSER, user",
    "PGPASSFILE, passfile",
    "PGOPTIONS, options",
    "PGAPPNAME, application_name",
    "PGCLIENTENCODING, client_encoding",
    "PGREQUIREPEER, requirepeer",
    "PGKRBSRVNAME, krbsrvname",
    "PGGSSLIB, gsslib"
  })
  void eachVariableStandsForAKeyword(String variable, String keyword) {
    String value = keyword.equals("port") ? "77" : "127.0.0.1";
    around.variable(variable, value);
    assertThat(around.connInfo("").parameters()).contains(entry(keyword, value));
    around.variable(variable, "");
    assertThat(around.connInfo("host=x").parameters().get(keyword)).isNotEqualTo(value);
  }

  @Test
  void aPasswordOfTheEnvironmentIsNeverShown() {
    around.variable("PGPASSWORD", "secret");
    ConnInfo info = around.connInfo("host=x");
    assertThat(info.password(info.hosts().get(0))).isEqualTo("secret");
    assertThat(info.parameters().toString() + info.dsn()).doesNotContain("secret");
  }

  @Test
  void variablesOfTheSession() {
    around
        .variable("PGTZ", "Asia/Tokyo")
        .variable("PGDATESTYLE", "German")
        .variable("PGGEQO", "off");
    assertThat(around.connInfo("host=x").startupParameters())
        .contains(
            entry("timezone", "Asia/Tokyo"), entry("datestyle", "German"), entry("geqo", "off"));
    around.variable("PGTZ", "DEFAULT");
    assertThat(around.connInfo("host=x").startupParameters()).doesNotContainKey("timezone");
  }

  @Test
  void aSystemPropertyStandsBeforeAVariable() {
    System.setProperty("PGAPPNAME", "by property");
    try {
      assertThat(Surroundings.ofProcess().variable("PGAPPNAME")).isEqualTo("by property");
    } finally {
      System.clearProperty("PGAPPNAME");
    }
  }

  @Test
  void aServiceOfTheEnvironment() {
    around.serviceFile("[mine]\nhost=h\nport=99\n").variable("PGSERVICE", "mine");
    assertThat(around.connInfo("").hosts()).containsExactly(new Host("h", null, 99));
  }

  @Test
  void whereServicesAreLookedFor() {
    around.file(".pg_service.conf", "rw-r--r--", "[own]\nhost=own\n[both]\nhost=own\n");
    Path system = home.resolve("pg_service.conf");
    around.file("pg_service.conf", "rw-r--r--", "[both]\nhost=system\n[other]\nhost=system\n");
    around.variable("PGSYSCONFDIR", system.getParent().toString());
    assertThat(around.connInfo("service=own").hosts().get(0).name()).isEqualTo("own");
    assertThat(around.connInfo("service=both").hosts().get(0).name()).isEqualTo("own");
    assertThat(around.connInfo("service=other").hosts().get(0).name()).isEqualTo("system");
  }

  @Test
  void howServicesAreWritten() {
    around.serviceFile(
        """
        host=nobody's
        # a comment

        [a]
        host=other
        [b]
          host=h \s
        host=again
        application_name= x = y
        dbname=
        #user=no
        [b]
        port=1
        """);
    ConnInfo info = around.connInfo("service=b");
    assertThat(info.hosts()).containsExactly(new Host("h", null, 5432));
    assertThat(info.dbname()).isEqualTo("os-user");
    assertThat(info.startupParameters()).contains(entry("application_name", " x = y"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[a]\\nhost 127.0.0.1 | syntax error in service file \"%s\", line 2",
        "[a]\\nnothing=x | syntax error in service file \"%s\", line 2",
        "[a]\\nport = 1 | syntax error in service file \"%s\", line 2",
        "\\n[a]\\n; so | syntax error in service file \"%s\", line 3",
        "[a]\\nservice=b | nested service specifications not supported in service file \"%s\", line 2",
        "[b]\\nhost=x | definition of service \"a\" not found",
        "[a \\nhost=x | definition of service \"a\" not found",
      })
  void whatIsWrongWithAServiceFile(String text, String message) {
    around.serviceFile(text.replace("\\n", "\n"));
    assertThatThrownBy(() -> around.connInfo("service=a"))
        .isInstanceOf(OperationalException.class)
        .hasMessage(message.formatted(home.resolve("services")));
  }

  @Test
  void aServiceFileThatIsNotThere() {
    around.variable("PGSERVICEFILE", "/nowhere/services");
    assertThatThrownBy(() -> around.connInfo("service=a"))
        .isInstanceOf(OperationalException.class)
        .hasMessage("service file \"/nowhere/services\" not found");
    assertThat(around.connInfo("host=x").hosts()).hasSize(1);
  }

  @Test
  void aLineThatIsTooLong() {
    around.serviceFile("[a]\nhost=x\n" + "x".repeat(2000) + "\n");
    assertThatThrownBy(() -> around.connInfo("service=a"))
        .hasMessage("line 3 too long in service file \"%s\"".formatted(home.resolve("services")));
  }

  @Test
  void requireSslIsAnOldNameOfTheMode() {
    around.variable("PGREQUIRESSL", "1");
    assertThat(Defaults.complete(java.util.Map.of(), around.get()))
        .contains(entry("sslmode", "require"));
    around.variable("PGSSLMODE", "disable");
    assertThat(Defaults.complete(java.util.Map.of(), around.get()))
        .contains(entry("sslmode", "disable"));
  }
}
