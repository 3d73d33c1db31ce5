// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.async.AsyncConnection;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.testkit.FakeServer;
import org.psycopg4j.testkit.PostgresServer;
import org.psycopg4j.testkit.ServerMessages;

/** A list of servers: they are tried one after another, until one lets us in. */
@Timeout(60)
class SeveralHostsTest {
  private static final PostgresServer SERVER = PostgresServer.shared();
  private static final String REFUSED =
      "connection to server at \"127.0.0.1\", port %d failed: Connection refused\n"
          + "\tIs the server running on that host and accepting TCP/IP connections?";

  private static String dsn(String hosts, String ports, String more) {
    return "host=%s port=%s user=%s dbname=%s %s"
        .formatted(hosts, ports, SERVER.user(), SERVER.database(), more);
  }

  private static int closedPort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theFirstThatAnswers() {
    int closed = closedPort();
    String dsn =
        dsn(
            "127.0.0.1,/nowhere,nohost.invalid," + SERVER.host(),
            "%1$d,%1$d,%1$d,%2$d".formatted(closed, SERVER.port()),
            "");
    try (Connection conn = Psycopg.connect(dsn)) {
      assertThat(conn.info().host()).isEqualTo(SERVER.host());
      assertThat(conn.info().port()).isEqualTo(SERVER.port());
      assertThat(conn.getDsnParameters())
          .containsEntry("host", "127.0.0.1,/nowhere,nohost.invalid," + SERVER.host());
      conn.cursor().execute("SELECT 1");
      conn.cancel(); // by the same address
    }
    AsyncConnection conn = AsyncConnection.connect(dsn).join();
    assertThat(conn.fetchOne("SELECT 1").join()).containsExactly(1);
    conn.close().join();
  }

  @Test
  void whatEachOneSaid() {
    int closed = closedPort();
    assertThatThrownBy(
            () -> Psycopg.connect(dsn("127.0.0.1,/nowhere,nohost.invalid", closed + "", "")))
        .isInstanceOf(OperationalException.class)
        .hasMessage(
            REFUSED.formatted(closed)
                + "\nconnection to server on socket \"/nowhere/.s.PGSQL.%d\" failed:"
                    .formatted(closed)
                + " No such file or directory\n"
                + "\tIs the server running locally and accepting connections on that socket?\n"
                + "could not translate host name \"nohost.invalid\" to address: Name or service not"
                + " known");
  }

  @Test
  void aServerThatRefusesUsIsRightForAll() {
    int closed = closedPort();
    String ports = closed + "," + SERVER.port() + "," + SERVER.port();
    assertThatThrownBy(
            () ->
                Psycopg.connect(
                    dsn("127.0.0.1,%1$s,%1$s".formatted(SERVER.host()), ports, "dbname=nosuch")))
        .isInstanceOfSatisfying(
            OperationalException.class, e -> assertThat(e.pgcode()).isEqualTo("3D000"))
        .hasMessageStartingWith(REFUSED.formatted(closed))
        .hasMessageEndingWith("FATAL:  database \"nosuch\" does not exist");
  }

  @Test
  void aServerThatCannotTakeUsNowIsPassedBy() {
    try (FakeServer starting =
        FakeServer.start(
            server -> {
              server.expectStartup();
              server.send(
                  ServerMessages.errorResponse("57P03", "the database system is starting up"));
              server.close();
            })) {
      String ports = starting.port() + "," + SERVER.port();
      try (Connection conn =
          Psycopg.connect(dsn("127.0.0.1," + SERVER.host(), ports, "sslmode=disable"))) {
        assertThat(conn.info().port()).isEqualTo(SERVER.port());
      }
      assertThatThrownBy(
              () -> Psycopg.connect(dsn("127.0.0.1", starting.port() + "", "sslmode=disable")))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("the database system is starting up")
          .satisfies(e -> assertThat(((OperationalException) e).pgcode()).isEqualTo("57P03"));
    }
  }

  @Test
  void aServerThatDoesNotAnswerHasItsTime() {
    try (FakeServer silent = FakeServer.start(server -> server.awaitClose())) {
      String ports = silent.port() + "," + SERVER.port();
      long start = System.nanoTime();
      try (Connection conn =
          Psycopg.connect(
              dsn("127.0.0.1," + SERVER.host(), ports, "connect_timeout=2 sslmode=disable"))) {
        assertThat(conn.info().port()).isEqualTo(SERVER.port());
      }
      assertThat(System.nanoTime() - start).isGreaterThan(1_500_000_000L);
    }
  }

  @Test
  void anAddressStandsForAName() {
    try (Connection conn =
        Psycopg.connect(dsn("nohost.invalid", SERVER.port() + "", "hostaddr=" + SERVER.host()))) {
      assertThat(conn.info().host()).isEqualTo("nohost.invalid");
    }
    assertThatThrownBy(() -> Psycopg.connect(dsn("", "1", "hostaddr=localhost")))
        .isInstanceOf(OperationalException.class)
        .hasMessage("could not parse network address \"localhost\": Name or service not known");
  }

  @Test
  void inAnyOrder() {
    Set<String> taken = new HashSet<>();
    String dsn =
        dsn("a.invalid,b.invalid", SERVER.port() + "", "load_balance_hosts=random")
            + " hostaddr=%1$s,%1$s".formatted(SERVER.host());
    for (int i = 0; i < 60; i++) { // that one is never the first: 2^-59
      try (Connection conn = Psycopg.connect(dsn)) {
        taken.add(conn.info().host());
      }
    }
    assertThat(taken).containsExactlyInAnyOrder("a.invalid", "b.invalid");
  }
}
