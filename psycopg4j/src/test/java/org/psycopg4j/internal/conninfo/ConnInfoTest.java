// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.internal.conninfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.errors.NotSupportedException;
import org.psycopg4j.errors.OperationalException;

class ConnInfoTest {

  private static ConnInfo of(String dsn) {
    return new ConnInfo(Dsn.parse(dsn));
  }

  @Test
  void libpqsDefaults() {
    ConnInfo info = of("user=alice");
    assertThat(info.host()).isEqualTo("localhost");
    assertThat(info.port()).isEqualTo(5432);
    assertThat(info.dbname()).isEqualTo("alice");
    assertThat(info.password()).isNull();
    assertThat(info.connectTimeoutMillis()).isZero();
    assertThat(info.keepalives()).isTrue();
    assertThat(of("").user()).isEqualTo(System.getProperty("user.name"));
    assertThat(of("host= port='' user=bob").port()).isEqualTo(5432);
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
            java.util.Map.entry("client_encoding", "LATIN1"),
            java.util.Map.entry("application_name", "app"));
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
        "connect_timeout=x | invalid integer value \"x\" for connection option \"connect_timeout\"",
      })
  void impossibleValues(String dsn, String message) {
    assertThatThrownBy(() -> of(dsn)).isInstanceOf(OperationalException.class).hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sslmode=require",
        "sslmode=verify-full",
        "sslrootcert=/x",
        "channel_binding=require",
        "service=x",
        "passfile=/x",
        "target_session_attrs=read-write",
        "hostaddr=127.0.0.1",
        "host=a,b port=1,2",
        "gssencmode=require",
        "client_encoding=auto",
        "keepalives_idle=5",
        "require_auth=scram-sha-256",
      })
  void whatCannotBeHonouredIsRefusedAndNamed(String dsn) {
    assertThatThrownBy(() -> of(dsn))
        .isInstanceOf(NotSupportedException.class)
        .hasMessageContaining(dsn.startsWith("host=") ? "hosts" : dsn.split("=", 2)[0]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sslmode=prefer", "sslmode=disable", "channel_binding=prefer", "target_session_attrs=any",
        "gssencmode=prefer", "sslrootcert=", "sslcompression=1", "krbsrvname=postgres"
      })
  void whatChangesNothingIsAccepted(String dsn) {
    assertThat(of(dsn).host()).isEqualTo("localhost");
  }
}
