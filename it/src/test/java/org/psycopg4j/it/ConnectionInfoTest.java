// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.psycopg4j.Connection;
import org.psycopg4j.ConnectionInfo;
import org.psycopg4j.Psycopg;
import org.psycopg4j.TransactionStatus;
import org.psycopg4j.errors.InterfaceException;
import org.psycopg4j.errors.PsycopgException;
import org.psycopg4j.testkit.PostgresServer;

/** info(): on an open connection, a broken one and a closed one. */
class ConnectionInfoTest {
  private static final PostgresServer SERVER = Shared.server();

  @Test
  void ofAnOpenConnection() {
    try (Connection conn = Shared.connect("options='-c work_mem=2MB'")) {
      ConnectionInfo info = conn.info();
      assertThat(info.dbname()).isEqualTo(SERVER.database());
      assertThat(info.user()).isEqualTo(SERVER.user());
      assertThat(info.host()).isEqualTo(SERVER.host());
      assertThat(info.port()).isEqualTo(SERVER.port());
      assertThat(info.options()).isEqualTo("-c work_mem=2MB");
      assertThat(info.status()).isZero();
      assertThat(info.transactionStatus()).isEqualTo(TransactionStatus.IDLE);
      assertThat(info.parameterStatus("client_encoding")).isEqualTo("UTF8");
      assertThat(info.parameterStatus("nosuch")).isNull();
      assertThat(info.protocolVersion()).isEqualTo(3);
      assertThat(info.serverVersion()).isEqualTo(conn.serverVersion()).isPositive();
      assertThat(info.backendPid()).isEqualTo(Shared.value(conn, "SELECT pg_backend_pid()"));
      assertThat(info.transactionStatus()).isEqualTo(TransactionStatus.INTRANS);
      assertThat(info.needsPassword()).isFalse();
      assertThat(info.sslInUse()).isFalse();
      assertThat(info.sslAttributeNames())
          .containsExactly("library", "key_bits", "cipher", "compression", "protocol");
      assertThat(info.sslAttributeNames()).allMatch(name -> info.sslAttribute(name) == null);
    }
  }

  @Test
  void theErrorIsThatOfTheLastRequest() {
    try (Connection conn = Shared.connect()) {
      assertThat(conn.info().errorMessage()).isNull();
      assertThatThrownBy(() -> Shared.run(conn, "SELECT 1/0")).isNotNull();
      assertThat(conn.info().errorMessage()).isEqualTo("ERROR:  division by zero\n");
      conn.rollback();
      assertThat(conn.info().errorMessage()).isNull();
    }
  }

  @Test
  void ofABrokenConnection() {
    Connection conn = Shared.connect();
    ConnectionInfo info = conn.info();
    Backend.of(conn).terminate();
    assertThatThrownBy(() -> Shared.run(conn, "SELECT 1")).isInstanceOf(PsycopgException.class);
    assertThat(info.dbname()).isEqualTo(SERVER.database());
    assertThat(info.user()).isEqualTo(SERVER.user());
    assertThat(info.host()).isEqualTo(SERVER.host());
    assertThat(info.port()).isEqualTo(SERVER.port());
    assertThat(info.options()).isEmpty();
    assertThat(info.status()).isEqualTo(1);
    assertThat(info.transactionStatus()).isEqualTo(TransactionStatus.UNKNOWN);
    assertThat(info.parameterStatus("client_encoding")).isEqualTo("UTF8");
    assertThat(info.protocolVersion()).isZero();
    assertThat(info.serverVersion()).isZero();
    assertThat(info.backendPid()).isZero();
    assertThat(info.errorMessage()).isNotEmpty();
    assertThatThrownBy(info::dsnParameters)
        .isInstanceOf(InterfaceException.class)
        .hasMessage("connection already closed");
  }

  @Test
  void ofAClosedConnection() {
    Connection conn = Shared.connect("password=secret");
    ConnectionInfo info = conn.info();
    conn.close();
    assertThat(info.dbname()).isNull();
    assertThat(info.user()).isNull();
    assertThat(info.password()).isNull();
    assertThat(info.host()).isNull();
    assertThat(info.port()).isNull();
    assertThat(info.options()).isNull();
    assertThat(info.status()).isEqualTo(1);
    assertThat(info.transactionStatus()).isEqualTo(TransactionStatus.UNKNOWN);
    assertThat(info.parameterStatus("client_encoding")).isNull();
    assertThat(info.protocolVersion()).isZero();
    assertThat(info.serverVersion()).isZero();
    assertThat(info.backendPid()).isZero();
    assertThat(info.errorMessage()).isNull();
    assertThat(info.usedPassword()).isFalse();
    assertThatThrownBy(info::dsnParameters).isInstanceOf(InterfaceException.class);
    assertThatThrownBy(conn::getDsnParameters).isInstanceOf(InterfaceException.class);
  }

  @Test
  void dsnParametersAreWhatIsInEffectInLibpqsOrderAndNoPassword() {
    try (Connection conn =
        Psycopg.connect(
            "application_name=x password=secret port=%d host=%s user=%s dbname=%s"
                .formatted(SERVER.port(), SERVER.host(), SERVER.user(), SERVER.database()))) {
      assertThat(List.copyOf(conn.getDsnParameters().entrySet()))
          .containsExactly(
              Map.entry("user", SERVER.user()),
              Map.entry("channel_binding", "prefer"),
              Map.entry("dbname", SERVER.database()),
              Map.entry("host", SERVER.host()),
              Map.entry("port", Integer.toString(SERVER.port())),
              Map.entry("options", ""),
              Map.entry("application_name", "x"),
              Map.entry("sslmode", "prefer"),
              Map.entry("sslcompression", "0"),
              Map.entry("sslcertmode", "allow"),
              Map.entry("sslsni", "1"),
              Map.entry("sslnegotiation", "postgres"),
              Map.entry("ssl_min_protocol_version", "TLSv1.2"),
              Map.entry("gssencmode", "prefer"),
              Map.entry("krbsrvname", "postgres"),
              Map.entry("gssdelegation", "0"),
              Map.entry("target_session_attrs", "any"),
              Map.entry("load_balance_hosts", "disable"));
      assertThat(conn.info().dsnParameters()).isEqualTo(conn.getDsnParameters());
    }
  }

  @Test
  void thePasswordIsThereForWhoAsksAndNeverShown() {
    try (PostgresServer server =
        PostgresServer.builder()
            .hba("host all locked 127.0.0.1/32 scram-sha-256")
            .initSql("CREATE ROLE locked LOGIN PASSWORD 's3cret'")
            .start()) {
      String dsn = "host=%s port=%d dbname=postgres".formatted(server.host(), server.port());
      try (Connection conn = Psycopg.connect(dsn + " user=locked password=s3cret")) {
        assertThat(conn.info().password()).isEqualTo("s3cret");
        assertThat(conn.info().usedPassword()).isTrue();
        assertThat(conn.info().needsPassword()).isFalse();
        assertThat(conn.info().toString()).contains("xxx").doesNotContain("s3cret");
      }
      try (Connection conn = Psycopg.connect(dsn + " password=unused user=" + server.user())) {
        assertThat(conn.info().password()).isEqualTo("unused");
        assertThat(conn.info().usedPassword()).isFalse();
      }
      try (Connection conn = Psycopg.connect(dsn + " user=" + server.user())) {
        assertThat(conn.info().password()).isEmpty();
      }
    }
  }
}
