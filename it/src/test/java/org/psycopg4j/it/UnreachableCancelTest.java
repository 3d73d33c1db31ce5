// SPDX-License-Identifier: Apache-2.0
package org.psycopg4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.psycopg4j.testkit.ServerMessages.authenticationOk;
import static org.psycopg4j.testkit.ServerMessages.backendKeyData;
import static org.psycopg4j.testkit.ServerMessages.readyForQuery;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.psycopg4j.Connection;
import org.psycopg4j.Psycopg;
import org.psycopg4j.errors.OperationalException;

/** The server can't be reached any more when something is to be canceled. */
@Timeout(60)
class UnreachableCancelTest {
  private final List<Socket> sockets = new ArrayList<>();
  private ServerSocket listener;
  private Connection conn;

  @BeforeEach
  void connect() throws Exception {
    listener = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    Background<Connection> connecting =
        Background.start(
            () ->
                Psycopg.connect(
                    "host=127.0.0.1 user=u sslmode=disable port=" + listener.getLocalPort(),
                    options ->
                        options
                            .timeout(Duration.ofMillis(100))
                            .cancelTimeout(Duration.ofMillis(300))));
    Socket session = listener.accept();
    sockets.add(session);
    OutputStream out = session.getOutputStream();
    out.write(authenticationOk());
    out.write(backendKeyData(1, 2));
    out.write(readyForQuery('I'));
    conn = connecting.result();
    conn.autocommit(true);
  }

  @AfterEach
  void close() throws IOException {
    conn.close();
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void assertGivenUp(String why) {
    assertThatThrownBy(() -> conn.cursor().execute("SELECT 1"))
        .isInstanceOf(OperationalException.class)
        .hasMessageStartingWith(
            "the time limit of 0.1 s has passed, and the request could not be canceled (" + why)
        .hasMessageEndingWith("): the connection is closed")
        .hasCauseInstanceOf(TimeoutException.class);
    assertThat(conn.closed()).isEqualTo(2);
  }

  @Test
  void becauseNobodyListens() throws Exception {
    listener.close();
    assertGivenUp("Connection refused");
  }

  /** What a firewall that drops packets looks like: nobody answers the first of them. */
  @Test
  void becauseNobodyAnswers() throws Exception {
    while (fitsIntoTheQueue()) {}
    assertGivenUp("timeout expired");
  }

  /** Puts connections that nobody accepts into the listener's queue until it is full. */
  private boolean fitsIntoTheQueue() throws IOException {
    Socket filler = new Socket();
    sockets.add(filler);
    try {
      filler.connect(listener.getLocalSocketAddress(), 200);
      return true;
    } catch (java.net.SocketTimeoutException full) {
      return false;
    }
  }
}
