// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.psycopg4j.testkit.ServerMessages.authenticationOk;
import static org.psycopg4j.testkit.ServerMessages.errorResponse;
import static org.psycopg4j.testkit.ServerMessages.noticeResponse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.psycopg4j.Psycopg;
import org.psycopg4j.errors.CannotConnectNow;
import org.psycopg4j.errors.OperationalException;
import org.psycopg4j.testkit.FakeServer;
import org.psycopg4j.testkit.PostgresServer;

/** Connections that fail: libpq's texts, and the SQLSTATE if a server gave one. */
class RefusedTest {
  private static final PostgresServer SERVER = Shared.server();

  private static OperationalException refused(String dsn) {
    return requireNonNull(
        catchThrowableOfType(OperationalException.class, () -> Psycopg.connect(dsn)));
  }

  /** The error's text when connecting to a fake server that follows this script. */
  private static OperationalException refusedBy(FakeServer.Script script) {
    try (FakeServer server = FakeServer.start(script)) {
      OperationalException refused = refused(server.dsn());
      assertThat(refused)
          .hasMessageStartingWith(
              "connection to server at \"127.0.0.1\", port " + server.port() + " failed: ");
      return refused;
    }
  }

  @Test
  void nobodyListensAtThePort() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    OperationalException e = refused("host=127.0.0.1 port=" + port);
    assertThat(e)
        .hasMessage(
            """
            connection to server at "127.0.0.1", port %d failed: Connection refused
            \tIs the server running on that host and accepting TCP/IP connections?""",
            port);
    assertThat(e.pgcode()).isNull();
    assertThat(e.pgerror()).isNull();
    assertThat(refused("host=localhost port=" + port))
        .hasMessageContaining(
            "connection to server at \"localhost\" (127.0.0.1), port %d failed: Connection refused",
            port);
  }

  @Test
  void nobodyKnowsTheHost() {
    assertThat(refused("host=nosuch.invalid port=5432"))
        .hasMessage(
            "could not translate host name \"nosuch.invalid\" to address:"
                + " Name or service not known");
  }

  @Test
  void thereIsNoSuchSocket(@TempDir Path directory) {
    assertThat(refused("host=" + directory + " port=5432"))
        .hasMessage(
            """
            connection to server on socket "%s/.s.PGSQL.5432" failed: No such file or directory
            \tIs the server running locally and accepting connections on that socket?""",
            directory);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "port=99999          | invalid port number: \"99999\"",
        "port=abc            | invalid integer value \"abc\" for connection option \"port\"",
        "connect_timeout=x   | invalid integer value \"x\" for connection option"
            + " \"connect_timeout\""
      })
  void aNumberThatIsNoneIsAnError(String option, String message) {
    assertThat(refused("host=127.0.0.1 " + option)).hasMessageEndingWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dbname=nosuch                | 3D000 | database \"nosuch\" does not exist",
        "user=nosuch                  | 28000 | role \"nosuch\" does not exist",
        "client_encoding=nosuch       | 22023 | invalid value for parameter \"client_encoding\":"
            + " \"nosuch\"",
        "options='-c nosuch=1'        | 42704 | unrecognized configuration parameter \"nosuch\""
      })
  void theServersRefusalCarriesItsSqlstate(String option, String sqlstate, String message) {
    OperationalException e = refused(SERVER.dsn() + " " + option);
    assertThat(e.pgcode()).isEqualTo(sqlstate);
    assertThat(e.diag().messagePrimary()).isEqualTo(message);
    assertThat(e.diag().severity()).isEqualTo("FATAL");
    assertThat(e.pgerror()).startsWith("FATAL:  " + message + "\n");
    assertThat(e)
        .hasMessageStartingWith(
            "connection to server at \"%s\", port %d failed: FATAL:  %s",
            SERVER.host(), SERVER.port(), message);
  }

  @Test
  void aServerThatStartsUpSaysSo() {
    OperationalException e =
        refusedBy(
            c -> {
              c.expectStartup();
              c.send(
                  errorResponse("FATAL", "57P03", "the database system is starting up", Map.of()));
              c.close();
            });
    assertThat(e)
        .isInstanceOf(CannotConnectNow.class)
        .hasMessageEndingWith("failed: FATAL:  the database system is starting up");
    assertThat(e.pgcode()).isEqualTo("57P03");
  }

  @Test
  void theLastStateOfAServerThatRefusesAfterItLetUsInIsTold() {
    OperationalException e =
        refusedBy(
            c -> {
              c.expectStartup();
              c.send(
                  authenticationOk(),
                  errorResponse("FATAL", "53300", "sorry, too many clients already", Map.of()));
              c.close();
            });
    assertThat(e.pgcode()).isEqualTo("53300");
    assertThat(e).hasMessageEndingWith("FATAL:  sorry, too many clients already");
  }

  @Test
  void aServerThatHangsUpIsToldAsLibpqDoes() {
    assertThat(
            refusedBy(
                c -> {
                  c.expectStartup();
                  c.close();
                }))
        .hasMessageEndingWith(
            """
            failed: server closed the connection unexpectedly
            \tThis probably means the server terminated abnormally
            \tbefore or while processing the request.""");
  }

  @Test
  void aServerThatResetsIsNoneEither() {
    OperationalException e =
        refusedBy(
            c -> {
              c.expectStartup();
              c.reset();
            });
    assertThat(e.pgcode()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "220 mail.example.org ESMTP\r\n",
        "\u0015\u0003\u0003\u0000\u0002\u0002F",
        "R\u007f\u00ff\u00ff\u00ff",
        "R\u0000\u0000\u0000\u0000",
        "R\u00ff\u00ff\u00ff\u00ff",
        "Z\u0000\u0000\u0000\u0005I",
        "\u0000\u0000\u0000\u0000\u0000\u0000"
      })
  void whatIsNoPostgresIsRefused(String greeting) {
    OperationalException e =
        refusedBy(
            c -> {
              c.expectStartup();
              c.send(greeting.getBytes(StandardCharsets.ISO_8859_1));
              c.awaitClose();
            });
    assertThat(e.pgcode()).isNull();
  }

  @Test
  void aServerThatAcceptsAndSaysNothingIsGivenUp() {
    try (FakeServer server = FakeServer.start(c -> c.awaitClose())) {
      assertTimesOut(server.port());
    }
  }

  @Test
  void aServerThatNeverAcceptsIsGivenUp() throws IOException {
    List<Socket> queue = new ArrayList<>();
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SocketAddress address = deaf.getLocalSocketAddress();
      try {
        while (true) { // until the kernel's queue is full and does not answer
          Socket socket = new Socket();
          queue.add(socket);
          socket.connect(address, 300);
        }
      } catch (SocketTimeoutException full) {
        assertTimesOut(deaf.getLocalPort());
      }
    } finally {
      for (Socket socket : queue) {
        socket.close();
      }
    }
  }

  @Test
  void aServerThatTalksWithoutEndIsGivenUp() {
    assertThat(
            refusedBy(
                c -> {
                  c.expectStartup();
                  c.sendForever(noticeResponse("n".repeat(10_000)));
                }))
        .hasMessageContaining("before it was ready for a query");
  }

  private static void assertTimesOut(int port) {
    long start = System.nanoTime();
    assertThatThrownBy(
            () ->
                Psycopg.connect("host=127.0.0.1 port=%d user=u connect_timeout=2".formatted(port)))
        .isInstanceOf(OperationalException.class)
        .hasMessage("connection to server at \"127.0.0.1\", port %d failed: timeout expired", port);
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isBetween(1900L, 10_000L);
  }
}
