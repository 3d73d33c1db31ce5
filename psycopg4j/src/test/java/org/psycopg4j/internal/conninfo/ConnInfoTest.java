// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.errors.NotSupportedException;
import org.psycopg4j.errors.OperationalException;

class ConnInfoTest {

  private static ConnInfo of(String dsn) {
    return new Around(Path.of("/nowhere")).connInfo(dsn);
  }

  @Test
  void libpqsDefaults() {
    ConnInfo info = of("user=alice");
    assertThat(info.hosts()).hasSize(1);
    assertThat(info.hosts().get(0).port()).isEqualTo(5432);
    assertThat(info.dbname()).isEqualTo("alice");
    assertThat(info.connectTimeoutMillis()).isZero();
    assertThat(info.keepalives()).isEqualTo(new Keepalives(true, 0, 0, 0));
    assertThat(info.attributes()).isEqualTo(SessionAttributes.ANY);
    assertThat(info.isBalanced()).isFalse();
    assertThat(of("host='' port='' user=bob").hosts().get(0).port()).isEqualTo(5432);
  }

  @Test
  void whatGoesIntoTheStartupMessage() {
    assertThat(
            of("user=u dbname=d password=p options='-c geqo=off' client_encoding=LATIN1"
                    + " fallback_application_name=app")
                .startupParameters())
        .containsExactly(
            java.util.Map.entry("user", "u"),
            java.util.Map.entry("database", "d"),
            java.util.Map.entry("options", "-c geqo=off"),
            java.util.Map.entry("application_name", "app"),
            java.util.Map.entry("client_encoding", "LATIN1"));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-3, 0", "1, 2000", "2, 2000", "10, 10000", "2147483647, 2147483000"})
  void connectTimeout(String seconds, int millis) {
    assertThat(of("connect_timeout=" + seconds).connectTimeoutMillis()).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "port=99999 | invalid port number: \"99999\"",
        "port=0 | invalid port number: \"0\"",
        "port=abc | invalid integer value \"abc\" for connection option \"port\"",
        "keepalives=x | invalid integer value \"x\" for connection option \"keepalives\"",
        "keepalives_idle=x | invalid integer value \"x\" for connection option \"keepalives_idle\"",
        "tcp_user_timeout=x | invalid integer value \"x\" for connection option \"tcp_user_timeout\"",
        "connect_timeout='' | invalid integer value \"\" for connection option \"connect_timeout\"",
        "target_session_attrs=foo | invalid target_session_attrs value: \"foo\"",
        "sslmode=foo | invalid sslmode value: \"foo\"",
        "gssencmode=foo | invalid gssencmode value: \"foo\"",
        "sslmode='' | invalid sslmode value: \"\"",
        "sslmode=Require | invalid sslmode value: \"Require\"",
        "channel_binding=foo | invalid channel_binding value: \"foo\"",
        "sslcertmode=foo | invalid sslcertmode value: \"foo\"",
        "sslnegotiation=foo | invalid sslnegotiation value: \"foo\"",
        "ssl_min_protocol_version=foo | invalid ssl_min_protocol_version value: \"foo\"",
        "ssl_max_protocol_version=foo | invalid ssl_max_protocol_version value: \"foo\"",
        "ssl_min_protocol_version=TLSv1.3 ssl_max_protocol_version=TLSv1.2 | invalid SSL protocol version range",
        "sslmode=require sslrootcert=system | weak sslmode \"require\" may not be used with sslrootcert=system (use \"verify-full\")",
        "sslnegotiation=direct | weak sslmode \"prefer\" may not be used with sslnegotiation=direct (use \"require\", \"verify-ca\", or \"verify-full\")",
        "require_auth=foo | invalid require_auth value: \"foo\"",
        "require_auth=md5,foo | invalid require_auth value: \"foo\"",
        "require_auth=!foo | invalid require_auth value: \"!foo\"",
        "require_auth=md5, | invalid require_auth value: \"\"",
        "require_auth=md5,md5 | require_auth method \"md5\" is specified more than once",
        "require_auth=md5,!none | negative require_auth method \"!none\" cannot be mixed with non-negative methods",
        "require_auth=!md5,none | require_auth method \"none\" cannot be mixed with negative methods",
        "min_protocol_version=3.1 | invalid min_protocol_version value: \"3.1\"",
        "max_protocol_version=x | invalid max_protocol_version value: \"x\"",
        "min_protocol_version=3.2 max_protocol_version=3.0 | \"min_protocol_version\" is greater than \"max_protocol_version\"",
        "scram_client_key=secret | invalid scram_client_key: it has to be 32 bytes in Base64",
        "scram_server_key=c2VjcmV0 | invalid scram_server_key: it has to be 32 bytes in Base64",
        "load_balance_hosts=foo | invalid load_balance_hosts value: \"foo\"",
        "connect_timeout=x | invalid integer value \"x\" for connection option \"connect_timeout\"",
      })
  void impossibleValues(String dsn, String message) {
    assertThatThrownBy(() -> of(dsn)).isInstanceOf(OperationalException.class).hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sslkeylogfile=/x",
      })
  void whatCannotBeHonouredIsRefusedAndNamed(String dsn) {
    assertThatThrownBy(() -> of(dsn))
        .isInstanceOf(NotSupportedException.class)
        .hasMessageContaining(dsn.split("=", 2)[0]);
  }

  @Test
  void whatASessionMustBeLike() {
    boolean[][] sessions = {{false, false}, {true, false}, {false, true}, {true, true}};
    String[][] admitted = {
      {"any", "yes yes yes yes"},
      {"read-write", "yes no no no"},
      {"read-only", "no yes yes yes"},
      {"primary", "yes yes no no"},
      {"standby", "no no yes yes"},
      {"prefer-standby", "no no yes yes"}
    };
    for (String[] one : admitted) {
      SessionAttributes wanted = of("target_session_attrs=" + one[0]).attributes();
      StringBuilder answers = new StringBuilder();
      for (boolean[] session : sessions) {
        answers.append(wanted.admit(session[0], session[1]) ? "yes " : "no ");
      }
      assertThat(answers.toString().strip()).as(one[0]).isEqualTo(one[1]);
    }
  }

  @Test
  void methodsThatAreAccepted() {
    assertThat(of("").acceptedMethods()).isNull();
    assertThat(of("require_auth=md5,none").acceptedMethods())
        .containsExactlyInAnyOrder("md5", "none");
    assertThat(of("require_auth=!password,!md5").acceptedMethods())
        .containsExactlyInAnyOrder("gss", "sspi", "scram-sha-256", "oauth", "none");
  }

  @Test
  void versionsOfTheProtocol() {
    int v30 = 3 << 16;
    int v32 = 3 << 16 | 2;
    assertThat(of("").newestProtocol()).isEqualTo(v30);
    assertThat(of("max_protocol_version=latest").newestProtocol()).isEqualTo(v32);
    assertThat(of("max_protocol_version=3.2").oldestProtocol()).isEqualTo(v30);
    assertThat(of("min_protocol_version=3.2").newestProtocol()).isEqualTo(v32);
  }

  @Test
  void autoIsTheEncodingOfStrings() {
    assertThat(of("client_encoding=auto").startupParameters())
        .containsEntry("client_encoding", "UTF8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sslmode=prefer",
        "sslmode=disable",
        "channel_binding=prefer",
        "target_session_attrs=any",
        "gssencmode=require",
        "gssdelegation=1",
        "sslrootcert=''",
        "sslcompression=1",
        "krbsrvname=postgres"
      })
  void whatChangesNothingIsAccepted(String dsn) {
    assertThat(of(dsn).hosts()).hasSize(1);
  }
}
